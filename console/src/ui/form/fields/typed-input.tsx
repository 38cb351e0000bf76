import { Input } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';

/** A number, nothing yet, or text that is no such number: it stays as typed, and the checker says what is wrong. */
export type Typed = number | string | null;

type TypedInputProps = {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: Typed) => void;
  readonly parse: (text: string) => Typed;
  readonly format: (value: number) => string;
  /** How far the arrow keys go. */
  readonly step?: number;
  readonly least?: number;
  readonly most?: number;
  readonly prefix?: ReactNode;
  readonly suffix?: ReactNode;
  readonly width?: number | string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly wrong?: boolean;
  readonly label?: string;
  readonly decimal?: boolean;
  readonly autoFocus?: boolean;
  readonly 'aria-describedby'?: string;
};

/** An input that never mends what is typed: antd's own numbers clamp and round when one leaves them. */
export function TypedInput(props: TypedInputProps) {
  const { value, parse, format, onChange, wrong = false } = props;
  const shown = typeof value === 'number' ? format(value) : typeof value === 'string' ? value : '';
  const [text, setText] = useState(shown);
  // What stands in the form is the truth; its own spelling (`3.`, `08`) stays while it means the same.
  const current = parse(text) === (value ?? null) ? text : shown;
  const type = (next: string) => {
    setText(next);
    onChange?.(parse(next));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (props.step === undefined || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const from = typeof value === 'number' ? value : 0;
    const to = from + (event.key === 'ArrowUp' ? props.step : -props.step);
    if (to >= (props.least ?? Number.NEGATIVE_INFINITY) && to <= (props.most ?? Number.POSITIVE_INFINITY))
      type(format(to));
  };
  return (
    <Input
      {...(props.id === undefined ? {} : { id: props.id })}
      {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props['aria-describedby'] === undefined ? {} : { 'aria-describedby': props['aria-describedby'] })}
      {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
      aria-invalid={wrong}
      {...(wrong ? { status: 'error' as const } : {})}
      autoFocus={props.autoFocus ?? false}
      inputMode={props.decimal ? 'decimal' : 'numeric'}
      autoComplete="off"
      prefix={props.prefix}
      suffix={props.suffix}
      value={current}
      onChange={(event) => type(event.target.value)}
      onKeyDown={onKeyDown}
      // What was understood is spelt as everywhere (`0930` is 09:30); what was not stays.
      onBlur={() => setText(shown)}
      style={{ width: props.width ?? 160, maxWidth: '100%' }}
    />
  );
}

/** Digits as people type them, with full-width ones and separators of thousands; what is no number comes back as it is. */
export function parseNumber(text: string): Typed {
  const plain = text.normalize('NFKC').replace(/[\s,，_]/g, '');
  if (plain === '') return null;
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text;
}

/** Yuan as typed → fen; a third decimal stays, for the checker to refuse. */
export function parseYuan(text: string): Typed {
  const yuan = parseNumber(text.replace(/[¥￥元]/g, ''));
  if (typeof yuan !== 'number') return yuan === null ? null : text;
  // 1.15 * 100 is 114.99999999999999: up to two decimals the fen are exact.
  const fen = Math.round(yuan * 100);
  return fen / 100 === yuan ? fen : yuan * 100;
}

export const formatFen = (fen: number): string => String(fen / 100);

/** `9:30`, `09：30`, `0930` → minutes of the day. */
export function parseClock(text: string): Typed {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  const [, hours, minutes] = /^(\d{1,2}):?(\d{2})$/.exec(plain) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return text;
  return Number(hours) * 60 + Number(minutes);
}

export const formatClock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
