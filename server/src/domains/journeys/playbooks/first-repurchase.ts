import { countFirstOrders } from '../../audiences/index.ts';
import type { Playbook } from '../playbook.ts';

/** 首购后复购: care on the third day, a coupon for what she bought on the seventh, measured by her second order. */
export const firstRepurchase: Playbook = {
  key: 'first_repurchase',
  name: '首购后复购',
  promise: '首单后用一次关怀和一张所购品类的券，把新客带回来买第二单',
  steps: ['首单支付成功', '第 3 天：发送保存与烹饪建议', '第 7 天：发放所购品类复购券并通知', '目标：30 天内第二单'],
  form: [
    { key: 'careDay', label: '关怀消息在第几天', help: '从支付成功算起', kind: 'days', value: 3, min: 1, max: 30 },
    {
      key: 'couponDay',
      label: '发券在第几天',
      help: '从支付成功算起，要晚于关怀消息',
      kind: 'days',
      value: 7,
      min: 2,
      max: 60,
    },
    { key: 'coupon', label: '复购券', help: '会限定在首单所购的品类里使用', kind: 'coupon', value: '' },
    {
      key: 'goalDays',
      label: '目标期限',
      help: '多少天内的第二单算这个旅程的成绩',
      kind: 'days',
      value: 30,
      min: 7,
      max: 90,
    },
    {
      key: 'holdout',
      label: '对照组比例',
      help: '这些人不打扰，用来证明增量',
      kind: 'percent',
      value: 10,
      min: 0,
      max: 50,
    },
  ],
  define: (values) => ({
    trigger: { kind: 'event', event: 'order.paid', firstOnly: true },
    start: 'wait_care',
    nodes: [
      { key: 'wait_care', kind: 'wait', duration: { days: Number(values.careDay), hours: 0 }, next: 'care' },
      {
        key: 'care',
        kind: 'message',
        channels: ['subscribe', 'inbox'],
        templateKey: 'careReminder',
        next: 'wait_coupon',
      },
      {
        key: 'wait_coupon',
        kind: 'wait',
        duration: { days: Math.max(1, Number(values.couponDay) - Number(values.careDay)), hours: 0 },
        next: 'coupon',
      },
      {
        key: 'coupon',
        kind: 'grant',
        couponTemplateId: String(values.coupon),
        scope: 'bought_category',
        next: 'tell_coupon',
      },
      {
        key: 'tell_coupon',
        kind: 'message',
        channels: ['subscribe', 'inbox'],
        templateKey: 'couponArrived',
        next: null,
      },
    ],
    goal: { event: 'order.paid', withinDays: Number(values.goalDays) },
    exitOnGoal: true,
    reentry: { kind: 'never' },
    holdout: Number(values.holdout),
    budgetId: null,
  }),
  wouldEnter: countFirstOrders,
};
