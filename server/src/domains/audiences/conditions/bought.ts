import type { ScopeValue } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { purchases } from '../../analytics/index.ts';
import { condition } from '../condition.ts';
import { goodsText, linesAreOf } from './goods.ts';
import { inDays, inDaysWords, sinceOf } from './in-days.ts';

/** Goods in an order that counts. Only the event store knows lines, so both forms ask it. */
export const bought = condition({
  kind: 'bought',
  about: 'orders',
  words: words('买过哪些商品', 'Bought certain goods'),
  asksStore: true,
  form: form({
    fields: [{ key: 'scope', label: words('商品', 'Goods'), kind: 'scope', except: true }, inDays],
    sentence: ({ scope, days }, names) => {
      const when = inDaysWords(days);
      const goods = goodsText(scope, names);
      return words(`${when.zh}买过${goods.zh}`, `${when.en}: bought ${goods.en}`);
    },
  }),
  async persons(_ctx, { scope, days }, asOf) {
    return personsOfQuery(boughtSql(scope, sinceOf(days, asOf), asOf));
  },
  async holds(ctx, { scope, days }, personNos, asOf) {
    return personsIn(ctx, personsOfQuery(boughtSql(scope, sinceOf(days, asOf), asOf)), personNos);
  },
});

function boughtSql(scope: ScopeValue, since: Date, asOf: Date): Piece {
  return piece`SELECT person_no FROM history_once AS events
    WHERE name = 'order.paid' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, asOf)}
      AND ${linesAreOf(scope)}
      AND order_id IN (SELECT order_id FROM (${purchases(asOf)}) WHERE counts AND paid_at >= ${bound(INSTANT, since)})`;
}
