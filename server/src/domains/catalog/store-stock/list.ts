import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { inHerStores } from '../../../platform/her-stores.ts';
import { MOST_COUNTED, stockCondition } from '../list-admin.ts';
import { found } from '../search.ts';

type Row = {
  readonly storeId: string;
  readonly storeName: string;
  readonly keeps: boolean;
  readonly skuId: string;
  readonly code: string;
  readonly productId: string;
  readonly productName: string;
  readonly values: string[];
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
};

type Query = {
  readonly q?: string | undefined;
  readonly storeId?: string | undefined;
  readonly state?: 'out' | 'low' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** What stores have of their own, the scarcest first. A text finds products by name and SKUs by code. */
export async function listStoreStock(ctx: Ctx, query: Query) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['int', 'text', 'text']);
  const available = sql`(k.on_hand - k.reserved)`;
  const from = sql`
    from catalog.store_stock k
    join catalog.stock_store w on w.id = k.store_id
    join catalog.sku s on s.id = k.sku_id and not s.retired
    join catalog.product p on p.id = s.product_id
    where ${sql.join(conditions(ctx, query, available), sql` and `)}`;
  const { rows } = await sql<Row>`
    select k.store_id, w.name as store_name, w.keeps, s.id as sku_id, s.code, p.id as product_id, p.name as product_name,
      s.option_values as values, k.on_hand, k.reserved, ${available} as available
    ${from} ${after ? sql`and (${available}, s.id, k.store_id) > (${after[0]}::int, ${after[1]}, ${after[2]})` : sql``}
    order by ${available}, s.id, k.store_id limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.available, row.skuId, row.storeId],
    (row) => row,
  );
  return query.cursor ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${from}`)) };
}

function conditions(ctx: Ctx, { q, storeId, state }: Query, available: RawBuilder<unknown>): RawBuilder<unknown>[] {
  return [
    inHerStores(ctx, sql`k.store_id`),
    ...(storeId === undefined ? [] : [sql`k.store_id = ${storeId}`]),
    ...(state === undefined ? [] : [stockCondition(state, available)]),
    ...(q === undefined ? [] : [sql`(${found(q)} or s.code = ${q})`]),
  ];
}
