import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** What these orders were paid with, what of it went back (`refunded`), and that with what is on its way (`returned`). */
export async function moneyOf(ctx: Ctx, orderIds: readonly string[]) {
  const { rows } = await sql<{ id: string; paid: number; returned: number; refunded: number }>`
    select id, paid, refunded, refunded + refunding as returned from orders.placed where id = any(${[...orderIds]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ id, ...money }) => [id, money]));
}

type Saved = {
  /** Fen, of orders that are paid. */
  readonly saved: number;
  /** With those that she may still pay. */
  readonly held: number;
};

/**
 * What offers of a source took off the orders of these members, by offer: a sum of what was written down with each order. Units that went back do
 * not count, nor does an order of which nothing is left.
 */
export async function savedBy(
  ctx: Ctx,
  memberIds: readonly string[],
  source: string,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, Saved>> {
  if (offerIds.length === 0) return new Map();
  const { rows } = await sql<Saved & { offerId: string }>`
    select offer_id, coalesce(sum(amount) filter (where state <> 'unpaid'), 0)::int as saved, sum(amount)::int as held
    from (
      select a.offer_id, o.state, case when l.quantity is null then a.amount
        else round(a.amount::numeric * (l.quantity - l.refunded_quantity) / l.quantity) end as amount
      from orders.placed o join orders.application a on a.order_id = o.id
      left join orders.line l on l.order_id = a.order_id and l.position = a.position
      where o.member_id = any(${[...memberIds]}::text[]) and o.state not in ('cancelled', 'refunded')
        and a.source = ${source} and a.offer_id = any(${[...offerIds]}::text[])
    ) as one group by offer_id
  `.execute(ctx.db);
  return new Map(rows.map(({ offerId, saved, held }) => [offerId, { saved, held }]));
}
