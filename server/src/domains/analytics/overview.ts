import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { except, type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { daysOf, earlier, type Range, rangeBefore, readRange } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { type Days, daySetsSql, NOBODY, readDays } from './days.ts';
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
  const rows = await runQuery<Row>(ctx, businessSql(range, before, await readDays(ctx)));
  const byDay = new Map(rows.filter(({ day }) => day !== WHOLE).map((row) => [`${row.part} ${row.day}`, row]));
  const series = (part: Part, span: Range) =>
    daysOf(span).map((day) => ({ day, ...toFigures(byDay.get(`${part} ${day}`)) }));
  const whole = (part: Part) =>
    toFigures(rows.find((row) => row.part === part && row.day === WHOLE && row.equal === 1));
  return {
    range: { from: range.from, to: range.to },
    previousRange: { from: before.from, to: before.to },
    previousUntil: before.cut < before.until ? before.cut.toISOString() : null,
    asOf: range.asOf,
    current: whole('current'),
    previous: whole('previous'),
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

/** The day of a row that is about the whole part: what GROUPING SETS leave in a Date. */
const WHOLE = '1970-01-01';

/** Its day, and whether an instant is of the part that is held against the other. */
function placed(instant: string, range: Range, before: Before): Piece {
  return piece`${daySql(instant, range.zone)} AS on_day, ${isEqual(instant, range, before)} AS equal`;
}

function isEqual(instant: string, range: Range, before: Before): Piece {
  return piece`toUInt8(${instant} >= ${bound(INSTANT, range.start)} OR ${instant} < ${bound(INSTANT, before.cut)})`;
}

type Row = {
  readonly part: Part;
  readonly day: string;
  /** Of a row about the whole part: what of it is as long in both. */
  readonly equal: number;
  readonly gmv: number;
  readonly spent: number;
  readonly refunds: number;
  readonly orders: number;
  readonly payers: number;
  readonly newPayers: number;
  readonly visitors: number;
  readonly converted: number;
};

function within(instant: string, range: Range, before: Range): Piece {
  return piece`${instant} >= ${bound(INSTANT, before.start)} AND ${instant} < ${bound(INSTANT, endOf(range))}`;
}

/**
 * Both parts, day by day and each as far as it is compared (two rows of totals, of which one is told): orders and what was spent
 * on them by the day they were paid, refunds by the day they were made. Persons are sets, so "visited and paid" is an
 * intersection and stored doubles do not matter.
 */
function businessSql(range: Range, before: Before, days: Days): Piece {
  return piece`
SELECT part, toString(on_day) AS day, equal, gmv, spent, refunds, orders, bitmapCardinality(paid) AS payers, firsts AS newPayers,
  bitmapCardinality(visited) AS visitors, bitmapAndCardinality(visited, paid) AS converted
FROM (
  SELECT part, on_day, equal, sum(row_amount) AS gmv, sum(row_spent) AS spent, sum(row_back) AS refunds, sum(row_orders) AS orders,
    sum(row_firsts) AS firsts, groupBitmapMergeState(row_payers) AS paid, groupBitmapMergeState(row_visitors) AS visited
  FROM (SELECT *, if(on_day >= ${bound('Date', range.from)}, 'current', 'previous') AS part FROM (
    ${boughtSql(range, before)}
    UNION ALL
    SELECT ${placed('ts', range, before)}, 0, 0, sum(value), 0, 0, ${NOBODY}, ${NOBODY} FROM history_once AS events
    WHERE name = '${ORDER_REFUNDED}' AND source != 'sdk' AND ${within('ts', range, before)} GROUP BY on_day, equal
    UNION ALL
    SELECT day, equal, 0, 0, 0, 0, 0, ${NOBODY}, who FROM (${visitedInBothSql(range, before, days)})
  ))
  GROUP BY GROUPING SETS ((part, on_day), (part, equal))
)`;
}

/**
 * Orders by the day they were paid. Who had her first order that counts on a day is by how many all who ever paid grew on it, since whatever lies before
 * both parts: one look at the orders, and no list of persons with their first moments.
 */
function boughtSql(range: Range, before: Before): Piece {
  const isBefore = piece`paid_at < ${bound(INSTANT, before.start)}`;
  const inTime = 'OVER (ORDER BY on_day, equal DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)';
  return piece`
    SELECT on_day, equal, row_amount, row_spent, 0 AS row_back, row_orders, ever - lagInFrame(ever) ${inTime} AS row_firsts,
      row_payers, ${NOBODY} AS row_visitors
    FROM (
      SELECT *, toInt64(groupBitmapMerge(row_payers) ${inTime}) AS ever FROM (
        SELECT if(${isBefore}, toDate('${WHOLE}'), ${daySql('paid_at', range.zone)}) AS on_day, ${isEqual('paid_at', range, before)} AS equal,
          sum(amount) AS row_amount, sum(spent) AS row_spent, countIf(counts) AS row_orders, groupBitmapStateIf(person_no, counts) AS row_payers
        FROM (${purchases(range.known)}) AS bought WHERE paid_at < ${bound(INSTANT, endOf(range))} GROUP BY on_day, equal
      )
    )
    WHERE on_day >= ${bound('Date', before.from)}`;
}

/** Visitors of both parts by day; of the day in which the part before is cut, also of what lies before the cut. */
function visitedInBothSql(range: Range, before: Before, days: Days): Piece {
  const visited = visitedSql(range, before.from, days);
  if (before.cut >= before.until) return piece`SELECT day, toUInt8(1) AS equal, who FROM (${visited})`;
  const day = range.zone.dayOf(before.cut);
  const cutOn = bound('Date', day);
  return piece`SELECT day, toUInt8(day < ${cutOn} OR day >= ${bound('Date', range.from)}) AS equal, who FROM (${visited})
    UNION ALL
    SELECT ${cutOn} AS day, toUInt8(1) AS equal, groupBitmapState(person_no) AS who FROM history AS events
    WHERE source = 'sdk' AND person_no > 0 AND ts >= ${bound(INSTANT, range.zone.dayStart(day))} AND ts < ${bound(INSTANT, before.cut)}`;
}

/** Who did something by herself, by day, from a day on. */
function visitedSql(range: Range, from: string, days: Days): Piece {
  const [last = range.to] = [range.to, range.asOf].sort();
  return daySetsSql(days, piece`own AND day BETWEEN ${bound('Date', from)} AND ${bound('Date', last)}`);
}

function endOf(range: Range): Date {
  return earlier(range.until, range.known);
}

/** Each buyer's first order that counts. */
function firstsSql(range: Range): Piece {
  return piece`SELECT person_no, min(paid_at) AS first_at FROM (${purchases(range.known)}) AS bought WHERE counts GROUP BY person_no`;
}

/** Whom a figure of the range counts. */
export async function personsOfOverview(
  ctx: StoreCtx,
  input: OverviewInput,
  who: 'payers' | 'newPayers' | 'returningPayers' | 'visitors',
): Promise<PersonSet> {
  const range = readRange(ctx, input);
  const inRange = (instant: string) => within(instant, range, range);
  if (who === 'visitors') {
    const sets = visitedSql(range, range.from, await readDays(ctx));
    return { bitmap: piece`(SELECT groupBitmapMergeState(who) FROM (${sets}))` };
  }
  const fresh = personsOfQuery(piece`SELECT person_no FROM (${firstsSql(range)}) WHERE ${inRange('first_at')}`);
  if (who === 'newPayers') return fresh;
  const payers = personsOfQuery(
    piece`SELECT person_no FROM (${purchases(range.known)}) AS bought WHERE counts AND ${inRange('paid_at')}`,
  );
  return who === 'payers' ? payers : except(payers, fresh);
}

function toFigures(row: Row | undefined): Figures {
  const { gmv = 0, spent = 0, refunds = 0, orders = 0, payers = 0, visitors = 0, converted = 0 } = row ?? {};
  const newPayers = Number(row?.newPayers ?? 0);
  return {
    gmv,
    spent,
    refunds,
    orders,
    payers,
    newPayers,
    returningPayers: payers - newPayers,
    visitors,
    conversion: visitors > 0 ? converted / visitors : null,
    orderValue: orders > 0 ? Math.round(spent / orders) : null,
  };
}
