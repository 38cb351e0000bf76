import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { addDays } from '../../platform/calendar.ts';
import { periodAfter, periodsBetween } from '../../platform/event-store/period.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { type Range, readRange } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { purchases } from './purchases.ts';

type Shape = (typeof analyticsContract)['GET /api/admin/reports/repurchase'];
export type RepurchaseInput = RouteIn<Shape>['query'];
export type RepurchaseReport = RouteOut<Shape>;
type Cohort = RepurchaseReport['cohorts'][number];

/**
 * Who bought again, and after how long: buyers with their first order that counts in the range, watched up to `asOf`.
 * Several orders on one day are one buying day, so "again" means on a later day (as in the BG/NBD literature).
 */
export async function runRepurchase(ctx: StoreCtx, input: RepurchaseInput): Promise<RepurchaseReport> {
  const range = readRange(ctx, input);
  const [cohorts, gaps, byOrders] = await Promise.all([
    runQuery<CohortRow>(ctx, cohortsSql(range)),
    runQuery<GapRow>(ctx, gapsSql(range)),
    runQuery<{ bucket: number; buyers: number }>(ctx, byOrdersSql(range)),
  ]);
  const found = new Map(cohorts.map((row) => [row.month, row]));
  const rows = periodsBetween(range.from, range.to, 'month').map((month) => toCohort(range, month, found.get(month)));
  const buyers = rows.reduce((sum, row) => sum + row.buyers, 0);
  const repeatBuyers = rows.reduce((sum, row) => sum + row.repeatBuyers, 0);
  return {
    asOf: range.asOf,
    range: { from: range.from, to: range.to },
    buyers,
    repeatBuyers,
    rate: share(repeatBuyers, buyers),
    cohorts: rows,
    intervals: toIntervals(gaps[0]),
    byOrders: Array.from({ length: 10 }, (_, n) => ({
      orders: n + 1,
      buyers: byOrders.find((row) => row.bucket === n + 1)?.buyers ?? 0,
    })),
  };
}

/** A row a buyer of the range: buying days in order, number of orders, fen paid and fen spent on all she ordered. */
function buyersSql({ start, until, known, zone }: Range): Piece {
  return piece`
SELECT person_no, arraySort(groupUniqArrayIf(${daySql('paid_at', zone)}, counts)) AS days, countIf(counts) AS orders,
  sum(amount) AS paid, sum(spent) AS kept, minIf(paid_at, counts) AS first_at
FROM (${purchases(known)})
GROUP BY person_no
HAVING orders > 0 AND first_at >= ${bound(INSTANT, start)} AND first_at < ${bound(INSTANT, until)}`;
}

type CohortRow = {
  readonly month: string;
  readonly buyers: number;
  readonly repeatBuyers: number;
  readonly within30: number;
  readonly within60: number;
  readonly within90: number;
  readonly gmv: number;
  readonly spent: number;
};

function cohortsSql(range: Range): Piece {
  const within = (days: number) => `countIf(length(days) > 1 AND days[2] - days[1] <= ${days}) AS within${days}`;
  return piece`SELECT toString(toStartOfMonth(days[1])) AS month, count() AS buyers, countIf(length(days) > 1) AS repeatBuyers,
      ${[30, 60, 90].map(within).join(', ')}, sum(paid) AS gmv, sum(kept) AS spent
      FROM (${buyersSql(range)}) GROUP BY month ORDER BY month`;
}

/** Left edges of the buckets, in days; the last is open. */
const EDGES = [1, 4, 8, 15, 31, 61, 91, 181, 366];

type GapRow = {
  readonly pairs: number;
  readonly mean: number;
  readonly quantiles: readonly number[];
  readonly buckets: readonly number[];
};

function gapsSql(range: Range): Piece {
  const buckets = EDGES.map((edge, n) => {
    const next = EDGES[n + 1];
    return `countIf(gap >= ${edge}${next === undefined ? '' : ` AND gap < ${next}`})`;
  });
  return piece`SELECT count() AS pairs, ifNotFinite(avg(gap), 0) AS mean,
      quantilesExactInclusive(0.1, 0.25, 0.5, 0.75, 0.9)(gap) AS quantiles, [${buckets.join(', ')}] AS buckets
      FROM (SELECT arrayJoin(arrayPopFront(arrayDifference(arrayMap(d -> toInt32(d), days)))) AS gap FROM (${buyersSql(range)}))`;
}

function byOrdersSql(range: Range): Piece {
  return piece`SELECT least(orders, 10) AS bucket, count() AS buyers FROM (${buyersSql(range)}) GROUP BY bucket ORDER BY bucket`;
}

function toCohort(range: Range, month: string, row: CohortRow | undefined): Cohort {
  const { buyers = 0, repeatBuyers = 0, gmv = 0, spent = 0 } = row ?? {};
  const lastOfMonth = addDays(periodAfter(month, 'month'), -1);
  const youngest = [lastOfMonth, range.to].sort()[0] ?? range.to;
  const watched = (days: number, count = 0) => (addDays(youngest, days) <= range.asOf ? count : null);
  return {
    month,
    buyers,
    repeatBuyers,
    rate: share(repeatBuyers, buyers),
    within30: watched(30, row?.within30),
    within60: watched(60, row?.within60),
    within90: watched(90, row?.within90),
    gmv,
    spent,
  };
}

function toIntervals(row: GapRow | undefined): RepurchaseReport['intervals'] {
  const pairs = row?.pairs ?? 0;
  const quantile = (n: number) => (pairs > 0 ? (row?.quantiles[n] ?? null) : null);
  return {
    pairs,
    meanDays: pairs > 0 ? (row?.mean ?? null) : null,
    p10: quantile(0),
    p25: quantile(1),
    p50: quantile(2),
    p75: quantile(3),
    p90: quantile(4),
    buckets: EDGES.map((from, n) => ({ from, to: EDGES[n + 1] ?? null, pairs: row?.buckets[n] ?? 0 })),
  };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
