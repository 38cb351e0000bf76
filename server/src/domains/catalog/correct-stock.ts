import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { catalogErrors } from './errors.ts';
import { lockStock, writeLedger } from './stock.ts';

type Level = { readonly onHand: number; readonly reserved: number };

/** Correct one SKU's stock by a difference, with a reason in the ledger. Never below what orders have reserved. */
export async function correctStock(
  ctx: Ctx,
  input: { readonly skuId: string; readonly change: number; readonly reason: string },
): Promise<Level> {
  return inTransaction(ctx, async (ctx) => {
    await lockStock(ctx, [input.skuId]);
    const { rows } = await sql<Level>`
      select on_hand, reserved from catalog.stock where sku_id = ${input.skuId}
    `.execute(ctx.db);
    const before = rows[0];
    if (!before) throw catalogErrors.error('sku_not_found');
    const onHand = before.onHand + input.change;
    if (onHand < before.reserved) throw catalogErrors.error('stock_below_reserved', { reserved: before.reserved });
    await sql`update catalog.stock set on_hand = ${onHand} where sku_id = ${input.skuId}`.execute(ctx.db);
    await writeLedger(ctx, 'correction', [{ skuId: input.skuId, quantity: input.change, reason: input.reason }]);
    return { onHand, reserved: before.reserved };
  });
}
