import { words } from '@huoshui/contracts/words';
import { personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { purchases } from '../../analytics/index.ts';
import { condition } from '../condition.ts';
import { purchaseFigures } from '../purchase-figures.ts';
import { inDays, inDaysWords, sinceOf } from './in-days.ts';

/** Orders that count: paid, and not given back whole. */
export const paidOrders = condition({
  kind: 'paid_orders',
  about: 'orders',
  words: words('下过几单', 'Orders paid'),
  form: form({
    fields: [
      {
        key: 'atLeast',
        label: words('至少', 'At least'),
        kind: 'count',
        unit: words('单', 'orders'),
        min: 1,
        max: 10_000,
        initial: 1,
      },
      inDays,
    ],
    sentence: ({ atLeast, days }) => {
      const when = inDaysWords(days);
      return words(`${when.zh}支付满 ${atLeast} 单`, `${when.en}: at least ${atLeast} orders paid`);
    },
  }),
  async persons(_ctx, { atLeast, days }, asOf) {
    return personsOfQuery(
      piece`SELECT person_no FROM (${purchases(asOf)}) WHERE counts AND paid_at >= ${bound(INSTANT, sinceOf(days, asOf))}
        GROUP BY person_no HAVING count() >= ${atLeast}`,
    );
  },
  async holds(ctx, { atLeast, days }, personNos, asOf) {
    const figures = await purchaseFigures(ctx, personNos, sinceOf(days, asOf));
    return new Set(personNos.filter((no) => (figures.get(no)?.orders ?? 0) >= atLeast));
  },
});
