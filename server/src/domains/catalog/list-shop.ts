import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { among, type PromotedGoods } from './promoted.ts';
import { buyable } from './sale.ts';
import { type Asked, distance, foundByAny } from './search.ts';
import { TO_BE_HAD } from './store-stock/at-stores.ts';
import { expand } from './synonyms/expand.ts';

type Sort = 'default' | 'sold' | 'price_asc' | 'price_desc' | 'new';
type ShopQuery = {
  readonly q?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly tag?: string | undefined;
  readonly ids?: string | undefined;
  readonly sort?: Sort | undefined;
  /** Fen that a piece sells for, both counted. */
  readonly priceFrom?: number | undefined;
  readonly priceTo?: number | undefined;
  readonly inStock?: boolean | undefined;
  readonly promoted?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

type Card = {
  readonly id: string;
  readonly name: string;
  readonly subtitle: string;
  readonly image: string | null;
  readonly categoryId: string;
  readonly price: number;
  readonly memberPrice: number | null;
  readonly listPrice: number | null;
  readonly tags: string[];
  readonly sold: number;
  readonly soldOut: boolean;
  readonly skuId: string | null;
};

type By = {
  readonly by: RawBuilder<unknown>;
  readonly kind: 'int' | 'bigint' | 'instant';
  readonly down: boolean;
  /** Where the order is read from, with the product's id as it stands there: an index has both. */
  readonly from?: { readonly join: RawBuilder<unknown>; readonly id: RawBuilder<unknown> };
};

/** Units sold live with the stock: a sale must not rewrite the product and its search index. Lists are read in the order of the rank. */
const byRank = { join: sql`join catalog.sold_rank r on r.product_id = p.id`, id: sql`r.product_id` };

const sorts: Readonly<Record<Sort, By>> = {
  default: { by: sql`p.sort`, kind: 'int', down: false },
  sold: { by: sql`r.sold`, kind: 'int', down: true, from: byRank },
  price_asc: { by: sql`p.sells_from`, kind: 'int', down: false },
  price_desc: { by: sql`p.sells_from`, kind: 'int', down: true },
  new: { by: sql`p.created_at`, kind: 'instant', down: true },
};

/** What is searched for comes closest first; of what is as close, as the shop sorts it. One number, for the cursor. */
function byDistance({ texts }: Asked): By {
  const by = sql`(${distance(texts)}::bigint * 10000 + least(greatest(p.sort, -4999), 4999))`;
  return { by, kind: 'bigint', down: false };
}

const types = { int: sql`int`, bigint: sql`bigint`, instant: sql`timestamptz` } as const;

/**
 * Products on sale as cards. Where nothing is found by what she typed, what she may have meant is (`near`): by the filters the
 * list may still be empty, and then it is.
 */
export async function listShopProducts(ctx: Ctx, query: ShopQuery, promoted: PromotedGoods = async () => []) {
  const asked: Asked | null = query.q ? { texts: await expand(ctx, query.q) } : null;
  const where = await filters(ctx, query, promoted);
  const page = await readPage(ctx, query, asked, where);
  if (asked === null || page.items.length > 0 || (isNarrowed(query) && (await isThere(ctx, asked)))) return page;
  const near = await readPage(ctx, query, { ...asked, near: true }, where);
  return near.items.length > 0 ? { ...near, near: true as const } : page;
}

/** Whether more than her words decides what the page shows: else an empty page says that nothing is found by them. */
function isNarrowed({ q: _, sort: __, limit: ___, ...narrowing }: ShopQuery): boolean {
  return Object.values(narrowing).some((value) => value !== undefined);
}

/** Whether anything on sale is found by it, whatever the filters say. */
async function isThere(ctx: Ctx, asked: Asked): Promise<boolean> {
  const { rows } = await sql`
    select 1 from catalog.product p where ${buyable(ctx)} and ${foundByAny(asked)} limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/** With price and stock in the same single statement: first the page, then its SKUs. */
async function readPage(ctx: Ctx, query: ShopQuery, asked: Asked | null, where: RawBuilder<unknown>) {
  const sort = query.sort ?? 'default';
  const {
    by,
    kind,
    down,
    from = { join: sql``, id: sql`p.id` },
  } = asked !== null && sort === 'default' ? byDistance(asked) : sorts[sort];
  const limit = query.limit ?? 20;
  const direction = sql.raw(down ? 'desc' : 'asc');
  const after = decodeCursor(query.cursor, [kind, 'text']);
  const place = after
    ? sql`and (${by}, ${from.id}) ${sql.raw(down ? '<' : '>')} (${after[0]}::${types[kind]}, ${after[1]})`
    : sql``;
  const { rows } = await sql<Card & { sortedBy: number | Date }>`
    select page.*, c.price, c.member_price, c.list_price, c.sold, c.sold_out, c.sku_id
    from (
      select p.id, p.name, p.subtitle, p.images[1] as image, p.category_id, p.tags, ${by} as sorted_by
      from catalog.product p ${from.join}
      where ${buyable(ctx)} and ${asked === null ? sql`true` : foundByAny(asked)} ${where} ${place}
      order by sorted_by ${direction}, ${from.id} ${direction}
      limit ${limit + 1}
    ) page
    cross join lateral (
      select (array_agg(s.price order by s.price, s.position) filter (where not s.retired))[1] as price,
        (array_agg(s.member_price order by s.price, s.position) filter (where not s.retired))[1] as member_price,
        (array_agg(s.list_price order by s.price, s.position) filter (where not s.retired))[1] as list_price,
        coalesce(sum(k.sold), 0)::int as sold,
        not coalesce(bool_or(not s.retired and ${TO_BE_HAD}), false) as sold_out,
        case when count(*) filter (where not s.retired) = 1 then min(s.id) filter (where not s.retired) end as sku_id
      from catalog.sku s join catalog.stock k on k.sku_id = s.id where s.product_id = page.id
    ) c
    order by page.sorted_by ${direction}, page.id ${direction}
  `.execute(ctx.db);
  return toPage(rows, limit, (row) => [cursorValue(row.sortedBy), row.id], present);
}

const IN_STOCK = sql`exists (select 1 from catalog.sku s join catalog.stock k on k.sku_id = s.id
  where s.product_id = p.id and not s.retired and ${TO_BE_HAD})`;

async function filters(ctx: Ctx, query: ShopQuery, promoted: PromotedGoods): Promise<RawBuilder<unknown>> {
  const parts: RawBuilder<unknown>[] = [];
  if (query.priceFrom !== undefined) parts.push(sql`and p.sells_from >= ${query.priceFrom}::int`);
  if (query.priceTo !== undefined) parts.push(sql`and p.sells_from <= ${query.priceTo}::int`);
  if (query.inStock) parts.push(sql`and ${IN_STOCK}`);
  if (query.promoted) parts.push(sql`and ${among(await promoted(ctx))}`);
  if (query.tag) parts.push(sql`and p.tags @> array[${query.tag}::text]`);
  if (query.ids !== undefined) parts.push(sql`and p.id = any(${query.ids.split(',')}::text[])`);
  if (query.categoryId) {
    parts.push(
      sql`and p.category_id = any(array(select id from catalog.category where path @> array[${query.categoryId}::text]))`,
    );
  }
  return sql.join(parts, sql` `);
}

function cursorValue(value: number | Date): string | number {
  return value instanceof Date ? value.toISOString() : Number(value);
}

function present({ sortedBy, ...card }: Card & { sortedBy: number | Date }): Card {
  return card;
}
