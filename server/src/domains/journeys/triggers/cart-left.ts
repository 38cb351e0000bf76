import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { cartLeft as left } from '../../orders/events.ts';
import { eyedText } from '../eyed-goods.ts';
import { trigger } from '../trigger.ts';

export const cartLeft = trigger({
  kind: 'cart_left',
  words: words('购物车放下没买', 'Leaves a cart'),
  form: form({
    fields: [
      {
        key: 'least',
        label: words('金额至少', 'Worth at least'),
        hint: words('按标价算；0 就是不限', 'By the price tags; 0: whatever it is worth'),
        kind: 'money',
        min: 0,
        max: 100_000_00,
        initial: 0,
      },
    ],
    sentence: ({ least }) =>
      least === 0
        ? words('购物车放下 30 分钟没买', 'Leaves a cart for half an hour')
        : words(
            `购物车满 ¥${formatYuan(least)}，放下 30 分钟没买`,
            `Leaves a cart worth ¥${formatYuan(least)} or more for half an hour`,
          ),
  }),
  on: [left],
  knows: ['goods', 'product', 'productId', 'eyed', 'amount', 'category'],
  entrantOf({ least }, told) {
    const cart = payloadOf(left, told);
    if (!cart || cart.amount < least) return null;
    const [dearest] = cart.lines;
    const amount = `¥${formatYuan(cart.amount, true)}`;
    return {
      memberId: cart.memberId,
      because: words(`购物车里放下 ${cart.goods}（${amount}）`, `Left ${cart.goods} in the cart (${amount})`),
      context: {
        goods: cart.goods,
        product: dearest?.name ?? '',
        productId: dearest?.productId ?? '',
        eyed: eyedText(cart.lines),
        amount,
        category: '购物车',
        ...(cart.app ? { app: cart.app } : {}),
      },
    };
  },
});
