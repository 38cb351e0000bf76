import { bound, INSTANT, joinPieces, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../../platform/event-store/query.ts';
import { earlier, type Range } from '../../../platform/event-store/range.ts';
import { type Days, daySetsSql } from '../days.ts';
import { ORDER_REFUNDED } from '../event.ts';
import { purchases, purchasesWith } from '../purchases.ts';
import type { Compared, Span } from './compare.ts';

/** What stands beside the persons of a branch at one of the two times. */
export type Figures = {
  readonly visitors: number;
  /** Of the visitors: who bought, her orders that count, what was spent on them. */
  readonly buyers: number;
  readonly orders: number;
  readonly spent: number;
  /** The same of those who bought without being seen visiting. */
  readonly unseenBuyers: number;
  readonly unseenOrders: number;
  readonly unseenSpent: number;
  /** Spent on orders that do not count: what was kept of them; by category also what is of no line. */
  readonly kept: number;
};

export type FiguresRow = Figures & { readonly part: number; readonly mark: string };

/**
 * Of each person who came or bought at one of the two times, `part` (1 now, 0 before): whether she was seen visiting, her orders
 * that count, what was spent on them, what was kept of others, and the mark of her branch.
 */
export type ByPerson = Piece;

export async function readFigures(ctx: StoreCtx, persons: ByPerson): Promise<FiguresRow[]> {
  const rows = await runQuery<FiguresRow>(
    ctx,
    piece`SELECT part, mark, countIf(came) AS visitors, countIf(came AND ordered > 0) AS buyers, sumIf(ordered, came) AS orders,
      sumIf(paid, came) AS spent, countIf(NOT came AND ordered > 0) AS unseenBuyers, sumIf(ordered, NOT came) AS unseenOrders,
      sumIf(paid, NOT came) AS unseenSpent, sum(left) AS kept
    FROM (${persons}) GROUP BY part, mark ORDER BY part, mark`,
  );
  return rows.map((row) => ({
    part: row.part,
    mark: row.mark,
    visitors: Number(row.visitors),
    buyers: Number(row.buyers),
    orders: Number(row.orders),
    spent: Number(row.spent),
    unseenBuyers: Number(row.unseenBuyers),
    unseenOrders: Number(row.unseenOrders),
    unseenSpent: Number(row.unseenSpent),
    kept: Number(row.kept),
  }));
}

/** By person, in one branch or by a mark that `marks` says of her. */
export function byPerson(compared: Compared, days: Days, marks: readonly Piece[] = []): ByPerson {
  const { range, current, previous } = compared;
  return piece`
SELECT part, person_no, max(seen) AS came, sum(arm_orders) AS ordered, sum(arm_spent) AS paid, sum(arm_kept) AS left, max(arm_mark) AS mark
FROM (
  SELECT toUInt8(part) AS part, person_no, 0 AS seen, per_orders[part + 1] AS arm_orders, per_spent[part + 1] AS arm_spent,
    per_kept[part + 1] AS arm_kept, '' AS arm_mark
  FROM (
    SELECT person_no, ${each((inPart) => piece`countIf(counts AND ${inPart})`, compared)} AS per_orders,
      ${each((inPart) => piece`sumIf(bought.spent, counts AND ${inPart})`, compared)} AS per_spent,
      ${each((inPart) => piece`sumIf(bought.spent, NOT counts AND ${inPart})`, compared)} AS per_kept
    FROM (${purchasesWith(range.known, { since: earliest(compared) })}) AS bought WHERE ${inEither('paid_at', compared)} GROUP BY person_no
  ) ARRAY JOIN [0, 1] AS part
  WHERE arm_orders > 0 OR arm_spent != 0 OR arm_kept != 0
  UNION ALL
  ${visitorsOf(0, previous, range, days)}
  UNION ALL
  ${visitorsOf(1, current, range, days)}
  ${joinPieces(
    marks.map(
      (sql) =>
        piece`UNION ALL SELECT toUInt8(part) AS part, person_no, 0, toUInt64(0), toInt64(0), toInt64(0), mark FROM (${sql})`,
    ),
    '\n',
  )}
) GROUP BY part, person_no HAVING came OR ordered > 0 OR paid != 0 OR left != 0`;
}

/**
 * By person and category of what she bought: `paid` is what its lines cost less what was given back of them, an order counts in
 * each category that it has a line of. Visitors are those of the shop, whatever they looked at, so they stand in no row here.
 */
export function byCategory(compared: Compared, days: Days): ByPerson {
  const { range, current, previous } = compared;
  const orders = piece`SELECT part, person_no, order_key, toBool(counts) AS good, bought.spent AS net,
      JSONExtract(props, 'lines', 'Array(Tuple(lineId String, categoryId String, payable Int64))') AS order_lines,
      arrayMap(line -> line.3 - line_backs.back[line.1], order_lines) AS worths
    FROM (
      SELECT *, arrayFilter(p -> ${each((inPart) => inPart, compared)}[p + 1], [0, 1]) AS its_parts
      FROM (${purchasesWith(range.known, { columns: ['order_key', 'props'], since: earliest(compared) })})
      WHERE ${inEither('paid_at', compared)}
    ) AS bought
    ANY LEFT JOIN (${lineBacksSql(range.known)}) AS line_backs USING (order_key)
    ARRAY JOIN its_parts AS part`;
  return piece`
SELECT part, person_no, (part, person_no) IN (
    SELECT part, person_no FROM (${visitorsOf(0, previous, range, days)} UNION ALL ${visitorsOf(1, current, range, days)})
  ) AS came, ordered, paid, left, mark
FROM (
  SELECT toUInt8(part) AS part, person_no, uniqExact(order_key) AS ordered, sum(worth) AS paid, toInt64(0) AS left,
    if(line.2 = '', '${NO_CATEGORY}', line.2) AS mark
  FROM (${orders}) ARRAY JOIN order_lines AS line, worths AS worth WHERE good GROUP BY part, person_no, mark
  UNION ALL
  SELECT toUInt8(part) AS part, person_no, toUInt64(0), toInt64(0), sum(net - if(good, arraySum(worths), 0)) AS left, '' AS mark
  FROM (${orders}) GROUP BY part, person_no HAVING left != 0
)`;
}

/** Of a line that names no category. */
export const NO_CATEGORY = '-';

/** What was given back of an order by line: a map. */
function lineBacksSql(known: Date): Piece {
  return piece`SELECT order_key, sumMap(map(assumeNotNull(one.1), one.2)) AS back FROM (
    SELECT order_key, arrayJoin(JSONExtract(props, 'lines', 'Array(Tuple(lineId String, amount Int64))')) AS one
    FROM history_once AS events WHERE name = '${ORDER_REFUNDED}' AND source != 'sdk' AND order_id != '' AND ts < ${bound(INSTANT, known)}
  ) GROUP BY order_key`;
}

/** How many came at each time. */
export async function countVisitors(
  ctx: StoreCtx,
  { range, current, previous }: Compared,
  days: Days,
): Promise<readonly [number, number]> {
  const rows = await runQuery<{ part: number; persons: number }>(
    ctx,
    piece`SELECT part, uniqExact(person_no) AS persons FROM (${visitorsOf(0, previous, range, days)} UNION ALL ${visitorsOf(1, current, range, days)}) GROUP BY part`,
  );
  const of = (part: number) => Number(rows.find((row) => row.part === part)?.persons ?? 0);
  return [of(0), of(1)];
}

/** Who did anything by herself in a span: whole days as sets, and of a day that is cut, its events. */
function visitorsOf(part: number, { from, until }: Span, { zone }: Range, days: Days): Piece {
  const last = zone.dayOf(new Date(until.getTime() - 1));
  const isWhole = zone.dayOf(until) !== last;
  const whole = piece`own AND day >= ${bound('Date', from)} AND day ${isWhole ? '<=' : '<'} ${bound('Date', last)}`;
  const cut = isWhole
    ? piece``
    : piece`UNION ALL SELECT groupBitmapState(person_no) AS who FROM history AS events WHERE source = 'sdk' AND person_no > 0
        AND ts >= ${bound(INSTANT, zone.dayStart(last < from ? from : last))} AND ts < ${bound(INSTANT, until)}`;
  return piece`SELECT toUInt8(${part}) AS part, arrayJoin(bitmapToArray(groupBitmapMergeState(who))) AS person_no, 1 AS seen,
    toUInt64(0) AS arm_orders, toInt64(0) AS arm_spent, toInt64(0) AS arm_kept, '' AS arm_mark
    FROM (SELECT who FROM (${daySetsSql(days, whole)}) ${cut})`;
}

/** Whether an instant lies in a part. */
export function inSpan(instant: string, { start, until }: Span): Piece {
  return piece`(${instant} >= ${bound(INSTANT, start)} AND ${instant} < ${bound(INSTANT, until)})`;
}

export function inEither(instant: string, { current, previous }: Compared): Piece {
  return piece`(${inSpan(instant, previous)} OR ${inSpan(instant, current)})`;
}

const earliest = ({ current, previous }: Compared): Date => earlier(current.start, previous.start);

/** An array of what is asked of both parts, the time before first. */
function each(ask: (inPart: Piece) => Piece, { current, previous }: Compared): Piece {
  return piece`[${ask(inSpan('paid_at', previous))}, ${ask(inSpan('paid_at', current))}]`;
}

/** Who had bought before a part began. */
export function boughtBeforeSql(compared: Compared, mark: string): Piece {
  const before = ({ start }: Span) => piece`first_at < ${bound(INSTANT, start)}`;
  return piece`SELECT part, person_no, '${mark}' AS mark FROM (
    SELECT person_no, min(paid_at) AS first_at FROM (${purchases(compared.range.known)}) WHERE counts GROUP BY person_no
  ) ARRAY JOIN arrayFilter(p -> [${before(compared.previous)}, ${before(compared.current)}][p + 1], [0, 1]) AS part`;
}

/** How each came first in a part, as `arrival` says it of an opening of the mini program. */
export function channelSql(compared: Compared, arrival: string): Piece {
  const of = (part: number, span: Span) =>
    piece`SELECT ${part} AS part, person_no, argMin(${arrival}, (ts, event_key)) AS mark FROM history AS events
      WHERE name = 'app_launch' AND source = 'sdk' AND person_no > 0 AND ${inSpan('ts', span)} GROUP BY person_no`;
  return piece`${of(0, compared.previous)} UNION ALL ${of(1, compared.current)}`;
}
