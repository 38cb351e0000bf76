import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { purchases, purchasesAt } from '../analytics/index.ts';
import type { LifecycleRules } from './lifecycle.ts';

/**
 * The standing of everyone who ever paid, as of an instant, from the facts alone: person_no, orders, purchases, spent, first_at, last_at
 * and stage by the formula of `stageAt`, so that any moment of the past can be read, of imported history too.
 */
export function standingsAt(rules: LifecycleRules, moment: Date): Piece {
  return piece`
SELECT person_no, orders, purchases, spent, first_at, last_at, ${stageSql(rules, moment)} AS stage
FROM (SELECT person_no, sum(bought.spent) AS spent, ${boughtSql('counts')} FROM (${purchases(moment)}) AS bought GROUP BY person_no)`;
}

/** The same with her stage at another instant, `stage_then`, and the days between each two of her purchases, in one look at all orders. */
export function standingsSince(rules: LifecycleRules, moment: Date, then: Date): Piece {
  return piece`
SELECT person_no, orders, spent, ${stageSql(rules, moment)} AS stage, ${stageSql(rules, then, '_then')} AS stage_then,
  arrayPopFront(arrayDifference(arrayMap(d -> toInt32(d), arraySort(days)))) AS gaps
FROM (
  SELECT person_no, sum(bought.spent) AS spent, ${boughtSql('counts')}, ${boughtSql('counts_then', '_then')}
  FROM (${purchasesAt(moment, then)}) AS bought GROUP BY person_no HAVING max(is_paid)
)`;
}

/** What of her orders tells a stage, of those that count. */
function boughtSql(counts: string, as = ''): string {
  return `countIf(${counts}) AS orders${as}, arrayDistinct(groupArrayIf(${daySql('paid_at')}, ${counts})) AS days${as}, length(days${as}) AS purchases${as},
    minIf(paid_at, ${counts}) AS first_at${as}, maxIf(paid_at, ${counts}) AS last_at${as}`;
}

function stageSql(rules: LifecycleRules, moment: Date, of = ''): Piece {
  const now = piece`toUnixTimestamp64Milli(${bound(INSTANT, moment)})`;
  const interval = intervalMs(rules, `purchases${of}`, daySql(`first_at${of}`), daySql(`last_at${of}`));
  const silent = (factor: number) => silentAt(`toUnixTimestamp64Milli(last_at${of})`, interval, factor);
  return piece`multiIf(
    orders${of} = 0, 'none',
    ${now} >= ${silent(rules.lostFactor)}, 'lost',
    ${now} >= ${silent(rules.decliningFactor)}, 'declining',
    purchases${of} >= ${rules.matureOrders}, 'mature',
    purchases${of} >= ${rules.growingOrders}, 'growing',
    'new')`;
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
