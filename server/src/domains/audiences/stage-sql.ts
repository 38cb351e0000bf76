import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { purchases } from '../analytics/index.ts';
import type { LifecycleRules } from './lifecycle.ts';

/**
 * The standing of everyone who ever paid, as of an instant, from the facts alone: person_no, orders, purchases, spent, first_at, last_at
 * and stage by the formula of `stageAt`, so that any moment of the past can be read, of imported history too.
 */
export function standingsAt(rules: LifecycleRules, moment: Date): Piece {
  const now = piece`toUnixTimestamp64Milli(${bound(INSTANT, moment)})`;
  return piece`
SELECT person_no, orders, purchases, spent, first_at, last_at,
  ${intervalMs(rules, 'purchases', daySql('first_at'), daySql('last_at'))} AS interval_ms,
  multiIf(
    orders = 0, 'none',
    ${now} >= ${silentAt('toUnixTimestamp64Milli(last_at)', 'interval_ms', rules.lostFactor)}, 'lost',
    ${now} >= ${silentAt('toUnixTimestamp64Milli(last_at)', 'interval_ms', rules.decliningFactor)}, 'declining',
    purchases >= ${rules.matureOrders}, 'mature',
    purchases >= ${rules.growingOrders}, 'growing',
    'new') AS stage
FROM (
  SELECT person_no, countIf(counts) AS orders, uniqExactIf(${daySql('paid_at')}, counts) AS purchases, sum(bought.spent) AS spent, minIf(paid_at, counts) AS first_at,
    maxIf(paid_at, counts) AS last_at
  FROM (${purchases(moment)}) AS bought GROUP BY person_no
)`;
}

/** SQL of `usualInterval`, in ms. The same steps in the same order as there, so that both come to the same millisecond. */
export function intervalMs(rules: LifecycleRules, purchases: string, firstDay: string, lastDay: string): string {
  const mean = `(${lastDay} - ${firstDay}) / (${purchases} - 1)`;
  const kept = `least(${rules.maxInterval}, greatest(${rules.minInterval}, ${mean}))`;
  return `if(${purchases} < 2, ${rules.defaultInterval}, ${kept}) * 86400000`;
}

/** When silence after an instant, ms, has lasted `factor` usual intervals. */
export function silentAt(lastMs: string, interval: string, factor: number): string {
  return `${lastMs} + ceil(${interval} * ${factor})`;
}
