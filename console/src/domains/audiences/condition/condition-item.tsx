import { MoreOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Tooltip } from 'antd';
import type { ComponentType } from 'react';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { formatCount } from '../../../ui/format.ts';
import { useWords } from '../../../ui/words.ts';
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
  wrap,
} from './condition-tree.ts';
import type { EditProps } from './edit.ts';
import { useKinds } from './kinds.ts';
import { usePart } from './look.tsx';
import { useConditionText } from './texts.ts';

type ItemProps = EditProps & {
  readonly item: Item;
  /** Where what it says stands: inside of the `not`, where it is negated. */
  readonly body: Place;
  readonly isLast: boolean;
  /** Draws a group: it draws items in its turn. */
  readonly Group: ComponentType<EditProps & { readonly group: Group }>;
};

/** One condition with its fields, or a group of some, with what can be done to it. */
export function ConditionItem({ item, body, isLast, Group, ...edit }: ItemProps) {
  const t = useConditionText();
  const say = useWords();
  const kinds = useKinds();
  const { root, place, name, onChange } = edit;
  const inner = bodyOf(item);
  const kind = isGroup(inner) ? undefined : kinds.find((one) => one.kind === inner.kind);
  const title = isGroup(inner) ? t('group') : kind ? say(kind.words) : inner.kind;
  return (
    <section className={isGroup(inner) ? 'hs-condition-nest' : 'hs-condition-leaf'} aria-label={title}>
      <header>
        <strong>{title}</strong>
        <Tooltip title={t('not_hint')}>
          <Checkbox checked={isNegated(item)} onChange={() => onChange(negate(root, place))}>
            {t('not')}
          </Checkbox>
        </Tooltip>
        <Counts at={place.join('.')} />
        <ItemMenu title={title} isLast={isLast} edit={edit} />
      </header>
      {isGroup(inner) ? (
        <Group {...edit} group={inner} place={body} />
      ) : (
        <LeafFields key={edit.shape} leaf={inner} path={[name, ...body, 'values']} />
      )}
    </section>
  );
}

function LeafFields({ leaf, path }: { readonly leaf: Leaf; readonly path: Place }) {
  const t = useConditionText();
  const kind = useKinds().find((one) => one.kind === leaf.kind);
  if (!kind) return <p className="hs-danger">{t('unknown_kind', { kind: leaf.kind })}</p>;
  return (
    <div className="hs-condition-fields">
      <FormFields fields={kind.fields} prefix={path} />
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

type MenuProps = { readonly title: string; readonly isLast: boolean; readonly edit: EditProps };

function ItemMenu({ title, isLast, edit: { root, place, onChange } }: MenuProps) {
  const t = useConditionText();
  const index = Number(place.at(-1));
  const before = index > 0 ? itemAt(root, [...place.slice(0, -1), index - 1]) : undefined;
  const acts = [
    { key: 'copy', does: duplicate, offered: true },
    { key: 'up', does: (tree: typeof root, at: Place) => move(tree, at, -1), offered: index > 0 },
    { key: 'down', does: (tree: typeof root, at: Place) => move(tree, at, 1), offered: !isLast },
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
