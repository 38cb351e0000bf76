import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { except, type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { daysOf, earlier, type Range, rangeBefore, readRange } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { ORDER_REFUNDED } from './event.ts';
import { purchases } from './purchases.ts';

type Shape = (typeof analyticsContract)['GET /api/admin/reports/overview'];
export type OverviewInput = RouteIn<Shape>['query'];
export type OverviewReport = RouteOut<Shape>;
type Figures = OverviewReport['current'];

/**
 * The shop in a range and in the same number of days before it. While the range lasts, its whole is held against as much of
 * the days before: a morning is no fall beside a whole day. Day by day both are told whole.
 */
export async function runOverview(ctx: StoreCtx, input: OverviewInput): Promise<OverviewReport> {
  const range = readRange(ctx, input);
  const before = spanBefore(ctx, range);
  const [money, visits] = await Promise.all([
    runQuery<MoneyRow>(ctx, moneySql(range, before)),
    runQuery<VisitRow>(ctx, visitsSql(range, before)),
  ]);
  const figures = (part: Part, day: string): Figures =>
    toFigures(
      money.find((row) => isOf(row, part, day)),
      visits.find((row) => isOf(row, part, day)),
    );
  const series = (part: Part, span: Range) => daysOf(span).map((day) => ({ day, ...figures(part, day) }));
  return {
    range: { from: range.from, to: range.to },
    previousRange: { from: before.from, to: before.to },
    previousUntil: before.cut < before.until ? before.cut.toISOString() : null,
    asOf: range.asOf,
    current: figures('current', WHOLE),
    previous: figures('previous', WHOLE),
    days: series('current', range),
    previousDays: series('previous', before),
  };
}

/** The days before, and the moment in them up to which they are held against a range that is not over. */
type Before = Range & { readonly cut: Date };

function spanBefore(ctx: StoreCtx, range: Range): Before {
  const before = rangeBefore(range);
  const gone = earlier(earlier(range.until, range.known), ctx.now()).getTime() - range.start.getTime();
  return { ...before, cut: gone > 0 ? earlier(before.until, new Date(before.start.getTime() + gone)) : before.until };
}

type Part = 'current' | 'previous';
type Keyed = { readonly part: Part; readonly day: string; readonly equal: number };

/** A day as a whole, or the part of both that is as long. */
function isOf(row: Keyed, part: Part, day: string): boolean {
  return row.part === part && row.day === day && (day !== WHOLE || row.equal === 1);
}
/** The day of a row that is about the whole part: what GROUPING SETS leave in a Date. */
const WHOLE = '1970-01-01';

type MoneyRow = Keyed & {
  readonly gmv: number;
  readonly spent: number;
  readonly refunds: number;
  readonly orders: number;
  readonly payers: number;
  readonly newPayers: number;
};

/** Which of the two ranges an instant lies in, its day, and whether it is of the part that is held against the other. */
function parts(instant: string, range: Range, before: Before): Piece {
  const isNow = piece`${instant} >= ${bound(INSTANT, range.start)}`;
  return piece`if(${isNow}, 'current', 'previous') AS part, ${daySql(instant, range.zone)} AS day,
    toUInt8(${isNow} OR ${instant} < ${bound(INSTANT, before.cut)}) AS equal`;
}

/** Each day, and each part as far as it is compared: two rows of totals, of which one is told. */
const BY_DAY_AND_PART = 'GROUP BY GROUPING SETS ((part, day), (part, equal))';

function within(instant: string, range: Range, before: Range): Piece {
  const until = earlier(range.until, range.known);
  return piece`${instant} >= ${bound(INSTANT, before.start)} AND ${instant} < ${bound(INSTANT, until)}`;
}

/** Orders and what was spent on them by the day they were paid, refunds by the day they were made. */
function moneySql(range: Range, before: Before): Piece {
  return piece`
SELECT part, toString(day) AS day, equal, sum(amount) AS gmv, sum(net) AS spent, sum(back) AS refunds, countIf(counts) AS orders,
  uniqExactIf(person_no, counts) AS payers, uniqExactIf(person_no, counts AND is_first) AS newPayers
FROM (
  ${paidSql(range, before)}
  UNION ALL
  SELECT ${parts('ts', range, before)}, 0, 0, 0, value, 0, 0 FROM history_once AS events
  WHERE name = '${ORDER_REFUNDED}' AND source != 'sdk' AND ${within('ts', range, before)}
)
${BY_DAY_AND_PART}`;
}

/**
 * Every paid order of both parts, and whether it was paid on the day of her first that counts: by person, so that the orders
 * of all time are read once.
 */
function paidSql(range: Range, before: Before): Piece {
  return piece`
  SELECT ${parts('paid.1', range, before)}, person_no, paid.2 AS amount, paid.3 AS net, 0 AS back, paid.4 AS counts,
    day = ${daySql('first_at', range.zone)} AS is_first
  FROM (
    SELECT person_no, minIf(paid_at, counts) AS first_at,
      groupArrayIf((paid_at, amount, spent, counts), ${within('paid_at', range, before)}) AS orders
    FROM (${purchases(range.known)}) AS bought GROUP BY person_no HAVING notEmpty(orders)
  ) AS buyers ARRAY JOIN orders AS paid`;
}

type VisitRow = Keyed & { readonly visitors: number; readonly converted: number };

/** Visitors as bitmaps, so that "visited and paid" is an intersection and stored doubles do not matter. */
function visitsSql(range: Range, before: Before): Piece {
  return piece`
SELECT part, toString(day) AS day, equal, bitmapCardinality(visited) AS visitors, bitmapAndCardinality(visited, paid) AS converted
FROM (
  SELECT part, day, equal, groupBitmapStateIf(person_no, NOT bought) AS visited, groupBitmapStateIf(person_no, bought) AS paid
  FROM (
    ${visitedSql(range, before)}
    UNION ALL
    SELECT ${parts('paid_at', range, before)}, person_no, 1 FROM (${purchases(range.known)}) AS bought
    WHERE counts AND ${within('paid_at', range, before)}
  )
  ${BY_DAY_AND_PART}
)`;
}

/** What shoppers did by themselves in both parts. */
function visitedSql(range: Range, before: Before): Piece {
  return piece`SELECT ${parts('ts', range, before)}, person_no, 0 AS bought FROM history AS events
    WHERE source = 'sdk' AND person_no > 0 AND ${within('ts', range, before)}`;
}

/** Whom a figure of the range counts. */
export function personsOfOverview(
  ctx: StoreCtx,
  input: OverviewInput,
  who: 'payers' | 'newPayers' | 'returningPayers' | 'visitors',
): PersonSet {
  const range = readRange(ctx, input);
  const before = spanBefore(ctx, range);
  const now = (rows: Piece, which: string) =>
    personsOfQuery(piece`SELECT person_no FROM (${rows}) WHERE part = 'current' AND ${which}`);
  if (who === 'visitors') return now(visitedSql(range, before), 'NOT bought');
  const fresh = now(paidSql(range, before), 'counts AND is_first');
  if (who === 'newPayers') return fresh;
  const payers = now(paidSql(range, before), 'counts');
  return who === 'payers' ? payers : except(payers, fresh);
}

function toFigures(money: MoneyRow | undefined, visits: VisitRow | undefined): Figures {
  const { gmv = 0, spent = 0, refunds = 0, orders = 0, payers = 0, newPayers = 0 } = money ?? {};
  const visitors = visits?.visitors ?? 0;
  return {
    gmv,
    spent,
    refunds,
    orders,
    payers,
    newPayers,
    returningPayers: payers - newPayers,
    visitors,
    conversion: visitors > 0 ? (visits?.converted ?? 0) / visitors : null,
    orderValue: orders > 0 ? Math.round(spent / orders) : null,
  };
}
