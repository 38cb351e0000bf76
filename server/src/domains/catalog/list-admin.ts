import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { saleOf } from './sale.ts';
import { found } from './search.ts';

/** At or below so many units a SKU, or all of a product, counts as low. */
const LOW = 10;
export const MOST_COUNTED = 10_000;

type Row = {
  readonly id: string;
  readonly name: string;
  readonly image: string | null;
  readonly categoryName: string;
  readonly status: 'draft' | 'on_sale' | 'off_sale';
  readonly priceFrom: number;
  readonly priceTo: number;
  readonly available: number;
  readonly sold: number;
  readonly skuCount: number;
  readonly saleFrom: Date | null;
  readonly saleUntil: Date | null;
  readonly updatedAt: Date;
};

type AdminQuery = {
  readonly q?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly status?: 'draft' | 'on_sale' | 'off_sale' | undefined;
  readonly stock?: 'out' | 'low' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** Products for operators, newest change first. `total` comes with the first page and is counted up to 10 000. */
export async function listProducts(ctx: Ctx, query: AdminQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const from = sql`
    from catalog.product p
    join catalog.category c on c.id = p.category_id
    cross join lateral (
      select coalesce(sum(k.on_hand - k.reserved) filter (where not s.retired), 0)::int as available,
        coalesce(sum(k.sold), 0)::int as sold, (count(*) filter (where not s.retired))::int as sku_count
      from catalog.sku s join catalog.stock k on k.sku_id = s.id where s.product_id = p.id
    ) s
    where true ${conditions(query)}`;
  const { rows } = await sql<Row>`
    select p.id, p.name, p.images[1] as image, c.name as category_name, p.status, p.price_from, p.price_to,
      s.available, s.sold, s.sku_count, p.sale_from, p.sale_until, p.updated_at
    ${from} ${after ? sql`and (p.updated_at, p.id) < (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by p.updated_at desc, p.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.updatedAt.toISOString(), row.id],
    ({ saleFrom, saleUntil, updatedAt, ...row }) => ({
      ...row,
      saleFrom: saleFrom?.toISOString() ?? null,
      sale: saleOf({ saleFrom, saleUntil }, ctx.now()),
      updatedAt: updatedAt.toISOString(),
    }),
  );
  return query.cursor ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${from}`)) };
}

function conditions(query: AdminQuery): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [];
  if (query.q) parts.push(sql`and ${found(query.q)}`);
  if (query.status) parts.push(sql`and p.status = ${query.status}`);
  if (query.categoryId) parts.push(sql`and c.path @> array[${query.categoryId}::text]`);
  if (query.stock) parts.push(sql`and ${stockCondition(query.stock, sql`s.available`)}`);
  return sql.join(parts, sql` `);
}

export function stockCondition(state: 'out' | 'low', available: RawBuilder<unknown>): RawBuilder<unknown> {
  return state === 'out' ? sql`${available} = 0` : sql`${available} between 1 and ${LOW}`;
}

type StockRow = {
  readonly skuId: string;
  readonly code: string;
  readonly productId: string;
  readonly productName: string;
  readonly values: string[];
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
};

type StockQuery = {
  readonly q?: string | undefined;
  readonly state?: 'out' | 'low' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** Stock by SKU, the scarcest first. A text finds products by name and SKUs by code. */
export async function listStock(ctx: Ctx, query: StockQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['int', 'text']);
  const from = sql`
    from catalog.sku s
    join catalog.product p on p.id = s.product_id
    join catalog.stock k on k.sku_id = s.id
    where not s.retired
      ${query.state ? sql`and ${stockCondition(query.state, sql`(k.on_hand - k.reserved)`)}` : sql``}
      ${query.q ? sql`and (${found(query.q)} or s.code = ${query.q})` : sql``}`;
  const { rows } = await sql<StockRow>`
    select s.id as sku_id, s.code, p.id as product_id, p.name as product_name, s.option_values as values,
      k.on_hand, k.reserved, k.on_hand - k.reserved as available
    ${from} ${after ? sql`and (k.on_hand - k.reserved, s.id) > (${after[0]}::int, ${after[1]})` : sql``}
    order by k.on_hand - k.reserved, s.id limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.available, row.skuId],
    (row) => row,
  );
  return query.cursor ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${from}`)) };
}
