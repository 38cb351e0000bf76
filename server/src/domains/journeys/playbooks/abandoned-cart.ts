import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';
import { countTold, worthAtLeast } from './count-told.ts';
import {
  byNextOrder,
  couponField,
  dayField,
  fallField,
  give,
  goalField,
  goalWords,
  restField,
  tell,
  unless,
  waitUntil,
} from './pieces.ts';

/**
 * 购物车未付款唤回: half an hour after she left it a coupon; who has not bought some days later hears of a fallen price, if one
 * fell. Who buys leaves, whatever waits for her. The rest is long: nobody shall leave carts for coupons.
 */
export const abandonedCart = playbook({
  key: 'abandoned_cart',
  name: words('购物车未付款唤回', 'Abandoned cart'),
  promise: words(
    '购物车放下半小时送一张券；还没买的，两天后只在真降价时告诉她，点开就是价格走势',
    'A coupon half an hour after she left a cart; two days later, only if a price really fell, a word that opens its trend',
  ),
  steps: [
    words('购物车放下 30 分钟没买', 'A cart is left for half an hour'),
    words('发放券，通知打开购物车', 'A coupon, and a notice that opens the cart'),
    words('等 2 天，买了就离开', 'Wait two days; who buys leaves'),
    words('上午 10:00：购物车里的商品降价了才通知', 'At 10:00: a notice only if goods of the cart got cheaper'),
    goalWords(7),
  ],
  form: form({
    fields: [
      {
        key: 'least',
        label: words('购物车金额至少', 'Worth of the cart at least'),
        hint: words('按标价算；0 就是不限', 'By the price tags; 0: whatever it is worth'),
        kind: 'money',
        min: 0,
        max: 100_000_00,
        initial: 0,
      },
      couponField(words('唤回券', 'Coupon')),
      dayField('waitDays', words('几天后看降价', 'Days until prices are looked at'), 2, [1, 14]),
      fallField,
      goalField(7, 2),
      restField(14),
      holdoutField,
      budgetField,
    ],
    problem: ({ waitDays, goalDays }) =>
      goalDays > waitDays
        ? null
        : {
            at: 'goalDays',
            words: words('目标期限要晚于看降价那天', 'The goal ends after the day on which prices are looked at'),
          },
    sentence: ({ waitDays, percent, goalDays, restDays }) =>
      words(
        `购物车放下 30 分钟送券，${waitDays} 天后降价 ${percent}% 以上再通知，看 ${goalDays} 天内的订单，两次之间隔 ${restDays} 天`,
        `A coupon half an hour after a cart was left, after ${waitDays} days a word if prices fell by ${percent}%, measured by orders within ${goalDays} days; ${restDays} days between two`,
      ),
  }),
  define: ({ least, coupon, waitDays, percent, ...measured }) =>
    byNextOrder({
      trigger: { kind: 'cart_left', values: { least } },
      nodes: [
        give('coupon', coupon, 'tell_coupon'),
        tell('tell_coupon', 'cartCoupon', 'by_herself'),
        unless('by_herself', 'paid', waitDays, 'good_hour'),
        waitUntil('good_hour', 600, 'cheaper'),
        { key: 'cheaper', kind: 'cheaper', values: { percent }, ways: { yes: 'tell_price', no: null } },
        tell('tell_price', 'priceFell', null),
      ],
      ...measured,
    }),
  wouldEnter: async (ctx, asOf, stretch, { restDays, least }) =>
    countTold(ctx, 'cart.left', asOf, stretch, restDays, worthAtLeast(least)),
});
