import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { orderPaid as paid } from '../../orders/events.ts';
import { trigger } from '../trigger.ts';

export const orderPaid = trigger({
  kind: 'order_paid',
  words: words('订单支付成功', 'An order is paid'),
  form: form({
    fields: [{ key: 'firstOnly', label: words('只限首单', 'First orders only'), kind: 'switch', initial: false }],
    sentence: ({ firstOnly }) =>
      firstOnly ? words('首单支付成功', 'The first order is paid') : words('订单支付成功', 'An order is paid'),
  }),
  on: [paid],
  knows: ['orderId', 'number', 'product', 'categoryId', 'category'],
  entrantOf({ firstOnly }, told) {
    const order = payloadOf(paid, told);
    if (!order || order.source === 'import' || (firstOnly && !order.first)) return null;
    // A card is bought in an order too: nothing is sent, so nothing is asked about how it arrived and how it was.
    if (order.lines.length > 0 && order.lines.every(({ productId }) => productId === null)) return null;
    const main = [...order.lines].sort((a, b) => b.payable - a.payable)[0];
    return {
      memberId: order.memberId,
      because: order.first
        ? words(`首单 ${order.number} 支付成功`, `First order ${order.number} paid`)
        : words(`订单 ${order.number} 支付成功`, `Order ${order.number} paid`),
      context: {
        orderId: order.orderId,
        number: order.number,
        product: main?.name ?? '',
        categoryId: main?.categoryId ?? '',
        category: '复购',
        ...(order.app ? { app: order.app } : {}),
      },
    };
  },
});
