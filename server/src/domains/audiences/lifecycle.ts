import { valuesOf } from '@huoshui/contracts/words';
import { stage as stageWords } from '@huoshui/contracts/words/audiences';
import { DAY_MS, daysBetween, shanghaiDay } from '../../platform/calendar.ts';

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

/** All orders of one day are one purchase: what she bought ten minutes later is no rhythm. */
export type Purchases = { readonly purchases: number; readonly firstAt: Date; readonly lastAt: Date };

/** Her usual interval in days: the mean gap between her purchases, kept within the rules' bounds; the default after one. */
export function usualInterval({ purchases, firstAt, lastAt }: Purchases, rules: LifecycleRules): number {
  if (purchases < 2) return rules.defaultInterval;
  const mean = daysBetween(shanghaiDay(firstAt), shanghaiDay(lastAt)) / (purchases - 1);
  return Math.min(rules.maxInterval, Math.max(rules.minInterval, mean));
}

/**
 * The stage of somebody at a time, and when mere silence will change it. Silent for `lostFactor` times her own interval
 * is lost, for `decliningFactor` times declining; before that her number of purchases says how far she has grown.
 */
export function stageAt(
  bought: Purchases | null,
  rules: LifecycleRules,
  now: Date,
): { stage: Stage; dueAt: Date | null } {
  if (!bought || bought.purchases === 0) return { stage: 'none', dueAt: null };
  const interval = usualInterval(bought, rules) * DAY_MS;
  const declinesAt = new Date(bought.lastAt.getTime() + Math.ceil(interval * rules.decliningFactor));
  const lostAt = new Date(bought.lastAt.getTime() + Math.ceil(interval * rules.lostFactor));
  if (now >= lostAt) return { stage: 'lost', dueAt: null };
  if (now >= declinesAt) return { stage: 'declining', dueAt: lostAt };
  const { purchases } = bought;
  const stage = purchases >= rules.matureOrders ? 'mature' : purchases >= rules.growingOrders ? 'growing' : 'new';
  return { stage, dueAt: declinesAt };
}

/** Whoever was silent for so long, ms, is lost by these rules, whatever her interval is. */
export function longestSilence({ maxInterval, minInterval, defaultInterval, lostFactor }: LifecycleRules): number {
  return Math.ceil(Math.max(maxInterval, minInterval, defaultInterval) * DAY_MS * lostFactor);
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
