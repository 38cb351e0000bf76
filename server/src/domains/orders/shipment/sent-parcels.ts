import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';

/** Parcels that left, by day and by the store whose stock they were sent from (null: the shop's); days counted both. */
export async function sentParcels(ctx: Ctx, { from, to }: { readonly from: string; readonly to: string }) {
  const { rows } = await sql<{ day: string; storeId: string | null; parcels: number }>`
    select (p.sent_at at time zone 'Asia/Shanghai')::date::text as day, o.stock_store_id as store_id, count(*)::int as parcels
    from orders.parcel p join orders.placed o on o.id = p.order_id
    where p.sent_at >= ${dayStart(from)} and p.sent_at < ${dayStart(addDays(to, 1))} group by 1, 2 order by 1
  `.execute(ctx.db);
  return rows;
}
