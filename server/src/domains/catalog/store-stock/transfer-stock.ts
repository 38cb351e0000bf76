import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { catalogErrors } from '../errors.ts';
import { findSkus } from '../find-skus.ts';
import { lockStock, move, openShelves, shelfKey, writeLedger } from '../stock.ts';
import { refuseUnknownStores } from './stock-store.ts';

type Transfer = {
  /** A store; null: the shop's own stock. */
  readonly from: string | null;
  readonly to: string | null;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  readonly reason: string;
};
/** How many units went over. */
type Moved = { readonly units: number };

/** Goods go from the shop to a store, back, or from store to store: all lines or none, a row of the ledger on each side. What orders hold stays. */
export async function transferStock(ctx: Ctx, { from, to, lines, reason }: Transfer): Promise<Moved> {
  if (from === to) throw catalogErrors.error('transfer_nowhere');
  return inTransaction(ctx, async (ctx) => {
    await refuseUnknownStores(
      ctx,
      [from, to].filter((id) => id !== null),
    );
    const wanted = [...summed(lines)].map(([skuId, quantity]) => ({ skuId, quantity }));
    const going = wanted.map((line) => ({ ...line, storeId: from }));
    const coming = wanted.map((line) => ({ ...line, storeId: to }));
    const available = await lockStock(ctx, going);
    for (const line of going) {
      if (!available.has(line.skuId)) throw catalogErrors.error('sku_not_found');
      const left = available.get(shelfKey(line)) ?? 0;
      if (left < line.quantity) throw await tooFew(ctx, line.skuId, left);
    }
    await move(ctx, going, { level: sql`on_hand = on_hand - u.quantity` });
    await openShelves(ctx, coming);
    await move(ctx, coming, { level: sql`on_hand = on_hand + u.quantity` });
    await writeLedger(ctx, 'transfer', [
      ...going.map((line) => ({ ...line, quantity: -line.quantity, reason })),
      ...coming.map((line) => ({ ...line, reason })),
    ]);
    return { units: wanted.reduce((sum, { quantity }) => sum + quantity, 0) };
  });
}

function summed(lines: Transfer['lines']): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { skuId, quantity } of lines) units.set(skuId, (units.get(skuId) ?? 0) + quantity);
  return units;
}

async function tooFew(ctx: Ctx, skuId: string, left: number) {
  const sku = (await findSkus(ctx, [skuId])).get(skuId);
  return catalogErrors.error('transfer_short', {
    name: [sku?.name ?? '', ...(sku?.values ?? [])].join(' ').trim(),
    left,
  });
}
