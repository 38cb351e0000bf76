import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { countByFreight } from './count-by-freight.ts';
import type { SkuFacts } from './find-skus.ts';
import { bringGoods } from './goods-file/bring-goods.ts';
import { findLots } from './lots/find-lots.ts';
import { buyable } from './sale.ts';
import { found } from './search.ts';

/** A SKU on sale as whoever looks at the whole shelf sees it. Fen. */
type ShelfSku = Pick<
  SkuFacts,
  'id' | 'productId' | 'name' | 'values' | 'image' | 'categoryIds' | 'price' | 'memberPrice' | 'limitPerOrder'
> & { readonly costPrice: number | null };

/** The goods as a whole: SKUs on sale, how many products go by each freight template, what a file brings, and lots by id. */
export const shelf = { onSale, countByFreight, bring: bringGoods, lots: findLots };

type Which = { readonly q?: string | null; readonly skuId?: string; readonly most: number };

/** SKUs on sale in the order of their ids, at most so many; one alone, or those of products that are found by these words. */
async function onSale(ctx: Ctx, { q = null, skuId, most }: Which): Promise<ShelfSku[]> {
  const { rows } = await sql<ShelfSku>`
    select s.id, s.product_id, p.name, s.option_values as values, coalesce(s.image, p.images[1]) as image,
      c.path as category_ids, s.price, s.member_price, p.limit_per_order, s.cost_price
    from catalog.sku s
    join catalog.product p on p.id = s.product_id
    join catalog.category c on c.id = p.category_id
    where ${buyable(ctx)} and not s.retired
      ${skuId === undefined ? sql`` : sql`and s.id = ${skuId}`} ${q === null ? sql`` : sql`and ${found(q)}`}
    order by s.id limit ${most}
  `.execute(ctx.db);
  return rows;
}
