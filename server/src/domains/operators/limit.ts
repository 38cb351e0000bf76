import type { Ctx, Standing } from '../../platform/ctx.ts';
import { operatorErrors } from './errors.ts';

/** Stores that are there, each once; null: the whole shop. Throws `operators.store_unknown`, `operators.owner_everywhere`. */
export async function limitTo(ctx: Ctx, { role, stores }: Standing): Promise<readonly string[] | null> {
  if (stores === null) return null;
  if (role === 'owner') throw operatorErrors.error('owner_everywhere');
  const ids = [...new Set(stores)];
  const names = await ctx.names(
    ctx,
    ids.map((id) => ({ of: 'store', id })),
  );
  if (ids.some((id) => names('store', id) === null)) throw operatorErrors.error('store_unknown');
  return ids;
}
