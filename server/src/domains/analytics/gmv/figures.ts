import { bound, INSTANT, joinPieces, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runOne, runQuery, type StoreCtx } from '../../../platform/event-store/query.ts';
import { earlier, type Range } from '../../../platform/event-store/range.ts';
import { MOMENT_KEY } from '../arrivals.ts';
import { type Days, daySetsSql } from '../days.ts';
import { ORDER_REFUNDED } from '../event.ts';
import { purchases } from '../purchases.ts';
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

export const NONE: Figures = {
  visitors: 0,
  buyers: 0,
  orders: 0,
  spent: 0,
  unseenBuyers: 0,
  unseenOrders: 0,
  unseenSpent: 0,
  kept: 0,
};

export type FiguresRow = Figures & { readonly part: number; readonly mark: string };

/**
 * `rows`: of each person who bought at one of the two times, `part` (1 now, 0 before), in one row or several: whether she was seen visiting, her
 * orders that count, what was spent on them, what was kept of others, and the mark of her branch. Visitors: they are rows too; or they stand beside the rows,
 * as a set a part and mark (`sets`); or rows are of those who have a mark, and of all `visitors` it is told who they are, the time before first.
 */
export type Branching = {
  readonly rows: Piece;
  readonly sets: Piece | null;
  readonly visitors: readonly [Piece, Piece] | null;
};

export async function readFigures(ctx: StoreCtx, { rows: bought, sets, visitors }: Branching): Promise<FiguresRow[]> {
  const figures = piece`SELECT part, mark, groupBitmapIf(person_no, came) AS visitors, groupBitmapIf(person_no, came AND ordered > 0) AS buyers, sumIf(ordered, came) AS orders,
      sumIf(paid, came) AS spent, groupBitmapIf(person_no, NOT came AND ordered > 0) AS unseenBuyers, sumIf(ordered, NOT came) AS unseenOrders,
      sumIf(paid, NOT came) AS unseenSpent, sum(left) AS kept
    FROM (${bought}) GROUP BY part, mark`;
  const rows = await runQuery<FiguresRow>(
    ctx,
    sets === null
      ? piece`${figures} ORDER BY part, mark`
      : piece`SELECT part, mark, sum(seen) AS visitors, ${SUMS.map((sum) => `sum(${sum}) AS ${sum}`).join(', ')} FROM (
        SELECT part, mark, toUInt64(0) AS seen, ${SUMS.join(', ')} FROM (${figures})
        UNION ALL SELECT part, mark, bitmapCardinality(who) AS seen, ${SUMS.map(() => '0').join(', ')} FROM (${sets}) WHERE seen > 0
      ) GROUP BY part, mark ORDER BY part, mark`,
  );
  const found = rows.map((row) => ({
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
  return visitors === null ? found : [...found, ...(await visitorsOfNoMark(ctx, visitors, found))];
}

async function visitorsOfNoMark(
  ctx: StoreCtx,
  visitors: readonly [Piece, Piece],
  found: readonly FiguresRow[],
): Promise<FiguresRow[]> {
  const all = await countEach(ctx, visitors);
  return all.map((count, part) => {
    const told = found.reduce((sum, row) => sum + (row.part === part ? row.visitors : 0), 0);
    return { ...NONE, part, mark: '', visitors: count - told };
  });
}

const SUMS = ['buyers', 'orders', 'spent', 'unseenBuyers', 'unseenOrders', 'unseenSpent', 'kept'] as const;

/** By person, by a mark that `marks` says of her. */
export function byMarks(compared: Compared, days: Days, marks: readonly Piece[]): Branching {
  const { range, current, previous } = compared;
  const [now, then] = [visitorSet(current, range, days), visitorSet(previous, range, days)];
  const rows = piece`
SELECT part, person_no, if(part = 1, bitmapContains(${now}, person_no), bitmapContains(${then}, person_no)) AS came,
  sum(arm_orders) AS ordered, sum(arm_spent) AS paid, sum(arm_kept) AS left, max(arm_mark) AS mark
FROM (
  SELECT toUInt8(part) AS part, person_no, arm_orders, arm_spent, arm_kept, '' AS arm_mark FROM (${ordersSql(compared)})
  ${joinPieces(
    marks.map(
      (sql) =>
        piece`UNION ALL SELECT toUInt8(part) AS part, person_no, toUInt64(0), toInt64(0), toInt64(0), mark FROM (${sql})`,
    ),
    '\n',
  )}
) GROUP BY part, person_no HAVING came OR ordered > 0 OR paid != 0 OR left != 0`;
  return { rows, sets: null, visitors: [then, now] };
}

/** A row an order and part that it lies in: what of it counts, what was spent on it, and what was kept of one that does not count. */
function ordersSql(compared: Compared): Piece {
  return piece`SELECT part, person_no, toUInt64(counts) AS arm_orders, if(counts, bought.spent, 0) AS arm_spent, if(counts, 0, bought.spent) AS arm_kept
    FROM (${purchases(compared.range.known, { since: earliest(compared) })}) AS bought
    ARRAY JOIN arrayFilter(p -> ${each((inPart) => inPart, compared)}[p + 1], [0, 1]) AS part
    WHERE arm_orders > 0 OR arm_spent != 0 OR arm_kept != 0`;
}

/** In one branch, or by who had bought before a part began: sets of persons say it of visitors and of orders, so nobody is gathered by herself. */
export function bySets(compared: Compared, days: Days, returning: string | null): Branching {
  const { range, current, previous } = compared;
  const came = ({ span }: Part) => visitorSet(span, range, days);
  const before = ({ part }: Part) => piece`${boughtBefore(compared)}.${part + 1}`;
  const parts: readonly Part[] = [
    { part: 0, span: previous },
    { part: 1, span: current },
  ];
  const isIn = (set: (part: Part) => Piece) =>
    piece`if(part = 1, ${joinPieces(
      parts.toReversed().map((part) => piece`bitmapContains(${set(part)}, person_no)`),
      ', ',
    )})`;
  const mark = returning === null ? piece`''` : piece`if(${isIn(before)}, '${returning}', '')`;
  const sets = parts.flatMap((part) => {
    const row = (key: string, who: Piece) =>
      piece`SELECT toUInt8(${part.part}) AS part, '${key}' AS mark, ${who} AS who`;
    if (returning === null) return [row('', came(part))];
    return [
      row('', piece`bitmapAndnot(${came(part)}, ${before(part)})`),
      row(returning, piece`bitmapAnd(${came(part)}, ${before(part)})`),
    ];
  });
  return {
    rows: piece`SELECT toUInt8(part) AS part, person_no, ${isIn(came)} AS came, arm_orders AS ordered, arm_spent AS paid, arm_kept AS left, ${mark} AS mark
      FROM (${ordersSql(compared)})`,
    sets: joinPieces(sets, ' UNION ALL '),
    visitors: null,
  };
}

type Part = { readonly part: 0 | 1; readonly span: Span };

/** Who had bought before each part began, the time before first: one look at all orders. */
function boughtBefore({ range, current, previous }: Compared): Piece {
  const before = ({ start }: Span) => piece`groupBitmapStateIf(person_no, paid_at < ${bound(INSTANT, start)})`;
  return piece`(SELECT (${before(previous)}, ${before(current)}) FROM (${purchases(range.known)}) WHERE counts)`;
}

/**
 * A row a line of an order, with its person and category: `paid` is what the line cost less what was given back of it, an order counts in
 * each category that it has a line of. Visitors are those of the shop, whatever they looked at, so they stand in no row here. What is of no line has no mark.
 */
export function byCategory(compared: Compared, days: Days): Branching {
  const { range, current, previous } = compared;
  const came = (span: Span) => piece`bitmapContains(${visitorSet(span, range, days)}, person_no)`;
  const rows = piece`
SELECT toUInt8(part) AS part, person_no, if(part = 1, ${came(current)}, ${came(previous)}) AS came, entry.2 AS ordered, entry.3 AS paid, entry.4 AS left, entry.1 AS mark
FROM (
  SELECT person_no, part, if(counts, arrayMap(line -> if(line.category = '', '${NO_CATEGORY}', toString(line.category)), order_lines), []) AS ids,
    if(counts, arrayMap(line -> line.fen - line_backs.back[line.line], order_lines), []) AS worths,
    arrayPushBack(arrayMap((id, nth, worth) -> (id, toUInt64(nth = 1), worth, toInt64(0)), ids, arrayEnumerateUniq(ids), worths),
      ('', toUInt64(0), toInt64(0), toInt64(bought.spent - arraySum(worths)))) AS entries
  FROM (
    SELECT *, arrayFilter(p -> ${each((inPart) => inPart, compared)}[p + 1], [0, 1]) AS its_parts
    FROM (${purchases(range.known, { columns: ['order_key', 'order_lines'], since: earliest(compared) })})
    WHERE ${inEither('paid_at', compared)}
  ) AS bought
  ANY LEFT JOIN (${lineBacksSql(range.known)}) AS line_backs USING (order_key)
  ARRAY JOIN its_parts AS part
) ARRAY JOIN entries AS entry WHERE ordered > 0 OR paid != 0 OR left != 0`;
  return { rows, sets: null, visitors: null };
}

/** Of a line that names no category. */
export const NO_CATEGORY = '-';

/** What was given back of an order by line: a map. */
function lineBacksSql(known: Date): Piece {
  return piece`SELECT order_key, sumMap(map(one.1, one.5)) AS back FROM (
    SELECT order_key, arrayJoin(order_lines) AS one
    FROM history_once AS events WHERE name = '${ORDER_REFUNDED}' AND source != 'sdk' AND order_id != '' AND ts < ${bound(INSTANT, known)}
  ) GROUP BY order_key`;
}

/** How many came at each time, the time before first. */
export async function countVisitors(
  ctx: StoreCtx,
  { range, current, previous }: Compared,
  days: Days,
): Promise<readonly [number, number]> {
  return countEach(ctx, [visitorSet(previous, range, days), visitorSet(current, range, days)]);
}

async function countEach(ctx: StoreCtx, [before, now]: readonly [Piece, Piece]): Promise<readonly [number, number]> {
  const row = await runOne<{ then: number; now: number }>(
    ctx,
    piece`SELECT bitmapCardinality(${before}) AS then, bitmapCardinality(${now}) AS now`,
  );
  return [Number(row?.then ?? 0), Number(row?.now ?? 0)];
}

/** Who did anything by herself in a span: whole days as sets, and of a day that is cut, its events. */
function visitorSet({ from, until }: Span, { zone }: Range, days: Days): Piece {
  const last = zone.dayOf(new Date(until.getTime() - 1));
  const isWhole = zone.dayOf(until) !== last;
  const whole = piece`own AND day >= ${bound('Date', from)} AND day ${isWhole ? '<=' : '<'} ${bound('Date', last)}`;
  const cut = isWhole
    ? piece``
    : piece`UNION ALL SELECT groupBitmapState(person_no) AS who FROM history AS events WHERE source = 'sdk' AND person_no > 0
        AND ts >= ${bound(INSTANT, zone.dayStart(last < from ? from : last))} AND ts < ${bound(INSTANT, until)}`;
  return piece`(SELECT groupBitmapMergeState(who) FROM (SELECT who FROM (${daySetsSql(days, whole)}) ${cut}))`;
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

/** How each came first in a part, as `arrival` says it of an opening of the mini program. */
export function channelSql(compared: Compared, arrival: string): Piece {
  const of = (part: number, span: Span) =>
    piece`SELECT ${part} AS part, person_no, argMin(${arrival}, ${MOMENT_KEY}) AS mark FROM history AS events
      WHERE name = 'app_launch' AND source = 'sdk' AND person_no > 0 AND ${inSpan('ts', span)} GROUP BY person_no`;
  return piece`${of(0, compared.previous)} UNION ALL ${of(1, compared.current)}`;
}
