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

/**
 * The same with her stage at another instant, `stage_then`, and the days between each two of her purchases, in one look at all orders. Of each
 * order one number is gathered: its moment, its day, and whether it counts at the one and at the other instant. Gathering what tells each stage by
 * itself took half as long again.
 */
export function standingsSince(rules: LifecycleRules, moment: Date, then: Date): Piece {
  const order = `bitOr(bitShiftLeft(reinterpretAsUInt64(paid_at), ${AT_BIT}), bitShiftLeft(toUInt64(toUInt16(${daySql('paid_at')})), ${DAY_BIT}))`;
  return piece`
SELECT person_no, orders, spent, ${stageSql(rules, moment)} AS stage, ${stageSql(rules, then, '_then')} AS stage_then,
  arrayPopFront(arrayDifference(arrayMap(d -> toInt32(d), days))) AS gaps
FROM (
  SELECT person_no, spent, ${countedSql(1)}, ${countedSql(0, '_then')}
  FROM (
    SELECT person_no, sum(bought.spent) AS spent, arraySort(groupArray(${order} + 2 * counts + counts_then)) AS hers
    FROM (${purchasesAt(moment, then)}) AS bought GROUP BY person_no HAVING max(is_paid)
  )
)`;
}

/** Of the number of an order: where its day begins, and its moment in ms. */
const [DAY_BIT, AT_BIT] = [2, 18];

/** What `boughtSql` says, of the orders that have this bit; and `days`, which follow one another. */
function countedSql(bit: 0 | 1, as = ''): string {
  const at = (order: string) => `fromUnixTimestamp64Milli(toInt64(bitShiftRight(${order}, ${AT_BIT})), 'UTC')`;
  return `arrayFilter(e -> bitTest(e, ${bit}), hers) AS counted${as}, length(counted${as}) AS orders${as},
    arrayCompact(arrayMap(e -> toUInt16(bitAnd(bitShiftRight(e, ${DAY_BIT}), 65535)), counted${as})) AS days${as}, length(days${as}) AS purchases${as},
    ${at(`counted${as}[1]`)} AS first_at${as}, ${at(`counted${as}[-1]`)} AS last_at${as}`;
}

/** What of her orders tells a stage, of those that count. */
function boughtSql(counts: string): string {
  return `countIf(${counts}) AS orders, length(arrayDistinct(groupArrayIf(${daySql('paid_at')}, ${counts}))) AS purchases,
    minIf(paid_at, ${counts}) AS first_at, maxIf(paid_at, ${counts}) AS last_at`;
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
