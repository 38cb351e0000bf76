import { DatePicker } from 'antd';
import dayjs from 'dayjs';

type DayRangeInputProps = {
  readonly id?: string;
  /** First and last business day, both counted. */
  readonly value?: readonly [string, string] | null;
  readonly onChange?: (days: readonly [string, string] | null) => void;
  readonly disabled?: boolean;
};

export function DayRangeInput({ id, value, onChange, disabled = false }: DayRangeInputProps) {
  return (
    <DatePicker.RangePicker
      {...(id === undefined ? {} : { id })}
      disabled={disabled}
      value={value ? [dayjs(value[0]), dayjs(value[1])] : null}
      onChange={(_, [from, to]) => onChange?.(from && to ? [from, to] : null)}
      style={{ width: 280 }}
    />
  );
}
