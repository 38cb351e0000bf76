import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { payloadOf, type Told } from '../../../platform/facts.ts';
import { listener } from '../../../platform/listeners.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { orderPaid, orderShipped, restShipped } from '../events.ts';

/** A card is begun within a day of the payment. */
const BEGIN_WITHIN = '24 hours';

/** The service card of an order follows it, where the shop wants cards: to ship, sent in part, sent. It never goes back. */
export const followOrders = listener({
  name: 'orders.service-cards',
  on: [orderPaid, orderShipped, restShipped],
  handle: async (ctx, facts) => {
    if (!(await getSetting(ctx, shopSettings)).cards.orders) return;
    await want(ctx, [...new Set(facts.flatMap(orderOf))]);
  },
});

function orderOf(told: Told): string[] {
  const order = payloadOf(orderPaid, told) ?? payloadOf(orderShipped, told) ?? payloadOf(restShipped, told);
  return order ? [order.orderId] : [];
}

async function want(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`
    insert into orders.card as c (order_id, wanted, due_at)
    select o.id, case when o.state = 'paid' then 2 when o.unsent > 0 then 3 else 4 end, ${ctx.now()}
    from orders.placed o join orders.app a on a.appid = o.app
    where o.id = any(${ids}::text[]) and o.store_id is null and o.state in ('paid', 'partly_shipped', 'shipped')
      and o.transaction_id is not null and o.openid is not null
      and (o.paid_at > ${ctx.now()}::timestamptz - ${BEGIN_WITHIN}::interval
        or exists (select from orders.card k where k.order_id = o.id))
    on conflict (order_id) do update set wanted = excluded.wanted, due_at = excluded.due_at, tries = 0
    where excluded.wanted > c.wanted and c.failure is null
  `.execute(ctx.db);
}
