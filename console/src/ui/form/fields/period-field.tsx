import type { PeriodField as Period } from '@huoshui/contracts/form';
import { Space } from 'antd';
import { useState } from 'react';
import { useSharedText } from '../../shared-texts.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';
import { parseNumber, type Typed, TypedInput } from './typed-input.tsx';

const units = [
  { key: 'days', minutes: 1440 },
  { key: 'hours', minutes: 60 },
  { key: 'minutes', minutes: 1 },
] as const;

/** A length of time in minutes, typed as days, hours and minutes: as many of them as its limits have use for. */
export function PeriodField(props: FieldProps<Period>) {
  return (
    <FieldItem {...props}>
      {({ wrong, label }) => <PeriodInput field={props.field} wrong={wrong} label={label} {...offOf(props.disabled)} />}
    </FieldItem>
  );
}

const offOf = (disabled: boolean | undefined) => (disabled === undefined ? {} : { disabled });

type PeriodInputProps = {
  readonly field: Period;
  readonly wrong: boolean;
  readonly label: string;
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (value: Typed) => void;
  readonly disabled?: boolean;
  readonly 'aria-describedby'?: string;
};

function PeriodInput(props: PeriodInputProps) {
  const t = useSharedText();
  const { field, value, label, onChange } = props;
  const used = units.filter(({ minutes }) => minutes <= field.max || minutes === 1);
  const [parts, setParts] = useState<readonly Typed[]>(() => split(value, used));
  const current = join(parts, used) === (value ?? null) ? parts : split(value, used);
  const change = (at: number, part: Typed) => {
    const next = current.map((one, index) => (index === at ? part : one));
    setParts(next);
    onChange?.(join(next, used));
  };
  return (
    <Space wrap size={8}>
      {used.map(({ key }, index) => (
        <TypedInput
          key={key}
          {...(index === 0 && props.id !== undefined ? { id: props.id } : {})}
          {...offOf(props.disabled)}
          {...(props['aria-describedby'] === undefined ? {} : { 'aria-describedby': props['aria-describedby'] })}
          label={`${label} ${t(`unit_${key}`)}`}
          wrong={props.wrong}
          width={104}
          step={1}
          least={0}
          parse={parseNumber}
          format={String}
          value={current[index] ?? null}
          onChange={(part) => change(index, part)}
          suffix={t(`unit_${key}`)}
        />
      ))}
    </Space>
  );
}

type Units = readonly (typeof units)[number][];

function split(value: unknown, used: Units): readonly Typed[] {
  if (typeof value !== 'number') return used.map(() => null);
  let rest = value;
  return used.map(({ minutes }) => {
    const part = Math.floor(rest / minutes);
    rest -= part * minutes;
    return part === 0 ? null : part;
  });
}

/** Minutes of all parts; a part that is no number makes the whole none. */
function join(parts: readonly Typed[], used: Units): Typed {
  if (parts.every((part) => part === null)) return null;
  const wrong = parts.find((part) => typeof part === 'string');
  if (wrong !== undefined) return wrong;
  return parts.reduce<number>((sum, part, index) => sum + Number(part ?? 0) * (used[index]?.minutes ?? 0), 0);
}
