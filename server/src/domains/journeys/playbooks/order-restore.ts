import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';
import { cancelledBy, countTold } from './count-told.ts';
import { byNextOrder, couponField, give, goalField, goalWords, restField, tell, unless } from './pieces.ts';

/** 取消订单恢复: the notice opens the order, where one tap puts its goods back into the cart and says what is gone. */
export const orderRestore = playbook({
  key: 'order_restore',
  name: words('取消订单恢复', 'Cancelled order restored'),
  promise: words(
    '超时没付的订单被取消半小时后，提醒她一键放回购物车；一天后还没买，可再送一张券',
    'Half an hour after an order ran out of time she is told how to put it back into the cart by one tap; a day later, if she did not buy, perhaps a coupon',
  ),
  steps: [
    words('订单超时没付款被取消', 'An order is cancelled because its time ran out'),
    words('等 30 分钟：提醒一键放回购物车', 'Half an hour later: how to put it back into the cart'),
    words(
      '一天后还没买：发放券并通知（可不选）',
      'A day later, nothing bought: a coupon and word of it (if one is chosen)',
    ),
    goalWords(3),
  ],
  form: form({
    fields: [
      {
        key: 'byHer',
        label: words('自己取消的也提醒', 'Also those she cancelled herself'),
        kind: 'switch',
        initial: false,
      },
      { key: 'wait', label: words('取消后等多久', 'Wait after it'), kind: 'period', min: 1, max: 1440, initial: 30 },
      {
        ...couponField(words('一天后的券', 'Coupon a day later')),
        hint: words('不选就只提醒一次', 'None: she is told once, and that is all'),
        optional: true,
      },
      goalField(3, 2),
      restField(7),
      holdoutField,
      budgetField,
    ],
    sentence: ({ coupon, goalDays, restDays }) =>
      coupon === null
        ? words(
            `订单没付被取消后提醒放回购物车，看 ${goalDays} 天内的订单，两次之间隔 ${restDays} 天`,
            `Told how to restore a cancelled order, measured by orders within ${goalDays} days; ${restDays} days between two`,
          )
        : words(
            `订单没付被取消后提醒放回购物车，一天后送券，看 ${goalDays} 天内的订单，两次之间隔 ${restDays} 天`,
            `Told how to restore a cancelled order, a coupon a day later, measured by orders within ${goalDays} days; ${restDays} days between two`,
          ),
  }),
  define: ({ byHer, wait, coupon, ...measured }) =>
    byNextOrder({
      trigger: { kind: 'order_cancelled', values: { byHer } },
      nodes: [
        { key: 'wait', kind: 'wait', values: { period: wait }, ways: { next: 'tell' } },
        tell('tell', 'orderRestore', coupon === null ? null : 'by_herself'),
        ...(coupon === null
          ? []
          : [
              unless('by_herself', 'paid', 1, 'coupon'),
              give('coupon', coupon, 'tell_coupon'),
              tell('tell_coupon', 'couponArrived', null),
            ]),
      ],
      ...measured,
    }),
  wouldEnter: async (ctx, asOf, stretch, { restDays, byHer }) =>
    countTold(ctx, 'order.cancelled', asOf, stretch, restDays, cancelledBy(byHer)),
});
