import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/**
 * An order given back whole counts as none, so it is not her first one either: the next that counts is, and where there is none,
 * the next that she pays will be.
 */
export async function passFirst(ctx: Ctx, orderId: string): Promise<void> {
  const { rows } = await sql<{ next: string | null }>`
    select (
      select o.id from orders.placed o where o.member_id = f.member_id and o.paid_at is not null and o.state <> 'refunded'
      order by o.paid_at, o.id limit 1
    ) as next
    from orders.first_paid f where f.order_id = ${orderId} for update of f
  `.execute(ctx.db);
  const [first] = rows;
  if (!first) return;
  if (first.next === null) await sql`delete from orders.first_paid where order_id = ${orderId}`.execute(ctx.db);
  else await sql`update orders.first_paid set order_id = ${first.next} where order_id = ${orderId}`.execute(ctx.db);
}
