import { words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../../platform/calendar.ts';
import { personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { findByPersonNo } from '../../members/index.ts';
import { condition } from '../condition.ts';

const sides = [
  { value: 'within', label: words('最近', 'Within') },
  { value: 'before', label: words('早于', 'Longer ago than') },
] as const;

export const joined = condition({
  kind: 'joined',
  about: 'profile',
  words: words('入会时间', 'When she joined'),
  form: form({
    fields: [
      { key: 'side', label: words('范围', 'When'), kind: 'choice', options: sides, initial: 'within' },
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
    sentence: ({ side, days }) =>
      side === 'within'
        ? words(`最近 ${days} 天入会`, `joined in the last ${days} days`)
        : words(`入会超过 ${days} 天`, `joined more than ${days} days ago`),
  }),
  async persons(_ctx, { side, days }, asOf) {
    const edge = bound(INSTANT, new Date(asOf.getTime() - days * DAY_MS));
    return personsOfQuery(
      piece`SELECT person_no FROM history AS events WHERE name = 'member.joined' AND source != 'sdk' AND ts < ${bound(INSTANT, asOf)}
        GROUP BY person_no HAVING min(ts) ${side === 'within' ? '>=' : '<'} ${edge}`,
    );
  },
  async holds(ctx, { side, days }, personNos, asOf) {
    const edge = new Date(asOf.getTime() - days * DAY_MS);
    const members = await findByPersonNo(ctx, personNos);
    return new Set(
      personNos.filter((no) => {
        const at = members.get(no)?.joinedAt;
        return at !== undefined && at < asOf && (side === 'within' ? at >= edge : at < edge);
      }),
    );
  },
});
