import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import type { OrderState } from './order.ts';
import { presentOrders } from './present.ts';
import { openStates } from './refund/row.ts';
import { isShownAs } from './shown-state.ts';

type ShopQuery = {
  readonly state?: OrderState | 'to_collect' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** A shopper's own orders, newest first. */
export async function listOwnOrders(ctx: Ctx, memberId: string, query: ShopQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const { rows } = await sql<{ id: string; createdAt: Date }>`
    select o.id, o.created_at from orders.placed o
    where o.member_id = ${memberId} ${query.state ? sql`and ${shownUnder(query.state)}` : sql``}
      ${after ? sql`and (o.created_at, o.id) < (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by o.created_at desc, o.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: await presentOrders(
      ctx,
      kept.map((row) => row.id),
    ),
    nextCursor: rows.length > limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
  };
}

type Counts = {
  readonly unpaid: number;
  readonly paid: number;
  readonly toCollect: number;
  readonly shipped: number;
  readonly refunding: number;
};

/** She waits for a parcel of what left in part, as of what left whole. */
function shownUnder(state: Parameters<typeof isShownAs>[0]) {
  return state === 'shipped' ? sql`o.state in ('partly_shipped', 'shipped')` : isShownAs(state);
}

/** The figures on the badges of 我的. */
export async function countOwnOrders(ctx: Ctx, memberId: string) {
  const { rows } = await sql<Counts>`
    select (count(*) filter (where state = 'unpaid'))::int as unpaid, (count(*) filter (where state = 'paid' and store_id is null))::int as paid,
      (count(*) filter (where state = 'paid' and store_id is not null))::int as to_collect,
      (count(*) filter (where state in ('partly_shipped', 'shipped')))::int as shipped,
      (select count(distinct r.order_id)::int from orders.refund r join orders.placed own on own.id = r.order_id
        where own.member_id = ${memberId} and r.state in ${openStates}) as refunding
    from orders.placed where member_id = ${memberId} and state in ('unpaid', 'paid', 'partly_shipped', 'shipped')
  `.execute(ctx.db);
  const counts = rows[0] ?? { unpaid: 0, paid: 0, toCollect: 0, shipped: 0, refunding: 0 };
  const { toCollect: to_collect, ...rest } = counts;
  return { ...rest, to_collect };
}
