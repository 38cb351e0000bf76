import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';
import type { Heard } from './heard.ts';

type Order = { personNo: number; orderId: string; amount: number; at: Date };

/** What persons under way spend until their window closes, in both arms alike, and what a refund takes back. `but`: runs for which they do not count. */
export async function countOrders(ctx: Ctx, facts: readonly Heard[], but: readonly number[] = []): Promise<void> {
  const orders: Order[] = [];
  const refunds: { orderId: string; amount: number }[] = [];
  for (const told of facts) {
    const paid = payloadOf(orderPaid, told);
    const refunded = payloadOf(orderRefunded, told);
    if (paid && paid.source !== 'import')
      for (const personNo of told.persons)
        orders.push({ personNo, orderId: paid.orderId, amount: paid.amount, at: told.occurredAt });
    if (refunded) refunds.push({ orderId: refunded.orderId, amount: refunded.amount });
  }
  if (orders.length > 0) await add(ctx, orders, but);
  if (refunds.length > 0) await takeBack(ctx, refunds);
}

/** An order counts once for every run it falls into: after the entry, before the window's end. */
async function add(ctx: Ctx, orders: readonly Order[], but: readonly number[]): Promise<void> {
  await sql`
    with bought as (
      select * from unnest(
        ${orders.map((o) => o.personNo)}::int[], ${orders.map((o) => o.orderId)}::text[],
        ${orders.map((o) => o.amount)}::bigint[], ${orders.map((o) => o.at)}::timestamptz[]
      ) as o (person_no, order_id, amount, at)
    ), counted as (
      insert into journeys.run_order (run_id, order_id, amount, at)
      select i.run_id, b.order_id, b.amount, b.at from bought b
      join journeys.run_info i on i.person_no = b.person_no and b.at > i.entered_at and b.at <= i.goal_until
        and i.run_id <> all(${[...but]}::bigint[])
      on conflict do nothing returning run_id, amount
    )
    update journeys.run_info i set revenue = i.revenue + s.amount
    from (select run_id, sum(amount) as amount from counted group by 1) as s where i.run_id = s.run_id
  `.execute(ctx.db);
}

async function takeBack(ctx: Ctx, refunds: readonly { orderId: string; amount: number }[]): Promise<void> {
  await sql`
    with back as (
      select order_id, sum(amount) as amount from unnest(
        ${refunds.map((r) => r.orderId)}::text[], ${refunds.map((r) => r.amount)}::bigint[]
      ) as r (order_id, amount) group by 1
    ), lessened as (
      update journeys.run_order o set amount = greatest(0, o.amount - back.amount)
      from back where back.order_id = o.order_id returning o.run_id, o.order_id
    )
    update journeys.run_info i set revenue = greatest(0, i.revenue - s.amount)
    from (select l.run_id, sum(b.amount) as amount from lessened l join back b using (order_id) group by 1) as s
    where i.run_id = s.run_id
  `.execute(ctx.db);
}
