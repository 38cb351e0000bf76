import { InputNumber } from 'antd';

type MoneyInputProps = {
  readonly id?: string;
  /** Integer fen in and out; people type yuan. */
  readonly value?: number | null;
  readonly onChange?: (fen: number | null) => void;
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string;
  readonly width?: number | string;
  readonly label?: string;
  readonly size?: 'small' | 'middle';
  readonly disabled?: boolean;
};

export function MoneyInput({
  id,
  value,
  onChange,
  min = 0,
  max = 100_000_000,
  placeholder,
  width = 160,
  label,
  size = 'middle',
  disabled,
}: MoneyInputProps) {
  return (
    <InputNumber<number>
      {...(id === undefined ? {} : { id })}
      {...(disabled === undefined ? {} : { disabled })}
      prefix="¥"
      precision={2}
      min={min / 100}
      max={max / 100}
      step={1}
      size={size}
      controls={false}
      placeholder={placeholder ?? ''}
      aria-label={label ?? placeholder ?? '¥'}
      value={value === null || value === undefined ? null : value / 100}
      onChange={(yuan) => onChange?.(yuan === null ? null : Math.round(yuan * 100))}
      style={{ width }}
    />
  );
}
