import type { NumberField as Numeric } from '@huoshui/contracts/form';
import { useWords } from '../../words.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';
import { formatClock, formatFen, parseClock, parseNumber, parseYuan, TypedInput } from './typed-input.tsx';

/** A count with its unit, a percentage, money in yuan, a time of the day: text that is read as each kind reads it. */
export function NumberField(props: FieldProps<Numeric>) {
  const { field, disabled } = props;
  const say = useWords();
  const off = disabled === undefined ? {} : { disabled };
  const bounds = { least: field.min, most: field.max };
  return (
    <FieldItem {...props}>
      {({ wrong }) => {
        switch (field.kind) {
          case 'money':
            return (
              <TypedInput
                {...{ wrong, ...off, ...bounds }}
                parse={parseYuan}
                format={formatFen}
                step={100}
                decimal
                prefix={<span aria-hidden="true">¥</span>}
              />
            );
          case 'minute_of_day':
            return (
              <TypedInput
                {...{ wrong, ...off, ...bounds }}
                parse={parseClock}
                format={formatClock}
                step={5}
                width={120}
                placeholder="09:30"
              />
            );
          default:
            return (
              <TypedInput
                {...{ wrong, ...off, ...bounds }}
                parse={parseNumber}
                format={String}
                step={field.digits ? 0.5 : 1}
                decimal={(field.digits ?? 0) > 0}
                suffix={field.kind === 'percent' ? '%' : field.unit && say(field.unit)}
              />
            );
        }
      }}
    </FieldItem>
  );
}
