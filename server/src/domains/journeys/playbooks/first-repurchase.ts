import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { countFirstOrders } from '../../audiences/index.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';

const days = words('天', 'days');
const sinceOrder = words('从支付成功算起', 'Counted from the payment');
const DAY_MINUTES = 1440;

/** 首购后复购: care on the third day, a coupon for what she bought on the seventh, measured by her second order. */
export const firstRepurchase = playbook({
  key: 'first_repurchase',
  name: words('首购后复购', 'Second purchase'),
  promise: words(
    '首单后用一次关怀和一张所购品类的券，把新客带回来买第二单',
    'Care after the first order and a coupon for what was bought bring a new customer back for the second',
  ),
  steps: [
    words('首单支付成功', 'The first order is paid'),
    words('第 3 天：发送保存与烹饪建议', 'Day 3: how to keep and cook it'),
    words('第 7 天：发放所购品类复购券并通知', 'Day 7: a coupon for that category, and word of it'),
    words('目标：30 天内第二单', 'Goal: the second order within 30 days'),
  ],
  form: form({
    fields: [
      {
        key: 'careDay',
        label: words('关怀消息在第几天', 'Day of the care message'),
        hint: sinceOrder,
        kind: 'count',
        unit: days,
        min: 1,
        max: 30,
        initial: 3,
      },
      {
        key: 'couponDay',
        label: words('发券在第几天', 'Day of the coupon'),
        hint: words('从支付成功算起，要晚于关怀消息', 'Counted from the payment; later than the care message'),
        kind: 'count',
        unit: days,
        min: 2,
        max: 60,
        initial: 7,
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
        hint: words('多少天内的第二单算这个旅程的成绩', 'Days in which the second order counts'),
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
    sentence: ({ careDay, couponDay, goalDays }) =>
      words(
        `首单后第 ${careDay} 天关怀，第 ${couponDay} 天发券，看 ${goalDays} 天内的第二单`,
        `Care on day ${careDay}, a coupon on day ${couponDay}, measured by the second order within ${goalDays} days`,
      ),
  }),
  define: ({ careDay, couponDay, coupon, goalDays, holdout, budget }) => ({
    trigger: { kind: 'order_paid', values: { firstOnly: true } },
    start: 'wait_care',
    nodes: [
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
