import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { catalogErrors } from './errors.ts';
import { lockStock, move, openShelves, type Shelf, shelfKey, tellBackInStock, writeLedger } from './stock.ts';
import { refuseUnknownStores } from './store-stock/stock-store.ts';

type Level = { readonly onHand: number; readonly reserved: number };
type Correction = Shelf & { readonly change: number; readonly reason: string };

/** Correct the stock of one SKU, the shop's or a store's, by a difference, with a reason in the ledger. Never below what orders have reserved. */
export async function correctStock(ctx: Ctx, { skuId, storeId = null, change, reason }: Correction): Promise<Level> {
  return inTransaction(ctx, async (ctx) => {
    if (storeId !== null) await refuseUnknownStores(ctx, [storeId]);
    const shelf = { skuId, storeId };
    const available = await lockStock(ctx, [shelf]);
    if (!available.has(skuId)) throw catalogErrors.error('sku_not_found');
    const left = available.get(shelfKey(shelf)) ?? 0;
    if (left + change < 0) {
      const { reserved } = await levelOf(ctx, shelf);
      throw catalogErrors.error('stock_below_reserved', { reserved });
    }
    await openShelves(ctx, [shelf]);
    await move(ctx, [{ ...shelf, quantity: change }], { level: sql`on_hand = on_hand + u.quantity` });
    await writeLedger(ctx, 'correction', [{ ...shelf, quantity: change, reason }]);
    tellBackInStock(ctx, available, [{ ...shelf, quantity: change }]);
    return levelOf(ctx, shelf);
  });
}

async function levelOf(ctx: Ctx, { skuId, storeId = null }: Shelf): Promise<Level> {
  const { rows } = await sql<Level>`
    select on_hand, reserved from ${
      storeId === null
        ? sql`catalog.stock where sku_id = ${skuId}`
        : sql`catalog.store_stock where sku_id = ${skuId} and store_id = ${storeId}`
    }
  `.execute(ctx.db);
  return rows[0] ?? { onHand: 0, reserved: 0 };
}
