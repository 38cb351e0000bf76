import type { ValuesOf } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { selects } from '../../../platform/event-store/selector.ts';
import { form } from '../../../platform/form/form.ts';
import { condition } from '../condition.ts';
import { sinceOf } from './in-days.ts';

const ops = [
  { value: 'eq', label: words('等于', 'is') },
  { value: 'ne', label: words('不等于', 'is not') },
  { value: 'gte', label: words('大于等于', 'at least') },
  { value: 'lt', label: words('小于', 'less than') },
  { value: 'set', label: words('有值', 'has a value') },
  { value: 'unset', label: words('没有值', 'has none') },
] as const;

const fields = [
  { key: 'event', label: words('行为', 'Event'), hint: words('如 page_view', 'as page_view'), kind: 'text', max: 64 },
  {
    key: 'atLeast',
    label: words('至少', 'At least'),
    kind: 'count',
    unit: words('次', 'times'),
    min: 1,
    max: 10_000,
    initial: 1,
  },
  {
    key: 'days',
    label: words('最近几天', 'In the last'),
    kind: 'count',
    unit: words('天', 'days'),
    min: 1,
    max: 400,
    initial: 30,
  },
  {
    key: 'where',
    label: words('并且属性', 'With properties'),
    kind: 'list',
    min: 0,
    max: 5,
    add: words('加一个属性', 'Add a property'),
    of: [
      { key: 'property', label: words('属性', 'Property'), kind: 'text', max: 64 },
      { key: 'op', label: words('关系', 'Relation'), kind: 'choice', options: ops, initial: 'eq' },
      {
        key: 'value',
        label: words('值', 'Value'),
        kind: 'text',
        max: 200,
        when: { field: 'op', is: ['eq', 'ne', 'gte', 'lt'] },
      },
    ],
  },
] as const;

/** Something she did, or that was done for her, so many times. Only the event store knows, so both forms ask it. */
export const didEvent = condition({
  kind: 'did_event',
  words: words('做过某个行为', 'Did something'),
  form: form({
    fields,
    problem: ({ event, where }) => {
      if (!/^(\*|[a-z][a-z0-9_.]*)$/.test(event))
        return { at: 'event', words: words('没有这样的行为名称', 'No event is called so') };
      const bad = where.findIndex(({ property }) => !/^[A-Za-z_$][A-Za-z0-9_.$]*$/.test(property));
      return bad < 0
        ? null
        : { at: `where.${bad}.property`, words: words('没有这样的属性名称', 'No property is called so') };
    },
    sentence: ({ event, atLeast, days, where }) => {
      const filters = where.map(({ property }) => property).join(', ');
      return words(
        `最近 ${days} 天「${event}」至少 ${atLeast} 次${filters ? `（按 ${filters}）` : ''}`,
        `in the last ${days} days: “${event}” at least ${atLeast} times${filters ? ` (by ${filters})` : ''}`,
      );
    },
  }),
  async persons(_ctx, values, asOf) {
    return personsOfQuery(didSql(values, asOf));
  },
  async holds(ctx, values, personNos, asOf) {
    return personsIn(ctx, personsOfQuery(didSql(values, asOf)), personNos);
  },
});

/** Distinct events: one that is stored twice for a while was done once. */
function didSql({ event, atLeast, days, where }: ValuesOf<typeof fields>, asOf: Date): Piece {
  const filters = where.map(({ property, op, value }) => ({ property, op, ...(value === null ? {} : { value }) }));
  return piece`SELECT person_no FROM history AS events
    WHERE ${selects({ event, where: filters })} AND person_no > 0
      AND ts >= ${bound(INSTANT, sinceOf(days, asOf))} AND ts < ${bound(INSTANT, asOf)}
    GROUP BY person_no HAVING ${atLeast === 1 ? '1' : `uniqExact(event_key) >= ${atLeast}`}`;
}
