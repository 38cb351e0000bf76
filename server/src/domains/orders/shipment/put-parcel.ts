import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Parcel } from './parcel.ts';

type Packed = Parcel & {
  /** What is in it, by name, as messages and WeChat have it. */
  readonly goods: string;
  /** `lot` where it was said of which these units are. */
  readonly lines: readonly { readonly position: number; readonly quantity: number; readonly lot?: string }[];
  /** The exchange whose other piece it brings. */
  readonly refundId?: string;
};

/** Parcels of an order are numbered as they leave. The order is locked. */
export async function putParcel(ctx: Ctx, orderId: string, packed: Packed): Promise<void> {
  const { way, company, waybill, carrier, goods, lines, refundId = null } = packed;
  await sql`
    insert into orders.parcel (order_id, position, goods, way, company, waybill, carrier, sent_at, lines, refund_id)
    select ${orderId}, coalesce(max(position), 0) + 1, ${goods}, ${way}, ${company}, ${waybill}, ${carrier}, ${ctx.now()},
      ${JSON.stringify(lines)}::jsonb, ${refundId}
    from orders.parcel where order_id = ${orderId}
  `.execute(ctx.db);
}

/** How many an order left in so far, and whether this number is one of them. */
export async function countParcels(ctx: Ctx, orderId: string, waybill: string | null) {
  const { rows } = await sql<{ count: number; known: boolean }>`
    select count(*)::int as count, coalesce(bool_or(waybill = ${waybill}), false) as known
    from orders.parcel where order_id = ${orderId}
  `.execute(ctx.db);
  return rows[0] ?? { count: 0, known: false };
}
