import { words } from '@huoshui/contracts/words';
import { personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { purchases } from '../../analytics/index.ts';
import { condition } from '../condition.ts';
import { purchaseFigures } from '../purchase-figures.ts';
import { inDays, inDaysWords, sinceOf } from './in-days.ts';

/** Paid less given back, over all orders paid in the days. */
export const spent = condition({
  kind: 'spent',
  about: 'orders',
  words: words('消费金额', 'Spent'),
  form: form({
    fields: [
      { key: 'atLeast', label: words('至少', 'At least'), kind: 'money', min: 1, max: 100_000_000_00, initial: 100_00 },
      inDays,
    ],
    sentence: ({ atLeast, days }) => {
      const when = inDaysWords(days);
      return words(`${when.zh}消费满 ¥${formatYuan(atLeast)}`, `${when.en}: spent ¥${formatYuan(atLeast)} or more`);
    },
  }),
  async persons(_ctx, { atLeast, days }, asOf) {
    return personsOfQuery(
      piece`SELECT person_no FROM (${purchases(asOf)}) AS bought WHERE paid_at >= ${bound(INSTANT, sinceOf(days, asOf))}
        GROUP BY person_no HAVING sum(bought.spent) >= ${atLeast}`,
    );
  },
  async holds(ctx, { atLeast, days }, personNos, asOf) {
    const figures = await purchaseFigures(ctx, personNos, sinceOf(days, asOf));
    return new Set(personNos.filter((no) => (figures.get(no)?.spent ?? 0) >= atLeast));
  },
});
