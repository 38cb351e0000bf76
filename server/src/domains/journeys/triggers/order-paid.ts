import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { orderPaid as paid } from '../../orders/events.ts';
import { trigger } from '../trigger.ts';

const FIRST_OF_GOODS = words('首单支付成功，买的是商品', 'The first order is paid, and it is of goods');

export const orderPaid = trigger({
  kind: 'order_paid',
  words: words('订单支付成功', 'An order is paid'),
  form: form({
    fields: [
      { key: 'firstOnly', label: words('只限首单', 'First orders only'), kind: 'switch', initial: false },
      {
        key: 'goodsOnly',
        label: words('只限买了商品的订单', 'Only orders of goods'),
        hint: words(
          '只买会员卡的订单没有商品要收、要评价',
          'An order of a card alone has nothing to receive and nothing to review',
        ),
        kind: 'switch',
        optional: true,
        initial: false,
      },
    ],
    sentence: ({ firstOnly, goodsOnly }) => {
      if (firstOnly) return goodsOnly ? FIRST_OF_GOODS : words('首单支付成功', 'The first order is paid');
      return goodsOnly
        ? words('买商品的订单支付成功', 'An order of goods is paid')
        : words('订单支付成功', 'An order is paid');
    },
  }),
  on: [paid],
  knows: ['orderId', 'number', 'product', 'categoryId', 'category'],
  entrantOf({ firstOnly, goodsOnly }, told) {
    const order = payloadOf(paid, told);
    if (!order || order.source === 'import' || (firstOnly && !order.first)) return null;
    // A card is bought in an order too.
    if (goodsOnly && order.lines.length > 0 && order.lines.every(({ productId }) => productId === null)) return null;
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
