import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { daysOf, earlier, type Range, rangeBefore, readRange } from '../../platform/event-store/range.ts';
import { ORDER_PAID, ORDER_REFUNDED } from './event.ts';

type Shape = (typeof analyticsContract)['GET /api/admin/reports/overview'];
export type OverviewInput = RouteIn<Shape>['query'];
export type OverviewReport = RouteOut<Shape>;
type Figures = OverviewReport['current'];

/** The shop in a range and in the same number of days before it. */
export async function runOverview(ctx: StoreCtx, input: OverviewInput): Promise<OverviewReport> {
  const range = readRange(ctx, input);
  const before = rangeBefore(range);
  const [money, visits] = await Promise.all([
    runQuery<MoneyRow>(ctx, moneySql(range, before)),
    runQuery<VisitRow>(ctx, visitsSql(range, before)),
  ]);
  const figures = (part: Part, day: string): Figures =>
    toFigures(
      money.find((row) => row.part === part && row.day === day),
      visits.find((row) => row.part === part && row.day === day),
    );
  const series = (part: Part, span: Range) => daysOf(span).map((day) => ({ day, ...figures(part, day) }));
  return {
    range: { from: range.from, to: range.to },
    previousRange: { from: before.from, to: before.to },
    asOf: range.asOf,
    current: figures('current', WHOLE),
    previous: figures('previous', WHOLE),
    days: series('current', range),
    previousDays: series('previous', before),
  };
}

type Part = 'current' | 'previous';
/** The day of a row that is about the whole part: what GROUPING SETS leave in a Date. */
const WHOLE = '1970-01-01';

type MoneyRow = {
  readonly part: Part;
  readonly day: string;
  readonly gmv: number;
  readonly refunds: number;
  readonly orders: number;
  readonly payers: number;
  readonly newPayers: number;
};

const INSTANT = "DateTime64(3, 'UTC')";
const PART = `if(ts >= {start:${INSTANT}}, 'current', 'previous') AS part`;

function spanParams(range: Range, before: Range): Record<string, unknown> {
  return { begin: before.start, start: range.start, until: earlier(range.until, range.known), known: range.known };
}

/** Sums of money read with FINAL: an event that is stored twice for a while must not be paid twice. */
function moneySql(range: Range, before: Range): Piece {
  return {
    sql: `
WITH
  firsts AS (
    SELECT person_no, min(ts) AS first_at FROM events
    WHERE name = '${ORDER_PAID}' AND source != 'sdk' AND person_no > 0 AND ts < {known:${INSTANT}} GROUP BY person_no
  ),
  money AS (
    SELECT name, person_no, ts, value, ${PART}, toDate(ts, '${range.zone.name}') AS day FROM events FINAL
    WHERE name IN ('${ORDER_PAID}', '${ORDER_REFUNDED}') AND source != 'sdk'
      AND ts >= {begin:${INSTANT}} AND ts < {until:${INSTANT}}
  )
SELECT
  part,
  toString(day) AS day,
  sumIf(value, name = '${ORDER_PAID}') AS gmv,
  sumIf(value, name = '${ORDER_REFUNDED}') AS refunds,
  countIf(name = '${ORDER_PAID}') AS orders,
  uniqExactIf(person_no, name = '${ORDER_PAID}' AND person_no > 0) AS payers,
  uniqExactIf(person_no, name = '${ORDER_PAID}' AND person_no > 0 AND toDate(ts, '${range.zone.name}') = toDate(first_at, '${range.zone.name}')) AS newPayers
FROM money LEFT JOIN firsts USING (person_no)
GROUP BY GROUPING SETS ((part, day), (part))`,
    params: spanParams(range, before),
  };
}

type VisitRow = { readonly part: Part; readonly day: string; readonly visitors: number; readonly converted: number };

/** Visitors as bitmaps, so that "visited and paid" is an intersection and stored doubles do not matter. */
function visitsSql(range: Range, before: Range): Piece {
  return {
    sql: `
SELECT
  part,
  toString(day) AS day,
  bitmapCardinality(visited) AS visitors,
  bitmapAndCardinality(visited, paid) AS converted
FROM (
  SELECT ${PART}, toDate(ts, '${range.zone.name}') AS day,
    groupBitmapStateIf(person_no, source = 'sdk') AS visited,
    groupBitmapStateIf(person_no, source != 'sdk') AS paid
  FROM events
  WHERE (source = 'sdk' OR name = '${ORDER_PAID}') AND person_no > 0
    AND ts >= {begin:${INSTANT}} AND ts < {until:${INSTANT}}
  GROUP BY GROUPING SETS ((part, day), (part))
)`,
    params: spanParams(range, before),
  };
}

function toFigures(money: MoneyRow | undefined, visits: VisitRow | undefined): Figures {
  const { gmv = 0, refunds = 0, orders = 0, payers = 0, newPayers = 0 } = money ?? {};
  const visitors = visits?.visitors ?? 0;
  return {
    gmv,
    refunds,
    orders,
    payers,
    newPayers,
    returningPayers: payers - newPayers,
    visitors,
    conversion: visitors > 0 ? (visits?.converted ?? 0) / visitors : null,
    orderValue: orders > 0 ? Math.round(gmv / orders) : null,
  };
}
