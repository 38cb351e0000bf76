import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { findCategories } from './category.ts';
import { findProducts } from './find-products.ts';
import { findLots } from './lots/find-lots.ts';

const notes = {
  draft: words('未上架', 'not on sale yet'),
  on_sale: null,
  off_sale: words('已下架', 'off sale'),
} as const;
const retired = words('已取消的规格', 'no longer made');

/**
 * What forms pick of the catalogue. A product off sale may be picked: promotions are prepared before the shelf is. A
 * retired SKU never comes back, so it has ended.
 */
export const catalogPicks: Picks = {
  product: async (ctx, ids) =>
    pickNames(
      [...(await findProducts(ctx, ids)).values()].map(({ id, name, status }) => ({ id, name, note: notes[status] })),
    ),
  lot: async (ctx, ids) =>
    pickNames(
      [...(await findLots(ctx, ids)).values()].map(({ id, number, productName }) => ({
        id,
        name: `${productName} ${number}`,
      })),
    ),
  category: async (ctx, ids) => pickNames([...(await findCategories(ctx, ids)).values()]),
  sku: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; ended: boolean }>`
      select s.id, s.retired as ended,
        concat_ws(' ', p.name, (
          select string_agg(value, ' ' order by place)
          from jsonb_array_elements_text(s.option_values) with ordinality as own (value, place)
        )) as name
      from catalog.sku s join catalog.product p on p.id = s.product_id
      where s.id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(rows.map((row) => ({ ...row, note: row.ended ? retired : null })));
  },
};
