import type { Field } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Definition, Node } from '../definition.ts';

// What playbooks are written of: nodes by what they do, and the fields that most of them ask for.

const days = words('天', 'days');
const DAY_MINUTES = 1440;

export const give = (key: string, coupon: string, next: string | null): Node => ({
  key,
  kind: 'grant',
  values: { benefit: `coupon:${coupon}`, scope: 'template' },
  ways: { next },
});

export const tell = (key: string, template: string, next: string | null): Node => ({
  key,
  kind: 'message',
  values: { template, channels: ['subscribe', 'inbox'] },
  ways: { next },
});

export const waitDays = (key: string, count: number, next: string): Node => ({
  key,
  kind: 'wait',
  values: { period: count * DAY_MINUTES },
  ways: { next },
});

export const waitUntil = (key: string, minuteOfDay: number, next: string): Node => ({
  key,
  kind: 'wait_until',
  values: { minuteOfDay },
  ways: { next },
});

/** So many days: who does it by herself in them leaves, the others go on. */
export const unless = (key: string, what: string, count: number, next: string): Node => ({
  key,
  kind: 'wait_for',
  values: { what, days: count },
  ways: { told: null, timeout: next },
});

type Plan = {
  readonly trigger: Definition['trigger'];
  /** She begins at the first. */
  readonly nodes: readonly [Node, ...Node[]];
  readonly goalDays: number;
  /** Days of rest after leaving; null: once in a life. */
  readonly restDays: number | null;
  readonly holdout: number;
  readonly budget?: string | null;
  /** How else she comes in again. */
  readonly reentry?: Definition['reentry'];
};

/** Measured by her next order; who reached it leaves. */
export function byNextOrder({ trigger, nodes, goalDays, restDays, holdout, budget = null, reentry }: Plan): Definition {
  return {
    trigger,
    start: nodes[0].key,
    nodes: [...nodes],
    goal: { kind: 'order_paid', values: { withinDays: goalDays } },
    exitOnGoal: true,
    reentry: reentry ?? (restDays === null ? { kind: 'never' } : { kind: 'after_exit', cooldownDays: restDays }),
    holdout,
    budgetId: budget,
  };
}

export const sendAtField = (initial: number) =>
  ({
    key: 'sendAt',
    label: words('几点发送', 'Send at'),
    hint: words('之后的下一个这个时刻', 'The next such time afterwards'),
    kind: 'minute_of_day',
    min: 0,
    max: 1439,
    initial,
  }) as const satisfies Field;

export const goalField = (initial: number, min = 1) =>
  ({
    key: 'goalDays',
    label: words('目标期限', 'Goal within'),
    hint: words('从进入算起，多少天内下单算这个旅程的成绩', 'Days from the entry in which an order counts'),
    kind: 'count',
    unit: days,
    min,
    max: 90,
    initial,
  }) as const satisfies Field;

export const restField = (initial: number) =>
  ({
    key: 'restDays',
    label: words('同一会员间隔', 'Rest between two'),
    hint: words('离开旅程多少天后才可以再次进入', 'Days after leaving before she may come in again'),
    kind: 'count',
    unit: days,
    min: 1,
    max: 365,
    initial,
  }) as const satisfies Field;

export const couponField = (label: Words) =>
  ({ key: 'coupon', label, kind: 'picker', of: 'coupon' }) as const satisfies Field;

export const dayField = <K extends string>(
  key: K,
  label: Words,
  initial: number,
  [min, max]: readonly [number, number],
) => ({ key, label, kind: 'count', unit: days, min, max, initial }) as const satisfies Field;

export const fallField = {
  key: 'percent',
  label: words('至少降多少才说', 'Fell by at least'),
  hint: words('和她看中时的标价比', 'Against the price tag when she had it in mind'),
  kind: 'percent',
  min: 1,
  max: 90,
  initial: 5,
} as const satisfies Field;

export const goalWords = (count: number): Words =>
  words(`目标：${count} 天内下单`, `Goal: an order within ${count} days`);
