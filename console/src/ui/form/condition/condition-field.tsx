import type { Condition } from '@huoshui/contracts/condition';
import type { ConditionField as Asked } from '@huoshui/contracts/form';
import { ConfigProvider } from 'antd';
import { type ComponentType, useEffect, useState } from 'react';
import { Loaded } from '../../loaded.tsx';
import { FieldItem, type FieldListProps, type FieldProps } from '../fields/field-item.tsx';
import type { ConditionOption } from '../fields/field-kit.tsx';
import { useFound } from '../fields/form-preview.tsx';
import { ConditionGroup } from './condition-group.tsx';
import { asGroup, conditionOf, type Group, itemsOf, type Place, standsAs } from './condition-tree.ts';
import { EditingProvider } from './editing.ts';
import { useKindsQuery } from './kinds.ts';
import { LookAround, useAskLook, useLook } from './look.tsx';
import { LookLine } from './look-result.tsx';
import './condition.css';

type Fields = ComponentType<FieldListProps>;
type ConditionFieldProps = FieldProps<Asked> & { readonly Fields: Fields };

/**
 * Whom a condition means, put together by clicking: groups of all or any, each part of which is one kind with its own form or a group
 * again. Every leaf's fields are fields of the form around, so problems stand at them. It asks how many are meant while one edits and
 * tells it under itself, or to a `LookProvider` around it.
 */
export function ConditionField({ Fields, ...props }: ConditionFieldProps) {
  const { field, path, name, disabled = false } = props;
  const kinds = useKindsQuery();
  return (
    <LookAround>
      <FieldItem {...props}>
        {({ label }) => (
          <Input
            label={label}
            path={path.split('.')}
            name={name}
            optional={field.optional === true}
            disabled={disabled}
            kinds={kinds}
            Fields={Fields}
          />
        )}
      </FieldItem>
    </LookAround>
  );
}

type InputProps = {
  readonly label: string;
  readonly path: Place;
  readonly name: Place;
  readonly optional: boolean;
  readonly disabled: boolean;
  readonly kinds: ReturnType<typeof useKindsQuery>;
  readonly Fields: Fields;
  /** Handed in by the form. */
  readonly value?: unknown;
  readonly onChange?: (next: Condition | null) => void;
};

function Input({ kinds, disabled, ...editor }: InputProps) {
  return (
    <Loaded query={kinds} rows={3}>
      {(items) => (
        <ConfigProvider {...(disabled ? { componentDisabled: true } : {})}>
          <Editor {...editor} kinds={items} />
        </ConfigProvider>
      )}
    </Loaded>
  );
}

type EditorProps = Omit<InputProps, 'kinds' | 'disabled'> & { readonly kinds: readonly ConditionOption[] };

const nothing = { problems: [] };

function Editor({ label, value, onChange, optional, path, name, kinds, Fields }: EditorProps) {
  const saved = conditionOf(value);
  const root = asGroup(saved);
  // Fields keep what is being typed in them: when something else stands at their place they are drawn anew.
  const [shape, setShape] = useState(0);
  const change = (next: Group) => {
    setShape((n) => n + 1);
    onChange?.(optional && itemsOf(next).length === 0 ? null : next);
  };
  const stands = standsAs(saved, root);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is negated twice is said once, whenever such a value stands here
  useEffect(() => {
    if (stands === 'other') change(root);
  }, [stands]);
  const { problems } = useAskLook(saved ?? root) ?? nothing;
  const { shownAround } = useLook();
  useFound(path.join('.'), problems);
  const stored = (place: Place) => (stands === 'bare' ? place.slice(2) : place);
  return (
    <EditingProvider value={{ kinds, root, shape, onChange: change, path, name, stored, Fields }}>
      <div className="hs-condition">
        <ConditionGroup group={root} place={[]} label={label} />
        {!shownAround && <LookLine />}
      </div>
    </EditingProvider>
  );
}
