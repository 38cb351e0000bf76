import type { Ctx } from '../../platform/ctx.ts';
import { type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne } from '../../platform/event-store/query.ts';
import { purchases } from '../analytics/index.ts';

/** Orders that count, paid within days of a moment of each person: `since` has her `person_no` and it as `at`. */
export const boughtSince = (since: Piece, known: Date, days: number): Piece => piece`
SELECT o.person_no AS person_no, o.order_id AS order_id, o.amount AS amount FROM (${purchases(known)}) AS o
INNER JOIN (${since}) AS r ON o.person_no = r.person_no
WHERE o.counts AND o.paid_at >= r.at AND o.paid_at < r.at + INTERVAL ${days} DAY`;

/** `gmv` in fen. */
export async function readBought(ctx: Ctx, orders: Piece) {
  const bought = await runOne<{ buyers: number; orders: number; gmv: number }>(
    ctx,
    piece`SELECT uniqExact(person_no) AS buyers, count() AS orders, sum(amount) AS gmv FROM (${orders})`,
  );
  const { buyers = 0, orders: count = 0, gmv = 0 } = bought ?? {};
  return { buyers: Number(buyers), orders: Number(count), gmv: Number(gmv) };
}
