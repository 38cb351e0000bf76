import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Condition } from '@huoshui/contracts/condition';
import type { ConditionField as Asked, Draft } from '@huoshui/contracts/form';
import { Alert, Button, Checkbox, Form, Segmented, Select, Skeleton } from 'antd';
import { type ComponentType, useEffect, useState } from 'react';
import { useSharedText } from '../../shared-texts.ts';
import { useWords } from '../../words.ts';
import { conditionOf, type Group, type Joint, listOf, type Path, partsOf, withPart } from './condition-value.ts';
import { FieldItem, type FieldListProps, type FieldProps } from './field-item.tsx';
import { type ConditionOption, useFieldKit } from './field-kit.tsx';
import { useProblemAt, useProblems } from './problems.tsx';

type Fields = ComponentType<FieldListProps>;
type ConditionFieldProps = FieldProps<Asked> & { readonly Fields: Fields };

/** A condition of any nesting: groups of all or any, each part of which is one kind with its own form, or a group again. */
export function ConditionField({ Fields, ...props }: ConditionFieldProps) {
  const { path, disabled = false } = props;
  return (
    <FieldItem {...props}>
      {({ label }) => <ConditionInput path={path.split('.')} label={label} disabled={disabled} Fields={Fields} />}
    </FieldItem>
  );
}

type Place = { readonly path: Path; readonly disabled: boolean; readonly Fields: Fields };
type ConditionInputProps = Place & {
  readonly label: string;
  readonly value?: unknown;
  readonly onChange?: (condition: Condition | null) => void;
};

/** A single condition is shown as a group of one, so that there is one way to add a second. */
function ConditionInput({ value, onChange, label, ...place }: ConditionInputProps) {
  const t = useSharedText();
  const { conditions } = useFieldKit();
  const [options, setOptions] = useState<readonly ConditionOption[] | 'refused' | null>(null);
  useEffect(() => {
    let current = true;
    conditions().then(
      (found) => current && setOptions(found),
      () => current && setOptions('refused'),
    );
    return () => {
      current = false;
    };
  }, [conditions]);
  if (options === 'refused') return <Alert type="warning" title={t('picker_missing')} />;
  if (options === null) return <Skeleton.Input active block />;
  return (
    <fieldset className="hs-field-list" aria-label={label}>
      <GroupInput
        {...place}
        group={listOf(conditionOf(value))}
        options={options}
        onChange={(group) => onChange?.(group.parts.length === 0 ? null : partsOf(group))}
      />
    </fieldset>
  );
}

type GroupProps = Place & {
  readonly group: Group;
  readonly options: readonly ConditionOption[];
  readonly onChange: (group: Group) => void;
};

function GroupInput({ group, options, onChange, path, ...place }: GroupProps) {
  const t = useSharedText();
  const [moved, setMoved] = useState(0);
  const { by, parts } = group;
  const [first] = options;
  const change = (next: readonly Condition[]) => {
    // Parts have no name but their place: where one goes, those behind it are drawn anew.
    if (next.length < parts.length) setMoved((times) => times + 1);
    onChange({ by, parts: next });
  };
  const added = first ? { kind: first.kind, values: first.initial } : null;
  return (
    <div className="hs-field-condition">
      {parts.length > 1 && (
        <Segmented<Joint>
          size="small"
          disabled={place.disabled}
          value={by}
          options={[
            { value: 'all', label: t('condition_all') },
            { value: 'any', label: t('condition_any') },
          ]}
          onChange={(next) => onChange({ by: next, parts })}
        />
      )}
      {parts.map((part, at) => (
        <PartInput
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is named by its place, as problems name it
          key={`${moved}-${at}`}
          {...place}
          path={[...path, by, at]}
          at={at}
          part={part}
          options={options}
          onChange={(next) => onChange({ by, parts: withPart(parts, at, next) })}
          onRemove={() => change(parts.filter((_, n) => n !== at))}
        />
      ))}
      <div className="hs-inline">
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={place.disabled || added === null}
          onClick={() => added && change([...parts, added])}
        >
          {t('condition_add')}
        </Button>
        {path.length < 8 && parts.length > 0 && (
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined />}
            disabled={place.disabled || added === null}
            onClick={() => added && change([...parts, partsOf({ by: by === 'all' ? 'any' : 'all', parts: [added] })])}
          >
            {t('condition_add_group')}
          </Button>
        )}
      </div>
    </div>
  );
}

type PartProps = Place & {
  readonly at: number;
  readonly part: Condition;
  readonly options: readonly ConditionOption[];
  readonly onChange: (part: Condition) => void;
  readonly onRemove: () => void;
};

function PartInput({ part, at, options, onChange, onRemove, path, ...place }: PartProps) {
  const t = useSharedText();
  const negated = 'not' in part;
  const inner = negated ? part.not : part;
  const innerPath = negated ? [...path, 'not'] : path;
  const say = (next: Condition) => onChange(negated ? { not: next } : next);
  return (
    <div className="hs-field-list-row">
      <header>
        <Checkbox
          disabled={place.disabled}
          checked={negated}
          onChange={({ target }) => onChange(target.checked ? { not: inner } : inner)}
        >
          {t('condition_not')}
        </Checkbox>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('condition_remove', { at: at + 1 })}
          disabled={place.disabled}
          onClick={onRemove}
        />
      </header>
      {'kind' in inner ? (
        <LeafInput
          key={`${inner.kind} ${negated}`}
          {...place}
          path={innerPath}
          leaf={inner}
          options={options}
          onChange={say}
        />
      ) : (
        <GroupInput
          {...place}
          path={innerPath}
          group={listOf(inner)}
          options={options}
          onChange={(group) => (group.parts.length === 0 ? onRemove() : say(partsOf(group)))}
        />
      )}
    </div>
  );
}

type Leaf = { readonly kind: string; readonly values: Draft };
type LeafProps = Place & {
  readonly leaf: Leaf;
  readonly options: readonly ConditionOption[];
  readonly onChange: (leaf: Leaf) => void;
};

/** The kind and its own form, which stands in a form of antd of its own at the place where problems look for it. */
function LeafInput({ leaf, options, onChange, path, disabled, Fields }: LeafProps) {
  const t = useSharedText();
  const say = useWords();
  const [form] = Form.useForm();
  const { changed } = useProblems();
  const problem = useProblemAt([...path, 'kind'].join('.'));
  const option = options.find(({ kind }) => kind === leaf.kind);
  const at = [...path, 'values'];
  return (
    <>
      <Select
        className="hs-field-kind"
        aria-label={t('condition_kind')}
        disabled={disabled}
        showSearch={{ optionFilterProp: 'label' }}
        options={options.map(({ kind, words }) => ({ value: kind, label: say(words) }))}
        value={leaf.kind}
        onChange={(kind) => onChange({ kind, values: options.find((one) => one.kind === kind)?.initial ?? {} })}
        {...(problem ? { status: 'error' as const } : {})}
      />
      {problem && (
        <div className="hs-field-problem" role="alert">
          {say(problem)}
        </div>
      )}
      <Form
        form={form}
        component={false}
        layout="vertical"
        initialValues={nested(at, leaf.values)}
        onValuesChange={() => onChange({ kind: leaf.kind, values: form.getFieldValue(at) ?? {} })}
        onFieldsChange={(fields) =>
          changed(
            fields.flatMap(({ name, touched }: { name: unknown; touched?: boolean }) =>
              touched && Array.isArray(name) ? [name.join('.')] : [],
            ),
          )
        }
      >
        <div className="hs-field-list-fields">
          <Fields fields={option?.fields ?? []} path={at} name={at} disabled={disabled} />
        </div>
      </Form>
    </>
  );
}

function nested(path: Path, values: Draft): object {
  return path.reduceRight<object>(
    (inner, step) => (typeof step === 'number' ? Object.assign([], { [step]: inner }) : { [step]: inner }),
    values,
  );
}
