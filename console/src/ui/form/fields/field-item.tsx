import type { Field } from '@huoshui/contracts/form';
import { Form } from 'antd';
import type { ReactElement } from 'react';
import { useWords } from '../../words.ts';
import { useProblemAt } from './problems.tsx';

/** What each kind of field is drawn from. */
export type FieldProps<F extends Field = Field> = {
  readonly field: F;
  /** Its place in the values, as problems name it: `tiers.0.off`. */
  readonly path: string;
  /** Its name for antd, counted from the list that it stands in. */
  readonly name: readonly (string | number)[];
  readonly disabled?: boolean;
};

/** Fields of one level; in a row of a list `name` counts from the row and `path` from the form. */
export type FieldListProps = {
  readonly fields: readonly Field[];
  readonly path: readonly (string | number)[];
  readonly name: readonly (string | number)[];
  readonly only?: readonly string[];
  readonly disabled?: boolean | readonly string[];
};

type FieldItemProps = FieldProps & {
  readonly children: (state: { readonly wrong: boolean; readonly label: string }) => ReactElement;
  readonly checked?: boolean;
  /** Said under the field besides its hint. */
  readonly note?: string | null;
};

/** Label, hint and what is wrong around one input; antd ties them together for readers of the screen. */
export function FieldItem({ field, path, name, children, checked = false, note = null }: FieldItemProps) {
  const say = useWords();
  const problem = useProblemAt(path);
  const label = say(field.label);
  const hints = [note, field.hint && say(field.hint)].filter((hint) => typeof hint === 'string' && hint !== '');
  return (
    <Form.Item
      name={[...name]}
      label={label}
      required={!field.optional && !checked}
      {...(checked ? { valuePropName: 'checked' } : {})}
      {...(hints.length > 0 ? { extra: hints.join(' ') } : {})}
      {...(problem ? { help: <span role="alert">{say(problem)}</span>, validateStatus: 'error' as const } : {})}
    >
      {children({ wrong: problem !== null, label })}
    </Form.Item>
  );
}
