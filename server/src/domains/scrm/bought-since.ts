import type { Ctx } from '../../platform/ctx.ts';
import { type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne } from '../../platform/event-store/query.ts';
import { purchases } from '../analytics/index.ts';

/** Orders paid within days of a moment of each person: `since` has her `person_no` and it as `at`. */
export const boughtSince = (since: Piece, known: Date, days: number): Piece => piece`
SELECT o.person_no AS person_no, o.order_id AS order_id, o.amount AS amount, o.spent AS spent, o.counts AS counts FROM (${purchases(known)}) AS o
INNER JOIN (${since}) AS r ON o.person_no = r.person_no
WHERE o.paid_at >= r.at AND o.paid_at < r.at + INTERVAL ${days} DAY`;

/** Who of them bought: orders that were given back whole count for nobody. */
export const buyersAmong = (orders: Piece): Piece => piece`SELECT person_no FROM (${orders}) WHERE counts`;

/** Buyers and orders that count; in fen what was paid (`gmv`), and that less what was given back (`spent`), of all of them. */
export async function readBought(ctx: Ctx, orders: Piece) {
  const bought = await runOne<{ buyers: number; count: number; gmv: number; net: number }>(
    ctx,
    piece`SELECT uniqExactIf(person_no, counts) AS buyers, countIf(counts) AS count, sum(amount) AS gmv, sum(spent) AS net FROM (${orders})`,
  );
  const { buyers = 0, count = 0, gmv = 0, net = 0 } = bought ?? {};
  return { buyers: Number(buyers), orders: Number(count), gmv: Number(gmv), spent: Number(net) };
}
