import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import { useWords } from '../../words.ts';
import { useProblemAt } from '../fields/problems.tsx';
import { ConditionItem } from './condition-item.tsx';
import { add, depthOf, type Group, isNegated, itemsOf, joinOf, type Place, setJoin } from './condition-tree.ts';
import { useEditing } from './editing.ts';
import { useKindChoice } from './kinds.ts';
import { useConditionText } from './texts.ts';

/** The server takes so many levels, and so many parts in all. */
const MOST_LEVELS = 6;

type GroupProps = { readonly group: Group; readonly place: Place; readonly label?: string };

/** Conditions joined by all or any, one below the other, and what adds another. */
export function ConditionGroup({ group, place, label }: GroupProps) {
  const t = useConditionText();
  const { root, shape, onChange } = useEditing();
  const [join, items] = [joinOf(group), itemsOf(group)];
  const level = place.filter((step) => typeof step === 'string').length;
  const mayNest = level + 2 < MOST_LEVELS && depthOf(root) <= MOST_LEVELS;
  return (
    <fieldset className={`hs-condition-group hs-condition-${join}`} aria-label={label ?? t(join)}>
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
      {items.length === 0 && <p className="hs-soft">{t(place.length > 0 ? 'none_in_group' : 'none')}</p>}
      {place.length > 0 && <GroupProblem place={place} />}
      {items.map((item, n) => (
        // What an item is called is its place: it has no other name.
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is called
        <div key={n} className="hs-condition-row">
          {n > 0 && <span className="hs-condition-join">{t(join === 'all' ? 'and' : 'or')}</span>}
          <ConditionItem
            Group={ConditionGroup}
            item={item}
            place={[...place, join, n]}
            body={[...place, join, n, ...(isNegated(item) ? ['not'] : [])]}
            isLast={n === items.length - 1}
          />
        </div>
      ))}
      <div className="hs-condition-add">
        <AddCondition key={shape} place={place} />
        {mayNest && items.length > 0 && (
          <Button type="text" onClick={() => onChange(add(root, place, join === 'all' ? { any: [] } : { all: [] }))}>
            {t('add_group')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** All kinds by what they ask about, found by a word; what is chosen stands as the last of its group. */
function AddCondition({ place }: { readonly place: Place }) {
  const t = useConditionText();
  const { kinds, root, onChange } = useEditing();
  const choice = useKindChoice(kinds);
  return (
    <Select<string>
      className="hs-condition-kinds"
      aria-label={t('add')}
      placeholder={t('add')}
      prefix={<PlusOutlined />}
      suffixIcon={null}
      value={null}
      popupMatchSelectWidth={false}
      listHeight={420}
      notFoundContent={t('no_kind')}
      {...choice}
      onChange={(kind) => {
        const found = kinds.find((one) => one.kind === kind);
        if (found) onChange(add(root, place, { kind, values: structuredClone(found.initial) }));
      }}
    />
  );
}

/** What is wrong with a group as such: nothing in it, too deep. Of the whole condition its field tells. */
function GroupProblem({ place }: { readonly place: Place }) {
  const say = useWords();
  const { path, stored } = useEditing();
  const problem = useProblemAt([...path, ...stored(place)].join('.'));
  return (
    problem && (
      <div className="hs-field-problem" role="alert">
        {say(problem)}
      </div>
    )
  );
}
