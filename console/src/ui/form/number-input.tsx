import type { NumberField } from '@huoshui/contracts/form';
import { useWords } from '../words.ts';
import {
  formatClock,
  formatFen,
  parseClock,
  parseNumber,
  parseYuan,
  type Typed,
  TypedInput,
} from './fields/typed-input.tsx';

/** What a number is: a field of a form, or data beside an input that stands alone. */
export type NumberRule = Pick<NumberField, 'kind' | 'label' | 'min' | 'max' | 'unit' | 'digits' | 'optional'>;

type NumberInputProps = {
  readonly of: NumberRule;
  readonly id?: string;
  readonly value?: unknown;
  /** A number, nothing yet, or the text that is none. */
  readonly onChange?: (value: Typed) => void;
  readonly wrong?: boolean;
  readonly disabled?: boolean;
  readonly width?: number | string;
  readonly placeholder?: string;
  readonly label?: string;
  readonly autoFocus?: boolean;
  readonly 'aria-invalid'?: boolean | 'true' | 'false';
  readonly 'aria-describedby'?: string;
};

/**
 * The one input for numbers: a count with its unit, a percentage, money in yuan, a time of the day. What is typed stays as
 * it is; whoever draws it says what is wrong beside it.
 */
export function NumberInput({ of, wrong, 'aria-invalid': invalid, ...rest }: NumberInputProps) {
  const say = useWords();
  const typed = { ...rest, wrong: wrong ?? (invalid === true || invalid === 'true'), least: of.min, most: of.max };
  switch (of.kind) {
    case 'money':
      return (
        <TypedInput
          parse={parseYuan}
          format={formatFen}
          step={100}
          decimal
          prefix={<span aria-hidden="true">¥</span>}
          {...typed}
        />
      );
    case 'minute_of_day':
      return <TypedInput parse={parseClock} format={formatClock} step={5} width={120} placeholder="09:30" {...typed} />;
    default:
      return (
        <TypedInput
          parse={parseNumber}
          format={String}
          step={of.digits ? 0.5 : 1}
          decimal={(of.digits ?? 0) > 0}
          suffix={of.kind === 'percent' ? '%' : of.unit && say(of.unit)}
          {...typed}
        />
      );
  }
}
