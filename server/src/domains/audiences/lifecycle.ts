import { valuesOf } from '@huoshui/contracts/words';
import { stage as stageWords } from '@huoshui/contracts/words/audiences';
import { DAY_MS } from '../../platform/calendar.ts';

export type Stage = keyof typeof stageWords;

export const STAGES: readonly Stage[] = valuesOf(stageWords);

export type LifecycleRules = {
  readonly growingOrders: number;
  readonly matureOrders: number;
  readonly decliningFactor: number;
  readonly lostFactor: number;
  readonly minInterval: number;
  readonly defaultInterval: number;
  readonly maxInterval: number;
};

export const INITIAL_RULES: LifecycleRules = {
  growingOrders: 2,
  matureOrders: 4,
  decliningFactor: 2,
  lostFactor: 4,
  minInterval: 7,
  defaultInterval: 21,
  maxInterval: 90,
};

export type Purchases = { readonly orders: number; readonly firstAt: Date; readonly lastAt: Date };

/** Her usual interval in days: the mean gap between her orders, kept within the rules' bounds; the default after one order. */
export function usualInterval({ orders, firstAt, lastAt }: Purchases, rules: LifecycleRules): number {
  if (orders < 2) return rules.defaultInterval;
  const mean = (lastAt.getTime() - firstAt.getTime()) / DAY_MS / (orders - 1);
  return Math.min(rules.maxInterval, Math.max(rules.minInterval, mean));
}

/**
 * The stage of somebody at a time, and when mere silence will change it. Silent for `lostFactor` times her own interval
 * is lost, for `decliningFactor` times declining; before that her number of orders says how far she has grown.
 */
export function stageAt(
  purchases: Purchases | null,
  rules: LifecycleRules,
  now: Date,
): { stage: Stage; dueAt: Date | null } {
  if (!purchases || purchases.orders === 0) return { stage: 'none', dueAt: null };
  const interval = usualInterval(purchases, rules) * DAY_MS;
  const declinesAt = new Date(purchases.lastAt.getTime() + Math.ceil(interval * rules.decliningFactor));
  const lostAt = new Date(purchases.lastAt.getTime() + Math.ceil(interval * rules.lostFactor));
  if (now >= lostAt) return { stage: 'lost', dueAt: null };
  if (now >= declinesAt) return { stage: 'declining', dueAt: lostAt };
  const { orders } = purchases;
  const stage = orders >= rules.matureOrders ? 'mature' : orders >= rules.growingOrders ? 'growing' : 'new';
  return { stage, dueAt: declinesAt };
}

/**
 * Rules that fit the shop's own data: half of its repeat buyers come again within the median interval, so silence of
 * twice that is the default rhythm's end.
 */
export function suggestRules(medianInterval: number | null, rules: LifecycleRules): LifecycleRules | null {
  if (medianInterval === null) return null;
  const days = Math.max(1, Math.round(medianInterval));
  return {
    ...rules,
    defaultInterval: Math.min(365, days),
    minInterval: Math.min(365, Math.max(1, Math.round(days / 3))),
    maxInterval: Math.min(730, days * 4),
  };
}
