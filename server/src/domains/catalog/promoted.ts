import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Goods that something is for: all, or these categories with what is below them, products or SKUs; without some again. */
export type Goods = {
  readonly kind: 'all' | 'categories' | 'products' | 'skus';
  readonly ids: readonly string[];
  readonly exceptProductIds: readonly string[];
};

/** What is on promotion now, said by whoever owns promotions. */
export type PromotedGoods = (ctx: Ctx) => Promise<readonly Goods[]>;

/** Whether a product `p` is among these goods. */
export function among(goods: readonly Goods[]): RawBuilder<unknown> {
  if (goods.length === 0) return sql`false`;
  return sql`(${sql.join(goods.map(one), sql` or `)})`;
}

function one({ kind, ids, exceptProductIds }: Goods): RawBuilder<unknown> {
  const inside = {
    all: sql`true`,
    categories: sql`p.category_id = any(array(select id from catalog.category where path && ${[...ids]}::text[]))`,
    products: sql`p.id = any(${[...ids]}::text[])`,
    skus: sql`p.id = any(array(select product_id from catalog.sku where id = any(${[...ids]}::text[]) and not retired))`,
  }[kind];
  return sql`(${inside} and p.id <> all(${[...exceptProductIds]}::text[]))`;
}
