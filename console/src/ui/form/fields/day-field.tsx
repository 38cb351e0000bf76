import type { DayField as Day, DayRangeField as DayRange } from '@huoshui/contracts/form';
import { DatePicker, Form } from 'antd';
import dayjs from 'dayjs';
import { daysBetween } from '../../calendar.ts';
import { useSharedText } from '../../shared-texts.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';

export function DayField(props: FieldProps<Day>) {
  return (
    <FieldItem {...props}>
      {({ wrong }) => <DayInput wrong={wrong} clear={props.field.optional === true} {...offOf(props.disabled)} />}
    </FieldItem>
  );
}

/** First and last day, both counted; how many days that are is said, so that nobody has to know which end counts. */
export function DayRangeField(props: FieldProps<DayRange>) {
  const t = useSharedText();
  const form = Form.useFormInstance();
  const days = rangeOf(Form.useWatch(() => form.getFieldValue(props.path.split('.').map(stepOf)), form));
  const note =
    days && days.from <= days.to ? t('days_said', { to: days.to, count: daysBetween(days.from, days.to) }) : null;
  return (
    <FieldItem {...props} note={note}>
      {({ wrong, label }) => (
        <DayRangeInput wrong={wrong} label={label} clear={props.field.optional === true} {...offOf(props.disabled)} />
      )}
    </FieldItem>
  );
}

const offOf = (disabled: boolean | undefined) => (disabled === undefined ? {} : { disabled });
const stepOf = (step: string): string | number => (/^\d+$/.test(step) ? Number(step) : step);

type DayInputProps<Value> = {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: Value | null) => void;
  readonly wrong: boolean;
  readonly clear: boolean;
  readonly disabled?: boolean;
};

function DayInput({ id, value, onChange, wrong, clear, disabled }: DayInputProps<string>) {
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      {...offOf(disabled)}
      {...(wrong ? { status: 'error' as const } : {})}
      allowClear={clear}
      value={typeof value === 'string' ? dayjs(value) : null}
      onChange={(_, day) => onChange?.(typeof day === 'string' && day !== '' ? day : null)}
      style={{ width: 180, maxWidth: '100%' }}
    />
  );
}

type Days = { readonly from: string; readonly to: string };

function DayRangeInput({
  id,
  value,
  onChange,
  wrong,
  clear,
  disabled,
  label,
}: DayInputProps<Days> & { readonly label: string }) {
  const days = rangeOf(value);
  return (
    <DatePicker.RangePicker
      {...(id === undefined ? {} : { id })}
      {...offOf(disabled)}
      {...(wrong ? { status: 'error' as const } : {})}
      aria-label={label}
      allowClear={clear}
      value={days ? [dayjs(days.from), dayjs(days.to)] : null}
      onChange={(_, [from, to]) => onChange?.(from && to ? { from, to } : null)}
      style={{ width: 280, maxWidth: '100%' }}
    />
  );
}

function rangeOf(value: unknown): Days | null {
  if (typeof value !== 'object' || value === null) return null;
  const [from, to]: unknown[] = [Reflect.get(value, 'from'), Reflect.get(value, 'to')];
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null;
}
