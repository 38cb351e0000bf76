import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented } from 'antd';
import { useWords } from '../../../ui/words.ts';
import { ConditionItem } from './condition-item.tsx';
import { add, depthOf, type Group, isNegated, itemsOf, joinOf, setJoin } from './condition-tree.ts';
import type { EditProps } from './edit.ts';
import { useKinds } from './kinds.ts';
import { useConditionText } from './texts.ts';

/** The server takes so many levels, and so many parts in all. */
const MOST_LEVELS = 6;

/** Conditions joined by all or any, one below the other, and what adds another. */
export function ConditionGroup({ group, ...edit }: EditProps & { readonly group: Group }) {
  const t = useConditionText();
  const say = useWords();
  const kinds = useKinds();
  const { root, place, onChange } = edit;
  const [join, items] = [joinOf(group), itemsOf(group)];
  const level = place.filter((step) => typeof step === 'string').length;
  const mayNest = level + 2 < MOST_LEVELS && depthOf(root) <= MOST_LEVELS;
  const menu = kinds.map(({ kind, words, initial }) => ({
    key: kind,
    label: say(words),
    onClick: () => onChange(add(root, place, { kind, values: structuredClone(initial) })),
  }));
  return (
    <fieldset className={`hs-condition-group hs-condition-${join}`} aria-label={t(join)}>
      {(items.length > 1 || place.length > 0) && (
        <Segmented<'all' | 'any'>
          size="small"
          aria-label={t('join')}
          value={join}
          options={[
            { value: 'all', label: t('all') },
            { value: 'any', label: t('any') },
          ]}
          onChange={(next) => onChange(setJoin(root, place, next))}
        />
      )}
      {items.length === 0 && <p className="hs-soft">{t('none')}</p>}
      {items.map((item, n) => (
        // What an item is called is its place: it has no other name.
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is called
        <div key={n} className="hs-condition-row">
          {n > 0 && <span className="hs-condition-join">{t(join === 'all' ? 'and' : 'or')}</span>}
          <ConditionItem
            {...edit}
            Group={ConditionGroup}
            item={item}
            place={[...place, join, n]}
            body={[...place, join, n, ...(isNegated(item) ? ['not'] : [])]}
            isLast={n === items.length - 1}
          />
        </div>
      ))}
      <div className="hs-condition-add">
        <Dropdown menu={{ items: menu, className: 'hs-condition-menu' }} trigger={['click']}>
          <Button icon={<PlusOutlined />} type={items.length === 0 && place.length === 0 ? 'primary' : 'dashed'}>
            {t('add')}
          </Button>
        </Dropdown>
        {mayNest && items.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              className: 'hs-condition-menu',
              items: kinds.map(({ kind, words, initial }) => ({
                key: kind,
                label: say(words),
                onClick: () => {
                  const first = [{ kind, values: structuredClone(initial) }];
                  onChange(add(root, place, join === 'all' ? { any: first } : { all: first }));
                },
              })),
            }}
          >
            <Button type="text">{t('add_group')}</Button>
          </Dropdown>
        )}
      </div>
    </fieldset>
  );
}
