import type { TextsField as Texts } from '@huoshui/contracts/form';
import { Select } from 'antd';
import { FieldItem, type FieldProps } from './field-item.tsx';

/** Words typed one after the other, each closed by enter, a comma or a pause mark. */
export function TextsField(props: FieldProps<Texts>) {
  return (
    <FieldItem {...props}>
      {({ wrong, label }) => (
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', '，', '、']}
          aria-label={label}
          {...(wrong ? { status: 'error' as const } : {})}
          {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
        />
      )}
    </FieldItem>
  );
}
