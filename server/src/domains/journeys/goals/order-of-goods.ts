import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { goodsText } from '../../audiences/index.ts';
import { orderPaid as paid } from '../../orders/events.ts';
import { goal, withinDays } from '../goal.ts';
import { goodsField, linesOf } from '../goods.ts';

/** Pays an order in which there are goods of a scope; what counts is what she paid for these. */
export const orderOfGoods = goal({
  kind: 'order_of_goods',
  words: words('买指定商品', 'Buys certain goods'),
  form: form({
    fields: [
      goodsField,
      {
        key: 'least',
        label: words('这些商品至少付', 'Paid for these at least'),
        hint: words('0 就是不限', '0: whatever she pays'),
        kind: 'money',
        min: 0,
        max: 100_000_00,
        initial: 0,
      },
      withinDays,
    ],
    sentence({ goods, least, withinDays: days }, names) {
      const what = goodsText(goods, names);
      const worth = least === 0 ? words('', '') : words(`，付满 ¥${least / 100}`, `, for ¥${least / 100} or more`);
      return words(
        `进入后 ${days} 天内买${what.zh}${worth.zh}`,
        `Buys ${what.en}${worth.en} within ${days} days of the entry`,
      );
    },
  }),
  on: [paid],
  days: ({ withinDays: days }) => days,
  reached({ goods, least }, told) {
    const order = payloadOf(paid, told);
    if (!order || order.source === 'import') return null;
    const lines = linesOf(goods, order.lines);
    const amount = lines.reduce((sum, { payable }) => sum + payable, 0);
    return lines.length > 0 && amount >= least ? { orderId: order.orderId, amount } : null;
  },
});
