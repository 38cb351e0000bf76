import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { countFirstOrders } from '../../audiences/index.ts';
import type { Node } from '../definition.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';

const days = words('天', 'days');
const sinceThen = words('从上面选的那一刻算起', 'Counted from the moment chosen above');
const DAY_MINUTES = 1440;
/** What the days are counted from, as it is said in a sentence. */
const moments = {
  received: words('收货', 'receipt'),
  shipped: words('发货', 'shipping'),
} as const;

/**
 * 首购后复购: care once she has what she bought, then a coupon for it, measured by her second order. She comes in when she
 * pays, so that the arms and the goal are of everyone who bought; what speaks of the goods waits for them.
 */
export const firstRepurchase = playbook({
  key: 'first_repurchase',
  name: words('首购后复购', 'Second purchase'),
  promise: words(
    '首单后用一次关怀和一张所购品类的券，把新客带回来买第二单',
    'Care after the first order and a coupon for what was bought bring a new customer back for the second',
  ),
  steps: [
    words('首单支付成功，等到她收货', 'The first order is paid, and she has received it'),
    words('收货后第 1 天：发送保存与烹饪建议', 'A day later: how to keep and cook it'),
    words(
      '收货后第 6 天：发放所购品类复购券并通知',
      'Six days after receipt: a coupon for that category, and word of it',
    ),
    words('目标：支付后 30 天内第二单', 'Goal: the second order within 30 days of the payment'),
  ],
  form: form({
    fields: [
      {
        key: 'since',
        label: words('从什么时候算起', 'Counted from'),
        hint: words(
          '关怀说的是怎么保存和烹饪：货到了才说。她没点确认收货的，到自动收货那天算收到',
          'Care speaks of keeping and cooking: it waits for the goods. Where she does not say so, they are received on the day of automatic receipt',
        ),
        kind: 'choice',
        options: [
          { value: 'received', label: words('收到货', 'Receipt') },
          { value: 'shipped', label: words('发货', 'Shipping') },
        ],
        initial: 'received',
      },
      {
        key: 'careDay',
        label: words('关怀消息在第几天', 'Day of the care message'),
        hint: sinceThen,
        kind: 'count',
        unit: days,
        min: 1,
        max: 30,
        initial: 1,
      },
      {
        key: 'couponDay',
        label: words('发券在第几天', 'Day of the coupon'),
        hint: words('也从那一刻算起，要晚于关怀消息', 'Counted from the same moment; later than the care message'),
        kind: 'count',
        unit: days,
        min: 2,
        max: 60,
        initial: 6,
      },
      {
        key: 'coupon',
        label: words('复购券', 'Coupon'),
        hint: words('会限定在首单所购的品类里使用', 'Good only in the category of the first order'),
        kind: 'picker',
        of: 'coupon',
      },
      {
        key: 'goalDays',
        label: words('目标期限', 'Goal within'),
        hint: words('支付后多少天内的第二单算这个旅程的成绩', 'Days from the payment in which the second order counts'),
        kind: 'count',
        unit: days,
        min: 7,
        max: 90,
        initial: 30,
      },
      holdoutField,
      budgetField,
    ],
    problem: ({ careDay, couponDay }) =>
      couponDay > careDay
        ? null
        : { at: 'couponDay', words: words('发券要晚于关怀消息', 'The coupon comes after the care message') },
    sentence: ({ since, careDay, couponDay, goalDays }) =>
      words(
        `首单${moments[since].zh}后第 ${careDay} 天关怀，第 ${couponDay} 天发券，看支付后 ${goalDays} 天内的第二单`,
        `Care on day ${careDay} after ${moments[since].en}, a coupon on day ${couponDay}, measured by the second order within ${goalDays} days of the payment`,
      ),
  }),
  define: ({ since, careDay, couponDay, coupon, goalDays, holdout, budget }) => ({
    trigger: { kind: 'order_paid', values: { firstOnly: true, goodsOnly: true } },
    start: 'wait_goods',
    nodes: [
      waitForGoods(since, goalDays),
      { key: 'wait_care', kind: 'wait', values: { period: careDay * DAY_MINUTES }, ways: { next: 'care' } },
      {
        key: 'care',
        kind: 'message',
        values: { template: 'careReminder', channels: ['subscribe', 'inbox'] },
        ways: { next: 'wait_coupon' },
      },
      {
        key: 'wait_coupon',
        kind: 'wait',
        values: { period: (couponDay - careDay) * DAY_MINUTES },
        ways: { next: 'coupon' },
      },
      {
        key: 'coupon',
        kind: 'grant',
        values: { benefit: `coupon:${coupon}`, scope: 'bought_category' },
        ways: { next: 'tell_coupon' },
      },
      {
        key: 'tell_coupon',
        kind: 'message',
        values: { template: 'couponArrived', channels: ['subscribe', 'inbox'] },
        ways: { next: null },
      },
    ],
    goal: { kind: 'order_paid', values: { withinDays: goalDays } },
    exitOnGoal: true,
    reentry: { kind: 'never' },
    holdout,
    budgetId: budget,
  }),
  wouldEnter: async (ctx, asOf, stretch) => countFirstOrders(ctx, asOf, stretch),
});

/** Who has not got them when the time of the goal is over hears nothing of them. */
function waitForGoods(what: string, days: number): Node {
  return { key: 'wait_goods', kind: 'wait_for', values: { what, days }, ways: { told: 'wait_care', timeout: null } };
}
