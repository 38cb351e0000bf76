import type { TextsField as Texts } from '@huoshui/contracts/form';
import { Select } from 'antd';
import { useWords } from '../../words.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';

/** Words typed one after the other, each closed by enter, a comma or a pause mark; what is known may be chosen by its name. */
export function TextsField(props: FieldProps<Texts>) {
  const say = useWords();
  const { options } = props.field;
  return (
    <FieldItem {...props}>
      {({ wrong, label }) => (
        <Select
          mode="tags"
          {...(options
            ? {
                options: options.map(({ value, label }) => ({ value, label: say(label) })),
                showSearch: { optionFilterProp: 'label' },
              }
            : { open: false, suffixIcon: null })}
          tokenSeparators={[',', '，', '、']}
          aria-label={label}
          {...(wrong ? { status: 'error' as const } : {})}
          {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
        />
      )}
    </FieldItem>
  );
}
