import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

type Wanted = { readonly skuId: string; readonly quantity: number };
type Missing = { readonly skuId: string; readonly available: number };

/** What each of these stores has too little of, be it its own stock or the shop's; one that has all of it is absent. One statement. */
export async function missingAt(
  ctx: Ctx,
  storeIds: readonly string[],
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, readonly Missing[]>> {
  if (storeIds.length === 0 || wanted.length === 0) return new Map();
  const { rows } = await sql<Missing & { storeId: string }>`
    select w.id as store_id, l.sku_id, greatest(coalesce(k.on_hand - k.reserved, 0), 0) as available
    from catalog.stock_store w
    cross join (
      select sku_id, sum(quantity) as quantity
      from unnest(${wanted.map(({ skuId }) => skuId)}::text[], ${wanted.map(({ quantity }) => quantity)}::int[]) as given (sku_id, quantity)
      group by sku_id
    ) l
    left join lateral (
      select on_hand, reserved from catalog.store_stock s where w.keeps and s.sku_id = l.sku_id and s.store_id = w.id
      union all
      select on_hand, reserved from catalog.stock s where not w.keeps and s.sku_id = l.sku_id
    ) k on true
    where w.id = any(${[...storeIds]}::text[]) and coalesce(k.on_hand - k.reserved, 0) < l.quantity
    order by w.id, l.sku_id
  `.execute(ctx.db);
  const found = new Map<string, Missing[]>();
  for (const { storeId, skuId, available } of rows)
    found.set(storeId, [...(found.get(storeId) ?? []), { skuId, available }]);
  return found;
}
