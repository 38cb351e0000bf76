import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { isInHerStores } from '../../../platform/her-stores.ts';
import { catalogErrors } from '../errors.ts';

/** A store as the stock knows it: whether it has stock of its own, and whether that can be collected there now. */
export type StockStore = {
  readonly id: string;
  readonly name: string;
  readonly keeps: boolean;
  readonly serves: boolean;
};

/** In the transaction that saves the store. */
export async function saveStockStore(ctx: Ctx, { id, name, keeps, serves }: StockStore): Promise<void> {
  await sql`
    insert into catalog.stock_store (id, name, keeps, serves) values (${id}, ${name}, ${keeps}, ${serves})
    on conflict (id) do update set name = excluded.name, keeps = excluded.keeps, serves = excluded.serves
  `.execute(ctx.db);
}

/** Throws `catalog.store_not_found` where one of them is not there for whoever asks. */
export async function refuseUnknownStores(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from catalog.stock_store where id = any(${[...ids]}::text[])
  `.execute(ctx.db);
  const known = new Set(rows.map(({ id }) => id).filter((id) => isInHerStores(ctx, id)));
  if (ids.some((id) => !known.has(id))) throw catalogErrors.error('store_not_found');
}
