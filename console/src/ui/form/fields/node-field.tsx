import type { NodeField as Named } from '@huoshui/contracts/form';
import { Select } from 'antd';
import { useSharedText } from '../../shared-texts.ts';
import { useWords } from '../../words.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';
import { useFieldKit } from './field-kit.tsx';

/** One of the journey's own nodes, as a sentence; only those are offered that do what is asked for. */
export function NodeField(props: FieldProps<Named>) {
  return (
    <FieldItem {...props}>
      {({ wrong, label }) => (
        <NodeInput
          does={props.field.does}
          wrong={wrong}
          label={label}
          {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
        />
      )}
    </FieldItem>
  );
}

type NodeInputProps = {
  readonly does: Named['does'];
  readonly wrong: boolean;
  readonly label: string;
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (key: string | null) => void;
  readonly disabled?: boolean;
};

function NodeInput({ does, wrong, label, id, value, onChange, disabled }: NodeInputProps) {
  const t = useSharedText();
  const say = useWords();
  const { nodes } = useFieldKit();
  const offered = nodes.filter((node) => node.does.includes(does));
  const key = typeof value === 'string' && value !== '' ? value : null;
  const known = nodes.find((node) => node.key === key);
  const missing = key !== null && !offered.some((node) => node.key === key);
  return (
    <Select<string | null>
      {...(id === undefined ? {} : { id })}
      {...(disabled === undefined ? {} : { disabled })}
      {...(wrong ? { status: 'error' as const } : {})}
      aria-label={label}
      allowClear
      notFoundContent={t('nodes_none')}
      options={[
        ...(missing ? [{ value: key, label: known ? say(known.words) : `${key} (${t('picker_gone')})` }] : []),
        ...offered.map((node) => ({ value: node.key, label: say(node.words) })),
      ]}
      value={key}
      onChange={(next) => onChange?.(next ?? null)}
      style={{ width: '100%', minWidth: 200, maxWidth: 520 }}
    />
  );
}
