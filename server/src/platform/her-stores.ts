import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from './ctx.ts';

// An account that is limited to some stores: what belongs to none of them is not there for it. Whatever answers an operator
// with something of a store asks here, one row or a whole list.

/** Whether it is there for whoever asks; what belongs to no store is the whole shop's. */
export function isInHerStores({ actor }: Ctx, storeId: string | null): boolean {
  if (actor.kind !== 'operator' || actor.stores === null) return true;
  return storeId !== null && actor.stores.includes(storeId);
}

/** The same as a condition on the column that names the store. */
export function inHerStores(ctx: Ctx, column: RawBuilder<unknown>): RawBuilder<boolean> {
  const stores = herStores(ctx);
  return stores === null ? sql`true` : sql`${column} = any(${[...stores]}::text[])`;
}

/** Which they are; null: she is not limited. */
export function herStores({ actor }: Ctx): readonly string[] | null {
  return actor.kind === 'operator' ? actor.stores : null;
}
