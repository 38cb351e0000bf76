import type { Condition } from '@huoshui/contracts/condition';
import { Form } from 'antd';
import { useCallback, useState } from 'react';
import { useFound } from '../../../ui/form/fields/form-preview.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { ConditionGroup } from './condition-group.tsx';
import { asGroup, type Group } from './condition-tree.ts';
import { type Kinds, KindsContext, useKindsQuery } from './kinds.ts';
import { useAskLook } from './look.tsx';
import './condition.css';

type ConditionFieldsProps = {
  /** Where the condition stands in the form around it. */
  readonly name: string;
  /** The segment whose condition it is, so that a ring is told. */
  readonly segment?: string;
};

/**
 * The editor of a condition, inside an antd Form whose value at `name` is a group (`asGroup` of what was saved). Every leaf is the form
 * of its kind; problems stand at their fields. Inside a `LookProvider` it tells how many members are meant.
 */
export function ConditionFields({ name, segment }: ConditionFieldsProps) {
  const kinds = useKindsQuery();
  return (
    <Loaded query={kinds} rows={3}>
      {({ items }) => (
        <Form.Item name={name} noStyle>
          <Editor name={name} kinds={items} {...(segment === undefined ? {} : { segment })} />
        </Form.Item>
      )}
    </Loaded>
  );
}

type EditorProps = ConditionFieldsProps & {
  readonly kinds: Kinds;
  /** Handed in by the form. */
  readonly value?: Condition;
  readonly onChange?: (next: Group) => void;
};

const nothing = { problems: [] };

function Editor({ name, segment, kinds, value, onChange }: EditorProps) {
  const root = asGroup(value ?? null);
  // Fields keep what is being typed in them: when something else stands at their place they are drawn anew.
  const [shape, setShape] = useState(0);
  const change = useCallback(
    (next: Group) => {
      setShape((n) => n + 1);
      onChange?.(next);
    },
    [onChange],
  );
  const { problems } = useAskLook(root, segment) ?? nothing;
  useFound(name, problems);
  return (
    <KindsContext.Provider value={kinds}>
      <ConditionGroup root={root} group={root} place={[]} name={name} shape={shape} onChange={change} />
    </KindsContext.Provider>
  );
}
