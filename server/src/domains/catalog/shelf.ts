import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { countByFreight } from './count-by-freight.ts';
import type { SkuFacts } from './find-skus.ts';
import { bringGoods } from './goods-file/bring-goods.ts';
import { findLots } from './lots/find-lots.ts';
import { buyable } from './sale.ts';
import { found } from './search.ts';
import { TO_BE_HAD } from './store-stock/at-stores.ts';

/** A SKU on sale as whoever looks at the whole shelf sees it. Fen. */
type ShelfSku = Pick<
  SkuFacts,
  'id' | 'productId' | 'name' | 'values' | 'image' | 'categoryIds' | 'price' | 'memberPrice' | 'limitPerOrder'
> & { readonly costPrice: number | null };

/** A product that may be bought now, as whoever looks at the whole shelf sees it; its categories by name, its own first. */
export type ShelfGoods = {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly categories: readonly string[];
  /** Somewhere to be had: of the shop's stock or at a store. */
  readonly inStock: boolean;
};

/** The goods as a whole: SKUs and products on sale, how many products go by each freight template, what a file brings, and lots by id. */
export const shelf = { onSale, goods, countByFreight, bring: bringGoods, lots: findLots };

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

/** Every product on sale, by id: ten thousand in some 30 ms. */
async function goods(ctx: Ctx): Promise<ShelfGoods[]> {
  const { rows } = await sql<ShelfGoods>`
    select p.id, p.name, p.tags,
      (select array_agg(a.name order by array_position(c.path, a.id) desc) from catalog.category a where a.id = any(c.path)) as categories,
      exists (select from catalog.sku s join catalog.stock k on k.sku_id = s.id
        where s.product_id = p.id and not s.retired and ${TO_BE_HAD}) as in_stock
    from catalog.product p join catalog.category c on c.id = p.category_id
    where ${buyable(ctx)} order by p.id
  `.execute(ctx.db);
  return rows;
}
