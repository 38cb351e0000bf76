import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { addDays } from '../../platform/calendar.ts';
import { periodAfter, periodsBetween } from '../../platform/event-store/period.ts';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { addTimes, quantilesOf } from '../../platform/event-store/quantile.ts';
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
  const found = new Map((await runQuery<CohortRow>(ctx, cohortsSql(range))).map((row) => [row.month, row]));
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
    intervals: toIntervals([...found.values()]),
    byOrders: Array.from({ length: 10 }, (_, n) => ({
      orders: n + 1,
      buyers: [...found.values()].reduce((sum, row) => sum + Number(row.byOrders[n] ?? 0), 0),
    })),
  };
}

/** A row a buyer of the range: buying days in order, number of orders, fen paid and fen spent on all she ordered. */
function buyersSql({ start, until, known, zone }: Range): Piece {
  return piece`
SELECT person_no, arraySort(arrayDistinct(groupArrayIf(${daySql('paid_at', zone)}, counts))) AS days, countIf(counts) AS orders,
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
  /** Buyers with one order, with two, … */
  readonly byOrders: readonly number[];
  /** Days between two of her buying days, and how often it was so many; of each bucket, whose. */
  readonly gaps: readonly [days: readonly number[], times: readonly number[]];
  readonly gapBuyers: readonly number[];
};

const FIRST_MONTH = 'toStartOfMonth(days[1])';
/** Ten orders and more are one. */
const ORDERS = 'least(orders, 10)';

/** Of a buyer: she bought on a later day, within so many days. */
function again(days: number | null): string {
  return `length(days) > 1${days === null ? '' : ` AND days[2] - days[1] <= ${days}`}`;
}

/** All figures in one look at the buyers: their months share nobody, so sums over them are true of the whole. */
function cohortsSql(range: Range): Piece {
  const within = (days: number) => `countIf(${again(days)}) AS within${days}`;
  const buckets = EDGES.map((edge) => `arrayExists(gap -> ${isIn(edge)}, between)`);
  const orders = Array.from({ length: 10 }, (_, n) => `${ORDERS} = ${n + 1}`);
  return piece`SELECT toString(${FIRST_MONTH}) AS month, count() AS buyers, countIf(${again(null)}) AS repeatBuyers,
      ${[30, 60, 90].map(within).join(', ')}, sum(paid) AS gmv, sum(kept) AS spent,
      [${orders.map((isIt) => `countIf(${isIt})`).join(', ')}] AS byOrders,
      sumMap(between, arrayMap(g -> toUInt64(1), between)) AS gaps, [${buckets.map((isIt) => `countIf(${isIt})`).join(', ')}] AS gapBuyers
      FROM (SELECT *, ${GAPS} AS between FROM (${buyersSql(range)})) AS bought GROUP BY month ORDER BY month`;
}

/** Left edges of the buckets, in days; the last is open. */
export const EDGES: readonly number[] = [1, 4, 8, 15, 31, 61, 91, 181, 366];

const GAPS = 'arrayPopFront(arrayDifference(arrayMap(d -> toInt32(d), days)))';

/** The bucket that begins with an edge, of a gap. */
function isIn(edge: number): string {
  const next = EDGES[EDGES.indexOf(edge) + 1];
  return `gap >= ${edge}${next === undefined ? '' : ` AND gap < ${next}`}`;
}

/** The days between each two buying days of one buyer. */
function eachGapSql(range: Range): Piece {
  return piece`SELECT person_no, arrayJoin(${GAPS}) AS gap
      FROM (${buyersSql(range)})`;
}

export type RepurchaseFigure =
  | { readonly who: 'buyers' }
  | { readonly who: 'repeat'; readonly within: number | null }
  | { readonly who: 'orders'; readonly orders: number }
  | { readonly who: 'gap'; readonly from: number };

/** Whom a figure of the range counts; with `month`, of those whose first order was in it. */
export function personsOfRepurchase(
  ctx: StoreCtx,
  input: RepurchaseInput,
  figure: RepurchaseFigure,
  month: string | null,
): PersonSet {
  const range = readRange(ctx, input);
  if (figure.who === 'gap')
    return personsOfQuery(piece`SELECT person_no FROM (${eachGapSql(range)}) WHERE ${isIn(figure.from)}`);
  const inMonth = month === null ? piece`` : piece`AND ${FIRST_MONTH} = ${bound('Date', month)}`;
  return personsOfQuery(piece`SELECT person_no FROM (${buyersSql(range)}) WHERE ${conditionOf(figure)} ${inMonth}`);
}

function conditionOf(figure: Exclude<RepurchaseFigure, { readonly who: 'gap' }>): string {
  if (figure.who === 'orders') return `${ORDERS} = ${figure.orders}`;
  return figure.who === 'repeat' ? again(figure.within) : '1';
}

function toCohort(range: Range, month: string, row: CohortRow | undefined): Cohort {
  const { buyers = 0, repeatBuyers = 0, gmv = 0, spent = 0 } = row ?? {};
  const lastOfMonth = addDays(periodAfter(month, 'month'), -1);
  const youngest = [lastOfMonth, range.to].sort()[0] ?? range.to;
  const watched = (days: number, count = 0) => (addDays(youngest, days) <= range.over ? count : null);
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

function toIntervals(cohorts: readonly CohortRow[]): RepurchaseReport['intervals'] {
  const times = addTimes(cohorts.map(({ gaps }) => gaps));
  const sum = (of: (gap: number) => number) => [...times].reduce((sum, [gap, count]) => sum + of(gap) * count, 0);
  const pairs = sum(() => 1);
  const [p10 = null, p25 = null, p50 = null, p75 = null, p90 = null] = quantilesOf(times, [0.1, 0.25, 0.5, 0.75, 0.9]);
  return {
    pairs,
    meanDays: pairs > 0 ? sum((gap) => gap) / pairs : null,
    p10,
    p25,
    p50,
    p75,
    p90,
    buckets: EDGES.map((from, n) => {
      const to = EDGES[n + 1] ?? null;
      return {
        from,
        to,
        pairs: sum((gap) => (gap >= from && (to === null || gap < to) ? 1 : 0)),
        buyers: cohorts.reduce((sum, { gapBuyers }) => sum + Number(gapBuyers[n] ?? 0), 0),
      };
    }),
  };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
