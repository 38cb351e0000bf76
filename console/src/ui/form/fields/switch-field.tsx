import type { SwitchField as OnOff } from '@huoshui/contracts/form';
import { Switch } from 'antd';
import { FieldItem, type FieldProps } from './field-item.tsx';

export function SwitchField(props: FieldProps<OnOff>) {
  return (
    <FieldItem {...props} checked>
      {({ label }) => (
        <Switch aria-label={label} {...(props.disabled === undefined ? {} : { disabled: props.disabled })} />
      )}
    </FieldItem>
  );
}
