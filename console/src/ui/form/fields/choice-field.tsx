import type { ChoiceField as Choice, ChoicesField as Choices, FieldOption } from '@huoshui/contracts/form';
import { Checkbox, Radio, Select } from 'antd';
import { useWords } from '../../words.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';

/** So many stand open on the page; more are folded into a list. */
const few = 6;

export function ChoiceField(props: FieldProps<Choice>) {
  const { field, disabled } = props;
  const options = useOptions(field.options);
  const off = disabled === undefined ? {} : { disabled };
  return (
    <FieldItem {...props}>
      {({ label, wrong }) =>
        field.options.length <= few ? (
          <Radio.Group aria-label={label} className={columnIfHinted(field.options)} options={options} {...off} />
        ) : (
          <Select
            showSearch={{ optionFilterProp: 'title' }}
            allowClear={field.optional === true}
            style={{ minWidth: 120 }}
            options={options}
            {...(wrong ? { status: 'error' as const } : {})}
            {...off}
          />
        )
      }
    </FieldItem>
  );
}

export function ChoicesField(props: FieldProps<Choices>) {
  const { field, disabled } = props;
  const options = useOptions(field.options);
  const off = disabled === undefined ? {} : { disabled };
  return (
    <FieldItem {...props}>
      {({ label, wrong }) =>
        field.options.length <= few ? (
          <Boxes label={label} className={columnIfHinted(field.options)} options={options} {...off} />
        ) : (
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'title' }}
            options={options}
            {...(wrong ? { status: 'error' as const } : {})}
            {...off}
          />
        )
      }
    </FieldItem>
  );
}

type BoxesProps = {
  readonly label: string;
  readonly className: string;
  readonly options: ReturnType<typeof useOptions>;
  readonly disabled?: boolean;
  readonly id?: string;
  readonly value?: string[];
  readonly onChange?: (chosen: string[]) => void;
};

/** What a form hands to its input besides says that it is required, which a group of boxes cannot be. */
function Boxes({ label, className, options, disabled, id, value, onChange }: BoxesProps) {
  return (
    <Checkbox.Group
      aria-label={label}
      role="group"
      className={className}
      options={options}
      {...(disabled === undefined ? {} : { disabled })}
      {...(id === undefined ? {} : { id })}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
    />
  );
}

/** Options that explain themselves stand under one another. */
const columnIfHinted = (options: readonly FieldOption[]): string =>
  options.some(({ hint }) => hint) ? 'hs-field-column' : 'hs-field-row';

function useOptions(options: readonly FieldOption[]) {
  const say = useWords();
  return options.map(({ value, label, hint }) => ({
    value,
    title: say(label),
    label: hint ? (
      <>
        {say(label)} <span className="hs-soft hs-small">{say(hint)}</span>
      </>
    ) : (
      say(label)
    ),
  }));
}
