import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** What others say of a product: its name and picture, where it belongs, how to keep it. */
export type ProductBrief = {
  readonly id: string;
  readonly name: string;
  readonly image: string | null;
  readonly categoryId: string;
  readonly categoryName: string;
  readonly categoryIds: readonly string[];
  readonly status: 'draft' | 'on_sale' | 'off_sale';
  /** Fen, of its cheapest SKU. */
  readonly price: number;
  readonly care: string;
};

/** Products and categories by name; of one name there may be several. */
export async function goodsNamed(
  ctx: Ctx,
  of: 'product' | 'category',
  names: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(`catalog.${of}`)} where name = any(${[...new Set(names)]}::text[])
  `.execute(ctx.db);
  return rows;
}

/** Products by id; an unknown id is absent. */
export async function findProducts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ProductBrief>> {
  const { rows } = await sql<ProductBrief>`
    select p.id, p.name, p.images[1] as image, p.category_id, c.name as category_name, c.path as category_ids,
      p.status, p.price_from as price, p.care
    from catalog.product p join catalog.category c on c.id = p.category_id
    where p.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}
