import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runOne, runQuery } from '../../../platform/event-store/query.ts';
import { daySql } from '../../../platform/event-store/zone.ts';

/** What somebody bought and kept, by order and the oldest first: on which day (since 1970), and which products. */
export type History = {
  readonly personNo: number;
  readonly orders: readonly (readonly [day: number, productIds: readonly string[]])[];
};

/** What is older says nothing of what she buys now. */
const LOOKS_BACK_DAYS = 730;
/** Rows of one answer: read in some milliseconds, so that a process serves meanwhile. */
const ORDERS_A_PAGE = 4000;
const PERSONS_A_PAGE = 1000;
/** As long as an insert may take from its reading the clock until it is seen. */
const LAG_SECONDS = 60;

type Store = Pick<Ctx, 'events'>;

/** The numbers of everybody whose orders may lie under more than one. */
const MERGED = piece`SELECT arrayJoin([toUInt32(loser), toUInt32(loser + shift)]) FROM person_shift`;
const IS_ORDER = "name IN ('order.paid', 'order.refunded') AND source != 'sdk'";

/** What the store has taken until now by its own clock, and who is known by more than one number. */
export async function readMark(ctx: Store): Promise<{ readonly mark: number; readonly merged: ReadonlySet<number> }> {
  const [row, numbers] = await Promise.all([
    runOne<{ mark: number }>(ctx, piece`SELECT toUnixTimestamp(now()) AS mark`),
    runQuery<{ no: number }>(
      ctx,
      piece`SELECT DISTINCT no FROM (SELECT arrayJoin([toUInt32(loser), toUInt32(loser + shift)]) AS no FROM person_shift) ORDER BY no`,
    ),
  ]);
  return { mark: Number(row?.mark ?? 0) - LAG_SECONDS, merged: new Set(numbers.map(({ no }) => Number(no))) };
}

/** Everybody's histories, by person number, page after page; then those whose orders lie under several numbers, at once. */
export async function* readAll(ctx: Store, known: Date): AsyncGenerator<readonly History[]> {
  const all = await runOne<{ orders: number; last: number }>(
    ctx,
    piece`SELECT count() AS orders, max(person_no) AS last FROM events WHERE ${IS_ORDER}`,
  );
  const [orders, last] = [Number(all?.orders ?? 0), Number(all?.last ?? 0)];
  if (orders === 0) return;
  const step = Math.max(1, Math.ceil((last * ORDERS_A_PAGE) / orders));
  for (let from = 1; from <= last; from += step)
    yield await readPage(
      ctx,
      piece`told_no >= ${bound('UInt32', from)} AND told_no < ${bound('UInt32', from + step)} AND told_no NOT IN (${MERGED})`,
      known,
    );
  yield await readPage(ctx, piece`told_no IN (${MERGED})`, known);
}

/** Of these persons, by the numbers that are theirs now. Who kept nothing is absent. */
export async function* readOf(
  ctx: Store,
  personNos: readonly number[],
  known: Date,
): AsyncGenerator<readonly History[]> {
  for (let start = 0; start < personNos.length; start += PERSONS_A_PAGE) {
    const these = bound('Array(UInt32)', personNos.slice(start, start + PERSONS_A_PAGE));
    yield await readPage(
      ctx,
      piece`(told_no IN ${these} OR told_no IN (SELECT loser FROM person_shift WHERE toUInt32(loser + shift) IN ${these})) AND person_no IN ${these}`,
      known,
    );
  }
}

/** Who ordered, or got something back, since a mark. */
export async function readNews(ctx: Store, mark: number): Promise<number[]> {
  const rows = await runQuery<{ no: number }>(
    ctx,
    piece`SELECT DISTINCT toUInt32(person_no + dictGet('person_now', 'shift', toUInt64(person_no))) AS no FROM events
    WHERE ${IS_ORDER} AND person_no > 0 AND stored_at >= toDateTime(${bound('UInt32', mark)}, 'UTC') ORDER BY no`,
  );
  return rows.map(({ no }) => Number(no));
}

/** An order that went back whole is none, and of one that went back in part a line of which nothing was kept. */
async function readPage(ctx: Store, which: Piece, known: Date): Promise<History[]> {
  const since = new Date(known.getTime() - LOOKS_BACK_DAYS * DAY_MS);
  return runQuery<History>(
    ctx,
    piece`
SELECT person_no AS personNo, arrayMap(o -> (toUInt32(${daySql('o.1')}), o.3), arraySort(groupArray((paid_at, order_key, products)))) AS orders
FROM (
  SELECT person_no, order_key, paid_at, arrayMap(l -> toString(l.2), arrayFilter(l -> l.2 != '' AND l.4 > back.2[indexOf(back.1, l.1)], bought)) AS products
  FROM (
    SELECT person_no, order_key, minIf(ts, is_paid) AS paid_at, anyIf(order_lines, is_paid) AS bought, anyIf(value, is_paid) AS amount,
      countIf(is_paid) AS times, sumIf(value, NOT is_paid) AS given_back, sumMapIf(order_lines.1, order_lines.4, NOT is_paid) AS back
    FROM (
      SELECT person_no, order_key, ts, value, order_lines, name = 'order.paid' AS is_paid FROM history_once AS events
      WHERE ${IS_ORDER} AND person_no > 0 AND ts < ${bound(INSTANT, known)} AND ${which}
    ) GROUP BY person_no, order_key
  ) WHERE times > 0 AND paid_at >= ${bound(INSTANT, since)} AND (amount = 0 OR given_back < amount) AND notEmpty(products)
) GROUP BY person_no ORDER BY personNo`,
  );
}
