import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { herStores, inHerStores } from '../../../platform/her-stores.ts';
import { orderErrors } from '../errors.ts';

/** Of `orders.refund r`: its order is one of hers (`platform/her-stores`). Money that pays no order belongs to no store. */
export function ofHerOrders(ctx: Ctx): RawBuilder<boolean> {
  if (herStores(ctx) === null) return sql`true`;
  return sql`exists (select from orders.placed o where o.id = r.order_id and ${inHerStores(ctx, sql`o.store_id`)})`;
}

/** Throws `orders.refund_not_found` where it is not there for an account of some stores; for anybody else nothing is asked. */
export async function refuseForeignRefund(ctx: Ctx, id: string): Promise<void> {
  if (herStores(ctx) === null) return;
  const { rows } = await sql`select from orders.refund r where r.id = ${id} and ${ofHerOrders(ctx)}`.execute(ctx.db);
  if (rows.length === 0) throw orderErrors.error('refund_not_found');
}
