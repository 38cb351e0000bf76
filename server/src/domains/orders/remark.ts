import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { getOrder } from './read.ts';

/** What the house notes on an order for itself; she never reads it. */
export async function writeRemark(ctx: Ctx, id: string, remark: string): Promise<void> {
  await getOrder(ctx, id);
  await sql`update orders.placed set remark = ${remark.trim()} where id = ${id}`.execute(ctx.db);
}

export async function readRemark(ctx: Ctx, id: string): Promise<string> {
  const { rows } = await sql<{ remark: string }>`select remark from orders.placed where id = ${id}`.execute(ctx.db);
  return rows[0]?.remark ?? '';
}
