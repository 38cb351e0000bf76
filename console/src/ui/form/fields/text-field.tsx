import type { TextField as Text } from '@huoshui/contracts/form';
import { Input } from 'antd';
import { FieldItem, type FieldProps } from './field-item.tsx';
import { OfferedField } from './offered-field.tsx';

export function TextField(props: FieldProps<Text>) {
  const { field, disabled } = props;
  if (field.offers) return <OfferedField {...props} offers={field.offers} />;
  const off = disabled === undefined ? {} : { disabled };
  // Counted, never cut: characters as the checker counts them.
  const count = { max: field.max, show: field.max <= 500, strategy: (text: string) => [...text].length };
  return (
    <FieldItem {...props}>
      {({ wrong }) =>
        (field.lines ?? 1) > 1 ? (
          <Input.TextArea
            aria-invalid={wrong}
            count={count}
            autoSize={{ minRows: field.lines ?? 2, maxRows: 12 }}
            {...off}
          />
        ) : (
          <Input aria-invalid={wrong} count={count} autoComplete="off" {...off} />
        )
      }
    </FieldItem>
  );
}
