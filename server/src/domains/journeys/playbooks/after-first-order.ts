import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { countFirstOrders } from '../../audiences/index.ts';
import type { Node } from '../definition.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';
import { byNextOrder, couponField, dayField, give, goalField, goalWords, tell, unless, waitDays } from './pieces.ts';

const firstOrder = { kind: 'order_paid', values: { firstOnly: true } } as const;
const firstGoods = { kind: 'order_paid', values: { firstOnly: true, goodsOnly: true } } as const;

/** Whoever has not got her goods in this time hears nothing of them. */
const received = (days: number, next: string): Node => ({
  key: 'received',
  kind: 'wait_for',
  values: { what: 'received', days },
  ways: { told: next, timeout: null },
});

/** 首购评价与复购: what is asked of her waits for the goods; who bought again meanwhile is left alone. */
export const firstReview = playbook({
  key: 'first_review',
  name: words('首购 3 天评价、7 天复购券', 'First order: review on day 3, coupon on day 7'),
  promise: words(
    '收到首单第 3 天请她写评价拿奖励，第 7 天送所购品类的复购券',
    'Three days after the first order arrived she is asked for a review, with its reward; on day 7 a coupon for what was bought',
  ),
  steps: [
    words('首单支付成功，等到她收货', 'The first order is paid, and she has received it'),
    words('收货后第 3 天：邀请评价，评价有奖', 'Three days later: asked for a review, which is rewarded'),
    words(
      '收货后第 7 天：发放所购品类复购券并通知',
      'Seven days after receipt: a coupon for that category, and word of it',
    ),
    goalWords(30),
  ],
  form: form({
    fields: [
      dayField('reviewDay', words('邀请评价在第几天', 'Day of the review'), 3, [1, 30]),
      dayField('couponDay', words('发券在第几天', 'Day of the coupon'), 7, [2, 60]),
      couponField(words('复购券', 'Coupon')),
      goalField(30, 7),
      holdoutField,
      budgetField,
    ],
    problem: ({ reviewDay, couponDay }) =>
      couponDay > reviewDay
        ? null
        : { at: 'couponDay', words: words('发券要晚于邀请评价', 'The coupon comes after the review') },
    sentence: ({ reviewDay, couponDay, goalDays }) =>
      words(
        `首单收货后第 ${reviewDay} 天邀请评价，第 ${couponDay} 天发券，看支付后 ${goalDays} 天内的第二单`,
        `Asked for a review on day ${reviewDay} after receipt, a coupon on day ${couponDay}, measured by the second order within ${goalDays} days of the payment`,
      ),
  }),
  define: ({ reviewDay, couponDay, coupon, ...measured }) =>
    byNextOrder({
      trigger: firstGoods,
      nodes: [
        received(measured.goalDays, 'wait_review'),
        waitDays('wait_review', reviewDay, 'review'),
        tell('review', 'reviewInvite', 'wait_coupon'),
        waitDays('wait_coupon', couponDay - reviewDay, 'coupon'),
        {
          key: 'coupon',
          kind: 'grant',
          values: { benefit: `coupon:${coupon}`, scope: 'bought_category' },
          ways: { next: 'tell_coupon' },
        },
        tell('tell_coupon', 'couponArrived', null),
      ],
      ...measured,
      restDays: null,
    }),
  wouldEnter: async (ctx, asOf, stretch) => countFirstOrders(ctx, asOf, stretch),
});

/** 第二单包邮 */
export const secondOrderShipping = playbook({
  key: 'second_order_shipping',
  suits: 'free_shipping',
  name: words('第二单包邮', 'Second order delivered free'),
  promise: words(
    '首单后几天还没有第二单的，送一张包邮券：运费是第二单最常见的犹豫',
    'Who has no second order some days after the first gets a coupon for free delivery, the commonest doubt of a second order',
  ),
  steps: [
    words('首单支付成功', 'The first order is paid'),
    words('等 5 天，买了就离开', 'Wait five days; who buys leaves'),
    words('发放包邮券并通知', 'A coupon for free delivery, and word of it'),
    goalWords(21),
  ],
  form: form({
    fields: [
      dayField('quietDays', words('首单后等几天', 'Days after the first order'), 5, [1, 30]),
      {
        ...couponField(words('包邮券', 'Coupon for delivery')),
        hint: words('选一张免运费的券', 'One that makes delivery free'),
      },
      goalField(21, 3),
      holdoutField,
      budgetField,
    ],
    problem: ({ quietDays, goalDays }) =>
      goalDays > quietDays
        ? null
        : { at: 'goalDays', words: words('目标期限要晚于发券', 'The goal ends after the coupon is given') },
    sentence: ({ quietDays, goalDays }) =>
      words(
        `首单后 ${quietDays} 天没有第二单就送包邮券，看 ${goalDays} 天内的第二单`,
        `Free delivery for who has no second order ${quietDays} days after the first, measured by the second within ${goalDays} days`,
      ),
  }),
  define: ({ quietDays, coupon, ...measured }) =>
    byNextOrder({
      trigger: firstOrder,
      nodes: [
        unless('by_herself', 'paid', quietDays, 'coupon'),
        give('coupon', coupon, 'tell_coupon'),
        tell('tell_coupon', 'couponArrived', null),
      ],
      ...measured,
      restDays: null,
    }),
  wouldEnter: async (ctx, asOf, stretch) => countFirstOrders(ctx, asOf, stretch),
});
