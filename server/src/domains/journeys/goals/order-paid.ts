import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { orderPaid as paid } from '../../orders/events.ts';
import { goal, withinDays } from '../goal.ts';

export const orderPaid = goal({
  kind: 'order_paid',
  words: words('再次支付', 'Pays again'),
  form: form({
    fields: [withinDays],
    sentence: ({ withinDays: days }) =>
      words(`进入后 ${days} 天内再次支付`, `Pays again within ${days} days of the entry`),
  }),
  on: [paid],
  days: ({ withinDays: days }) => days,
  reached(_values, told) {
    const order = payloadOf(paid, told);
    return order && order.source !== 'import' ? { orderId: order.orderId, amount: order.amount } : null;
  },
});
