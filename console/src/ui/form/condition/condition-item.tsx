import { MoreOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Select, Tooltip } from 'antd';
import type { ComponentType } from 'react';
import { formatCount } from '../../format.ts';
import { useWords } from '../../words.ts';
import { useProblemAt } from '../fields/problems.tsx';
import {
  bodyOf,
  duplicate,
  type Group,
  type Item,
  isGroup,
  isNegated,
  itemAt,
  type Leaf,
  lift,
  move,
  moveInto,
  negate,
  type Place,
  remove,
  replace,
  wrap,
} from './condition-tree.ts';
import { useEditing } from './editing.ts';
import { useKindChoice } from './kinds.ts';
import { usePart } from './look.tsx';
import { useConditionText } from './texts.ts';

type ItemProps = {
  readonly item: Item;
  readonly place: Place;
  /** Where what it says stands: inside of the `not`, where it is negated. */
  readonly body: Place;
  readonly isLast: boolean;
  /** Draws a group: it draws items in its turn. */
  readonly Group: ComponentType<{ readonly group: Group; readonly place: Place }>;
};

/** One condition with its fields, or a group of some, with what can be done to it. */
export function ConditionItem({ item, place, body, isLast, Group }: ItemProps) {
  const t = useConditionText();
  const say = useWords();
  const { kinds, root, shape, onChange, stored } = useEditing();
  const inner = bodyOf(item);
  const kind = isGroup(inner) ? undefined : kinds.find((one) => one.kind === inner.kind);
  const title = isGroup(inner) ? t('group') : kind ? say(kind.words) : inner.kind;
  return (
    <section className={isGroup(inner) ? 'hs-condition-nest' : 'hs-condition-leaf'} aria-label={title}>
      <header>
        {isGroup(inner) ? (
          <strong>{title}</strong>
        ) : (
          <Kind key={shape} leaf={inner} body={body} negated={isNegated(item)} place={place} />
        )}
        <Tooltip title={t('not_hint')}>
          <Checkbox checked={isNegated(item)} onChange={() => onChange(negate(root, place))}>
            {t('not')}
          </Checkbox>
        </Tooltip>
        <Counts at={stored(place).join('.')} />
        <ItemMenu title={title} isLast={isLast} place={place} />
      </header>
      {isGroup(inner) ? <Group group={inner} place={body} /> : <LeafFields key={shape} leaf={inner} body={body} />}
    </section>
  );
}

type KindProps = { readonly leaf: Leaf; readonly body: Place; readonly place: Place; readonly negated: boolean };

/** Another kind in its place begins with its own values. */
function Kind({ leaf, body, place, negated }: KindProps) {
  const t = useConditionText();
  const say = useWords();
  const { kinds, root, path, stored, onChange } = useEditing();
  const choice = useKindChoice(kinds);
  const problem = useProblemAt([...path, ...stored(body), 'kind'].join('.'));
  return (
    <>
      <Select<string>
        className="hs-condition-kind"
        variant="borderless"
        aria-label={t('kind')}
        value={leaf.kind}
        popupMatchSelectWidth={false}
        listHeight={420}
        {...choice}
        onChange={(kind) => {
          const next = { kind, values: structuredClone(kinds.find((one) => one.kind === kind)?.initial ?? {}) };
          onChange(replace(root, place, negated ? { not: next } : next));
        }}
      />
      {problem && (
        <span className="hs-field-problem" role="alert">
          {say(problem)}
        </span>
      )}
    </>
  );
}

function LeafFields({ leaf, body }: { readonly leaf: Leaf; readonly body: Place }) {
  const t = useConditionText();
  const { kinds, path, name, stored, Fields } = useEditing();
  const kind = kinds.find((one) => one.kind === leaf.kind);
  if (!kind) return <p className="hs-danger">{t('unknown_kind', { kind: leaf.kind })}</p>;
  const place = [...stored(body), 'values'];
  return (
    <div className="hs-condition-fields">
      <Fields fields={kind.fields} path={[...path, ...place]} name={[...name, ...place]} />
    </div>
  );
}

/** For how many it is true by itself, and how many are left with those before it. */
function Counts({ at }: { readonly at: string }) {
  const t = useConditionText();
  const part = usePart(at);
  if (!part) return <span className="hs-condition-counts" />;
  return (
    <span className="hs-condition-counts hs-soft hs-small" aria-live="polite">
      {t('own', { count: formatCount(part.members) })}
      {part.left !== null && part.left !== part.members && ` · ${t('left', { count: formatCount(part.left) })}`}
    </span>
  );
}

type MenuProps = { readonly title: string; readonly isLast: boolean; readonly place: Place };

function ItemMenu({ title, isLast, place }: MenuProps) {
  const t = useConditionText();
  const { root, onChange } = useEditing();
  const index = Number(place.at(-1));
  const before = index > 0 ? itemAt(root, [...place.slice(0, -1), index - 1]) : undefined;
  const acts = [
    { key: 'copy', does: duplicate, offered: true },
    { key: 'up', does: (tree: Group, at: Place) => move(tree, at, -1), offered: index > 0 },
    { key: 'down', does: (tree: Group, at: Place) => move(tree, at, 1), offered: !isLast },
    { key: 'into', does: moveInto, offered: before !== undefined && isGroup(bodyOf(before)) },
    { key: 'lift', does: lift, offered: place.length > 2 },
    { key: 'wrap', does: wrap, offered: place.filter((step) => typeof step === 'string').length < 4 },
    { key: 'remove', does: remove, offered: true, danger: true },
  ] as const;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: acts
          .filter(({ offered }) => offered)
          .map(({ key, does, ...look }) => ({
            key,
            label: t(key),
            danger: 'danger' in look,
            onClick: () => onChange(does(root, place)),
          })),
      }}
    >
      <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('more', { name: title })} />
    </Dropdown>
  );
}
