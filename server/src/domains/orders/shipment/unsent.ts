import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { openStates } from '../refund/row.ts';

type Counting = {
  /** A refund that holds some of it is about to be written. */
  readonly held?: boolean;
};

/**
 * How much of an order is still to be sent, once it has begun to leave, and what follows from it: partly shipped while there is any,
 * shipped when there is none. Her days to receive it count from the last parcel, and not while a refund of it is open.
 * Called after whatever changes what is sent or kept; the order is locked. What she has received stays received.
 */
export async function countUnsent(ctx: Ctx, id: string, { held = false }: Counting = {}): Promise<void> {
  const { receiveDays } = (await getSetting(ctx, shopSettings)).order;
  await sql`
    update orders.placed o set unsent = n.units, state = n.state,
      receive_at = case when n.state = 'received' or n.same then o.receive_at
        when n.state = 'shipped' and not n.paused then n.due end,
      receive_rest = case when n.state = 'received' or n.same then o.receive_rest
        when n.state = 'shipped' and n.paused then n.due - ${ctx.now()}::timestamptz end
    from (
      select p.id, l.units, g.state, g.state = 'shipped' and p.state = 'shipped' as same,
        greatest(c.sent_at + make_interval(days => ${receiveDays}), ${ctx.now()}::timestamptz) as due,
        ${held}::boolean or exists (select from orders.refund r where r.order_id = p.id and r.state in ${openStates}
          and r.origin <> 'unusable_payment') as paused
      from orders.placed p,
        lateral (select coalesce(sum(quantity - shipped_quantity - kept_quantity), 0)::int as units
          from orders.line where order_id = p.id) l,
        lateral (select max(sent_at) as sent_at from orders.parcel where order_id = p.id and refund_id is null) c,
        lateral (select case when p.state not in ('paid', 'partly_shipped', 'shipped') then p.state
          when l.units > 0 then 'partly_shipped' else 'shipped' end as state) g
      where p.id = ${id} and p.shipped_at is not null and p.source = 'shop'
    ) n where o.id = n.id
  `.execute(ctx.db);
}
