import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { orderCancelled as cancelled } from '../../orders/events.ts';
import { trigger } from '../trigger.ts';

export const orderCancelled = trigger({
  kind: 'order_cancelled',
  words: words('订单没付款被取消', 'An unpaid order is cancelled'),
  form: form({
    fields: [
      {
        key: 'byHer',
        label: words('自己取消的也算', 'Also those she cancelled herself'),
        hint: words('不开就只算超时没付的', 'Off: only those whose time ran out'),
        kind: 'switch',
        initial: false,
      },
    ],
    sentence: ({ byHer }) =>
      byHer
        ? words('订单没付款被取消', 'An unpaid order is cancelled')
        : words('订单超时没付款被取消', 'An unpaid order is cancelled because its time ran out'),
  }),
  on: [cancelled],
  knows: ['orderId', 'number', 'product', 'amount', 'category'],
  entrantOf({ byHer }, told) {
    const order = payloadOf(cancelled, told);
    if (!order || order.source === 'import') return null;
    if (order.reason !== 'timeout' && !(byHer && order.reason === 'shopper')) return null;
    return {
      memberId: order.memberId,
      because: words(`订单 ${order.number} 没付款被取消`, `Order ${order.number} was not paid and cancelled`),
      context: {
        orderId: order.orderId,
        number: order.number,
        product: order.goods ?? '',
        amount: `¥${formatYuan(order.amount, true)}`,
        category: '专享',
        ...(order.app ? { app: order.app } : {}),
      },
    };
  },
});
