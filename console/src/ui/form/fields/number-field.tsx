import type { NumberField as Numeric } from '@huoshui/contracts/form';
import { NumberInput } from '../number-input.tsx';
import { FieldItem, type FieldProps } from './field-item.tsx';

export function NumberField(props: FieldProps<Numeric>) {
  const { field, disabled } = props;
  return (
    <FieldItem {...props}>
      {({ wrong }) => <NumberInput of={field} wrong={wrong} {...(disabled === undefined ? {} : { disabled })} />}
    </FieldItem>
  );
}
