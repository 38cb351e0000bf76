import type { Definition } from '../definition.ts';

type Values = {
  /** Minute of the day, Shanghai time. */
  readonly sendAt: number;
  /** Template of the coupon. */
  readonly coupon: string;
  readonly goalDays: number;
  readonly restDays: number;
  readonly holdout: number;
  readonly budget: string | null;
};

/** Whoever comes in gets a coupon at the next good hour and is told, measured by her next order. */
export function couponAtGoodHour(
  trigger: Definition['trigger'],
  { sendAt, coupon, goalDays, restDays, holdout, budget }: Values,
): Definition {
  return {
    trigger,
    start: 'good_hour',
    nodes: [
      { key: 'good_hour', kind: 'wait_until', values: { minuteOfDay: sendAt }, ways: { next: 'coupon' } },
      {
        key: 'coupon',
        kind: 'grant',
        values: { benefit: `coupon:${coupon}`, scope: 'template' },
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
    reentry: { kind: 'after_exit', cooldownDays: restDays },
    holdout,
    budgetId: budget,
  };
}
