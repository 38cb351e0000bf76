import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { skuBackInStock } from './events.ts';

/** Where units of a SKU stand: at a store that keeps its own stock, or else in the shop's. */
export type Shelf = { readonly skuId: string; readonly storeId?: string | null };
/** So many of them; a shelf may appear several times in one call. `reason` is what the ledger says, an order's number. */
export type Units = Shelf & { readonly quantity: number };
export type BookedUnits = Units & { readonly reason: string };
export type LedgerKind = 'opening' | 'correction' | 'sold' | 'returned' | 'written_off' | 'transfer';

/** A shelf as a key. */
export function shelfKey({ skuId, storeId = null }: Shelf): string {
  return storeId === null ? skuId : `${skuId} ${storeId}`;
}

/**
 * Hold the stock of these SKUs until the transaction ends and say what may still be sold of each shelf; one that was never
 * filled is absent. The shop's row stands for all shelves of a SKU: whoever moves units of any holds it. Always in id order, so
 * that no two transactions wait for each other in a circle.
 */
export async function lockStock(ctx: Ctx, shelves: readonly Shelf[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ skuId: string; available: number }>`
    select sku_id, on_hand - reserved as available from catalog.stock
    where sku_id = any(${[...new Set(shelves.map(({ skuId }) => skuId))]}::text[]) order by sku_id for update
  `.execute(ctx.db);
  const atStores = shelves.filter(isAtStore);
  return new Map(
    [...rows, ...(atStores.length > 0 ? await readStoreStock(ctx, atStores) : [])].map((row) => [
      shelfKey(row),
      row.available,
    ]),
  );
}

/** A statement of its own: it sees what was committed before the shop's rows were ours. */
async function readStoreStock(ctx: Ctx, shelves: readonly Shelf[]) {
  const { rows } = await sql<{ skuId: string; storeId: string; available: number }>`
    select k.sku_id, k.store_id, k.on_hand - k.reserved as available from catalog.store_stock k
    join (select distinct * from unnest(${skusOf(shelves)}::text[], ${storesOf(shelves)}::text[]) as u (sku_id, store_id)) u
      using (sku_id, store_id)
  `.execute(ctx.db);
  return rows;
}

/** Set units aside for unpaid orders. The rows are held and found sufficient; the table's check refuses the rest. */
export async function reserveStock(ctx: Ctx, units: readonly Units[]): Promise<void> {
  await move(ctx, units, { level: sql`reserved = reserved + u.quantity` });
}

/** Put units of orders that were never paid back on offer. */
export async function releaseStock(ctx: Ctx, units: readonly Units[]): Promise<void> {
  const before = await lockStock(ctx, units);
  await move(ctx, units, { level: sql`reserved = reserved - u.quantity` });
  tellBackInStock(ctx, before, units);
}

/** Reserved units are paid: they leave the stock. */
export async function commitStock(ctx: Ctx, units: readonly BookedUnits[]): Promise<void> {
  await lockStock(ctx, units);
  await move(ctx, units, {
    level: sql`on_hand = on_hand - u.quantity, reserved = reserved - u.quantity`,
    sold: sql`sold = sold + u.quantity`,
  });
  await writeLedger(ctx, 'sold', units.map(outward));
}

/** Paid units that never left the house come back. */
export async function returnStock(ctx: Ctx, units: readonly BookedUnits[]): Promise<void> {
  const before = await lockStock(ctx, units);
  await takeIn(ctx, units);
  tellBackInStock(ctx, before, units);
}

async function takeIn(ctx: Ctx, units: readonly BookedUnits[]): Promise<void> {
  await move(ctx, units, {
    level: sql`on_hand = on_hand + u.quantity`,
    sold: sql`sold = greatest(sold - u.quantity, 0)`,
  });
  await writeLedger(ctx, 'returned', units);
}

/** Units that came back and cannot be sold: in with one row of the ledger, out with another. */
export async function writeOffStock(ctx: Ctx, units: readonly BookedUnits[]): Promise<void> {
  await lockStock(ctx, units);
  await takeIn(ctx, units);
  await move(ctx, units, { level: sql`on_hand = on_hand - u.quantity` });
  await writeLedger(ctx, 'written_off', units.map(outward));
}

/** Tell which SKUs can be had again, now that these units came to their shelves; `before`: what each held, an unknown one nothing. */
export function tellBackInStock(ctx: Ctx, before: ReadonlyMap<string, number>, units: readonly Units[]): void {
  const came = new Map<string, Units>();
  for (const one of units) {
    const key = shelfKey(one);
    came.set(key, { ...one, quantity: one.quantity + (came.get(key)?.quantity ?? 0) });
  }
  const back = [...came].flatMap(([key, { skuId, quantity }]) => {
    const held = before.get(key) ?? 0;
    return held <= 0 && held + quantity > 0 ? [skuId] : [];
  });
  for (const skuId of new Set(back)) ctx.emit(skuBackInStock, { personNo: null, payload: { skuId } });
}

function outward(units: BookedUnits): BookedUnits {
  return { ...units, quantity: -units.quantity };
}

function isAtStore({ storeId = null }: Shelf): boolean {
  return storeId !== null;
}

function skusOf(shelves: readonly Shelf[]): string[] {
  return shelves.map(({ skuId }) => skuId);
}

function storesOf(shelves: readonly Shelf[]): (string | null)[] {
  return shelves.map(({ storeId = null }) => storeId);
}

/** `level`: of the shelf; `sold`: of the shop's row, wherever the units stood. */
type Change = { readonly level: RawBuilder<unknown>; readonly sold?: RawBuilder<unknown> };

/** The rows are held. */
export async function move(ctx: Ctx, units: readonly Units[], { level, sold }: Change): Promise<void> {
  const atStores = units.filter(isAtStore);
  const inShop = units.filter((one) => !isAtStore(one));
  if (inShop.length > 0) await moveInShop(ctx, inShop, sold === undefined ? level : sql`${level}, ${sold}`);
  if (atStores.length === 0) return;
  await sql`
    update catalog.store_stock k set ${level}
    from (
      select sku_id, store_id, sum(quantity)::int as quantity
      from unnest(${skusOf(atStores)}::text[], ${storesOf(atStores)}::text[], ${atStores.map((u) => u.quantity)}::int[])
        as given (sku_id, store_id, quantity)
      group by sku_id, store_id
    ) u
    where k.sku_id = u.sku_id and k.store_id = u.store_id
  `.execute(ctx.db);
  if (sold !== undefined) await moveInShop(ctx, atStores, sold);
}

async function moveInShop(ctx: Ctx, units: readonly Units[], change: RawBuilder<unknown>): Promise<void> {
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

/** Shelves of stores on which a SKU never stood; empty. */
export async function openShelves(ctx: Ctx, shelves: readonly Shelf[]): Promise<void> {
  const atStores = shelves.filter(isAtStore);
  if (atStores.length === 0) return;
  await sql`
    insert into catalog.store_stock (sku_id, store_id, on_hand)
    select distinct sku_id, store_id, 0 from unnest(${skusOf(atStores)}::text[], ${storesOf(atStores)}::text[]) as u (sku_id, store_id)
    on conflict do nothing
  `.execute(ctx.db);
}

/** One row a change of what is on hand; `quantity` is signed. */
export async function writeLedger(ctx: Ctx, kind: LedgerKind, units: readonly BookedUnits[]): Promise<void> {
  await sql`
    insert into catalog.stock_ledger (sku_id, store_id, change, kind, reason, actor, at)
    select u.sku_id, u.store_id, u.quantity, ${kind}, u.reason, ${actorOf(ctx)}, ${ctx.now()}
    from unnest(${skusOf(units)}::text[], ${storesOf(units)}::text[], ${units.map((u) => u.quantity)}::int[], ${units.map((u) => u.reason)}::text[])
      as u (sku_id, store_id, quantity, reason)
  `.execute(ctx.db);
}

/** Who did it, as the books of the catalogue say it. */
export function actorOf({ actor }: Ctx): string {
  return actor.kind === 'operator' || actor.kind === 'member' ? actor.id : actor.kind;
}
