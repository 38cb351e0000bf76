import { countSilentEntries } from '../../audiences/index.ts';
import type { Playbook } from '../playbook.ts';

/** 沉睡唤回: who falls silent gets a coupon at a good hour, measured by her next order. */
export const winBack: Playbook = {
  key: 'win_back',
  name: '沉睡唤回',
  promise: '会员刚进入低迷期就送一张券，赶在流失之前请她回来',
  steps: ['进入低迷期', '等到上午 10:00', '发放唤回券', '发送优惠券到账通知', '目标：14 天内再次下单'],
  form: [
    {
      key: 'sendAt',
      label: '几点发送',
      help: '进入低迷期后的下一个这个时刻',
      kind: 'minute_of_day',
      value: 600,
      min: 0,
      max: 1439,
    },
    { key: 'coupon', label: '唤回券', help: '全场或指定范围都可以', kind: 'coupon', value: '' },
    {
      key: 'goalDays',
      label: '目标期限',
      help: '多少天内再次下单算这个旅程的成绩',
      kind: 'days',
      value: 14,
      min: 3,
      max: 60,
    },
    {
      key: 'restDays',
      label: '同一会员间隔',
      help: '离开旅程多少天后才可以再次进入',
      kind: 'days',
      value: 60,
      min: 7,
      max: 365,
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
    trigger: { kind: 'stage_entered', stage: 'declining' },
    start: 'good_hour',
    nodes: [
      { key: 'good_hour', kind: 'wait_until', minuteOfDay: Number(values.sendAt), next: 'coupon' },
      { key: 'coupon', kind: 'grant', couponTemplateId: String(values.coupon), scope: 'template', next: 'tell_coupon' },
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
    reentry: { kind: 'after_exit', cooldownDays: Number(values.restDays) },
    holdout: Number(values.holdout),
    budgetId: null,
  }),
  wouldEnter: async (ctx, asOf, days, values) =>
    countSilentEntries(ctx, 'declining', asOf, days, Number(values.restDays)),
};
