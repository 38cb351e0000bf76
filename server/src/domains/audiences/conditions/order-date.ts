import { words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../../platform/calendar.ts';
import { personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { purchases } from '../../analytics/index.ts';
import { condition } from '../condition.ts';
import { readStandings } from '../standings.ts';

const whiches = [
  { value: 'last', label: words('最近一单', 'Her last order') },
  { value: 'first', label: words('第一单', 'Her first order') },
] as const;
const sides = [
  { value: 'within', label: words('最近', 'Within') },
  { value: 'before', label: words('早于', 'Longer ago than') },
] as const;

/** How long ago the first or the last order that counts was paid; who has none is in neither. */
export const orderDate = condition({
  kind: 'order_date',
  about: 'orders',
  words: words('首单或末单时间', 'When she ordered first or last'),
  form: form({
    fields: [
      { key: 'which', label: words('哪一单', 'Which order'), kind: 'choice', options: whiches, initial: 'last' },
      { key: 'side', label: words('范围', 'When'), kind: 'choice', options: sides, initial: 'before' },
      {
        key: 'days',
        label: words('天数', 'Days'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 3650,
        initial: 30,
      },
    ],
    sentence: ({ which, side, days }) => {
      const of = whiches.find(({ value }) => value === which)?.label ?? words('', '');
      return side === 'within'
        ? words(`${of.zh}在最近 ${days} 天`, `${of.en.toLowerCase()} was in the last ${days} days`)
        : words(`${of.zh}在 ${days} 天以前`, `${of.en.toLowerCase()} was more than ${days} days ago`);
    },
  }),
  async persons(_ctx, { which, side, days }, asOf) {
    const edge = bound(INSTANT, new Date(asOf.getTime() - days * DAY_MS));
    return personsOfQuery(
      piece`SELECT person_no FROM (${purchases(asOf)}) WHERE counts
        GROUP BY person_no HAVING ${which === 'first' ? 'min' : 'max'}(paid_at) ${side === 'within' ? '>=' : '<'} ${edge}`,
    );
  },
  async holds(ctx, { which, side, days }, personNos, asOf) {
    const edge = new Date(asOf.getTime() - days * DAY_MS);
    const standings = await readStandings(ctx, personNos);
    const holding = standings.filter(({ firstAt, lastAt }) => {
      const at = which === 'first' ? firstAt : lastAt;
      return at !== null && (side === 'within' ? at >= edge : at < edge);
    });
    return new Set(holding.map(({ personNo }) => personNo));
  },
});
