import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { readForm } from '../../../platform/form/read.ts';
import { catalogErrors } from '../errors.ts';
import { findSkus } from '../find-skus.ts';
import { lockStock, move, openShelves, shelfKey, tellBackInStock, writeLedger } from '../stock.ts';
import { refuseUnknownStores } from './stock-store.ts';
import { transferForm } from './transfer-form.ts';

/** How many units went over. */
type Moved = { readonly units: number };

/** Goods go from the shop to a store, back, or from store to store: all lines or none, a row of the ledger on each side. What orders hold stays. */
export async function transferStock(ctx: Ctx, draft: Draft): Promise<Moved> {
  const { from, to, lines, reason } = await readForm(ctx, transferForm, draft);
  const wanted = lines.map(({ sku, quantity }) => ({ skuId: sku, quantity }));
  // Null: the shop's own.
  const going = wanted.map((line) => ({ ...line, storeId: from }));
  const coming = wanted.map((line) => ({ ...line, storeId: to }));
  return inTransaction(ctx, async (ctx) => {
    await refuseUnknownStores(
      ctx,
      [from, to].filter((id) => id !== null),
    );
    const available = await lockStock(ctx, going);
    for (const line of going) {
      const left = available.get(shelfKey(line)) ?? 0;
      if (left < line.quantity) throw await tooFew(ctx, line.skuId, left);
    }
    await move(ctx, going, { level: sql`on_hand = on_hand - u.quantity` });
    await openShelves(ctx, coming);
    await move(ctx, coming, { level: sql`on_hand = on_hand + u.quantity` });
    tellBackInStock(ctx, available, coming);
    await writeLedger(ctx, 'transfer', [
      ...going.map((line) => ({ ...line, quantity: -line.quantity, reason })),
      ...coming.map((line) => ({ ...line, reason })),
    ]);
    return { units: wanted.reduce((sum, { quantity }) => sum + quantity, 0) };
  });
}

async function tooFew(ctx: Ctx, skuId: string, left: number) {
  const sku = (await findSkus(ctx, [skuId])).get(skuId);
  return catalogErrors.error('transfer_short', {
    name: [sku?.name ?? '', ...(sku?.values ?? [])].join(' ').trim(),
    left,
  });
}
