import type { Field } from '@huoshui/contracts/form';
import { isShown } from '@huoshui/contracts/form-values';
import { Form } from 'antd';
import { ConditionField } from '../condition/condition-field.tsx';
import { ChoiceField, ChoicesField } from './choice-field.tsx';
import { DayField, DayRangeField } from './day-field.tsx';
import type { FieldListProps, FieldProps } from './field-item.tsx';
import { ListField } from './list-field.tsx';
import { NodeField } from './node-field.tsx';
import { NumberField } from './number-field.tsx';
import { PeriodField } from './period-field.tsx';
import { PickerField } from './picker-field.tsx';
import { ScopeField } from './scope-field.tsx';
import { SwitchField } from './switch-field.tsx';
import { TextField } from './text-field.tsx';
import { TextsField } from './texts-field.tsx';
import './fields.css';

type FormFieldsProps = {
  readonly fields: readonly Field[];
  /** Where the values stand in the form around them. */
  readonly prefix?: readonly (string | number)[];
  /** Only these, for a form that is drawn in several sections. */
  readonly only?: readonly string[];
  /** All of them, or these: what may not change any more. */
  readonly disabled?: boolean | readonly string[];
};

/**
 * The one renderer of forms that are data. Inside an antd Form: the values are its values, under `prefix`. A field that is
 * hidden keeps what was typed, so that turning back loses nothing; the checker takes no notice of it.
 */
export function FormFields({ fields, prefix = [], only, disabled = false }: FormFieldsProps) {
  return <FieldList fields={fields} path={prefix} name={prefix} disabled={disabled} {...(only ? { only } : {})} />;
}

export function FieldList({ fields, path, name, only, disabled = false }: FieldListProps) {
  const form = Form.useFormInstance();
  const hidden = Form.useWatch(
    // The selector is first asked before antd has looked at anything: the form itself already knows.
    () => hiddenOf(fields, valuesAt(form.getFieldsValue(true), path)),
    { form, preserve: true },
  ).split(' ');
  return fields
    .filter(({ key }) => !hidden.includes(key) && (only?.includes(key) ?? true))
    .map((field) => {
      const off = disabled === true || (disabled !== false && disabled.includes(field.key));
      return (
        <OneField
          key={field.key}
          field={field}
          path={[...path, field.key].join('.')}
          name={[...name, field.key]}
          {...(off ? { disabled: true } : {})}
        />
      );
    });
}

function OneField({ field, ...place }: FieldProps) {
  switch (field.kind) {
    case 'text':
      return <TextField field={field} {...place} />;
    case 'texts':
      return <TextsField field={field} {...place} />;
    case 'count':
    case 'money':
    case 'percent':
    case 'minute_of_day':
      return <NumberField field={field} {...place} />;
    case 'switch':
      return <SwitchField field={field} {...place} />;
    case 'choice':
      return <ChoiceField field={field} {...place} />;
    case 'choices':
      return <ChoicesField field={field} {...place} />;
    case 'period':
      return <PeriodField field={field} {...place} />;
    case 'day':
      return <DayField field={field} {...place} />;
    case 'day_range':
      return <DayRangeField field={field} {...place} />;
    case 'scope':
      return <ScopeField field={field} {...place} />;
    case 'picker':
      return <PickerField field={field} {...place} />;
    case 'node':
      return <NodeField field={field} {...place} />;
    case 'condition':
      return <ConditionField field={field} {...place} Fields={FieldList} />;
    case 'list':
      return <ListField field={field} {...place} Fields={FieldList} />;
  }
}

/** As text: `useWatch` compares by it, so nothing is drawn anew while others type. */
const hiddenOf = (fields: readonly Field[], draft: Readonly<Record<string, unknown>>): string =>
  fields
    .filter((field) => !isShown(field, fields, draft))
    .map(({ key }) => key)
    .join(' ');

function valuesAt(values: unknown, path: readonly (string | number)[]): Readonly<Record<string, unknown>> {
  let at: unknown = values;
  for (const step of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
  return typeof at === 'object' && at !== null ? Object.fromEntries(Object.entries(at)) : {};
}
