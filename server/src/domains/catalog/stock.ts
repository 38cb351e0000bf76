import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** So many units of a SKU; a SKU may appear several times in one call. `reason` is what the ledger says, an order's number. */
export type Units = { readonly skuId: string; readonly quantity: number };
export type BookedUnits = Units & { readonly reason: string };

/**
 * Lock the stock rows of these SKUs until the transaction ends and say what may still be sold of each. Always in id
 * order, so that no two transactions wait for each other in a circle.
 */
export async function lockStock(ctx: Ctx, skuIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ skuId: string; available: number }>`
    select sku_id, on_hand - reserved as available from catalog.stock
    where sku_id = any(${[...new Set(skuIds)]}::text[]) order by sku_id for update
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.skuId, row.available]));
}

/** Set units aside for unpaid orders. The rows are locked and found sufficient; the table's check refuses the rest. */
export async function reserveStock(ctx: Ctx, units: readonly Units[]): Promise<void> {
  await move(ctx, units, sql`reserved = reserved + u.quantity`);
}

/** Put units of orders that were never paid back on offer. */
export async function releaseStock(ctx: Ctx, units: readonly Units[]): Promise<void> {
  await lockStock(ctx, skusOf(units));
  await move(ctx, units, sql`reserved = reserved - u.quantity`);
}

/** Reserved units are paid: they leave the stock. */
export async function commitStock(ctx: Ctx, units: readonly BookedUnits[]): Promise<void> {
  await lockStock(ctx, skusOf(units));
  await move(
    ctx,
    units,
    sql`on_hand = on_hand - u.quantity, reserved = reserved - u.quantity, sold = sold + u.quantity`,
  );
  await writeLedger(
    ctx,
    'sold',
    units.map((u) => ({ ...u, quantity: -u.quantity })),
  );
}

/** Paid units that never left the house come back. */
export async function returnStock(ctx: Ctx, units: readonly BookedUnits[]): Promise<void> {
  await lockStock(ctx, skusOf(units));
  await move(ctx, units, sql`on_hand = on_hand + u.quantity, sold = greatest(sold - u.quantity, 0)`);
  await writeLedger(ctx, 'returned', units);
}

/** Units that came back and cannot be sold: in with one row of the ledger, out with another. */
export async function writeOffStock(ctx: Ctx, units: readonly BookedUnits[]): Promise<void> {
  await returnStock(ctx, units);
  await move(ctx, units, sql`on_hand = on_hand - u.quantity`);
  await writeLedger(
    ctx,
    'written_off',
    units.map((u) => ({ ...u, quantity: -u.quantity })),
  );
}

function skusOf(units: readonly Units[]): string[] {
  return units.map((u) => u.skuId);
}

async function move(ctx: Ctx, units: readonly Units[], change: RawBuilder<unknown>): Promise<void> {
  await sql`
    update catalog.stock k set ${change}
    from (
      select sku_id, sum(quantity)::int as quantity
      from unnest(${skusOf(units)}::text[], ${units.map((u) => u.quantity)}::int[]) as given (sku_id, quantity)
      group by sku_id
    ) u
    where k.sku_id = u.sku_id
  `.execute(ctx.db);
}

/** One row a change of what is on hand; `quantity` is signed. */
export async function writeLedger(
  ctx: Ctx,
  kind: 'opening' | 'correction' | 'sold' | 'returned' | 'written_off',
  units: readonly BookedUnits[],
): Promise<void> {
  await sql`
    insert into catalog.stock_ledger (sku_id, change, kind, reason, actor, at)
    select u.sku_id, u.quantity, ${kind}, u.reason, ${actorOf(ctx)}, ${ctx.now()}
    from unnest(${skusOf(units)}::text[], ${units.map((u) => u.quantity)}::int[], ${units.map((u) => u.reason)}::text[])
      as u (sku_id, quantity, reason)
  `.execute(ctx.db);
}

/** Who did it, as the books of the catalogue say it. */
export function actorOf({ actor }: Ctx): string {
  return actor.kind === 'operator' || actor.kind === 'member' ? actor.id : actor.kind;
}
