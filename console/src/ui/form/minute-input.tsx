import { TimePicker } from 'antd';
import dayjs from 'dayjs';

type MinuteInputProps = {
  readonly id?: string;
  /** Minutes of the day, 0–1439. */
  readonly value?: number | null;
  readonly onChange?: (minutes: number | null) => void;
  readonly disabled?: boolean;
};

export function MinuteInput({ id, value, onChange, disabled = false }: MinuteInputProps) {
  return (
    <TimePicker
      {...(id === undefined ? {} : { id })}
      format="HH:mm"
      minuteStep={5}
      allowClear={false}
      needConfirm={false}
      disabled={disabled}
      value={value === null || value === undefined ? null : dayjs().startOf('day').add(value, 'minute')}
      onChange={(time) => onChange?.(time === null ? null : time.hour() * 60 + time.minute())}
      style={{ width: 120 }}
    />
  );
}
