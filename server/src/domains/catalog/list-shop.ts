import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { distance, found } from './search.ts';

type Sort = 'default' | 'sold' | 'price_asc' | 'price_desc' | 'new';
type ShopQuery = {
  readonly q?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly tag?: string | undefined;
  readonly ids?: string | undefined;
  readonly sort?: Sort | undefined;
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

/** Units sold live with the stock, not with the product: a sale must not rewrite the product and its search index. */
const SOLD = sql`(select coalesce(sum(k.sold), 0)::int from catalog.sku s join catalog.stock k on k.sku_id = s.id where s.product_id = p.id)`;

type By = { readonly by: RawBuilder<unknown>; readonly kind: 'int' | 'bigint' | 'instant'; readonly down: boolean };

const sorts: Readonly<Record<Sort, By>> = {
  default: { by: sql`p.sort`, kind: 'int', down: false },
  sold: { by: SOLD, kind: 'int', down: true },
  price_asc: { by: sql`p.price_from`, kind: 'int', down: false },
  price_desc: { by: sql`p.price_from`, kind: 'int', down: true },
  new: { by: sql`p.created_at`, kind: 'instant', down: true },
};

/** What is searched for comes closest first; of what is as close, as the shop sorts it. One number, for the cursor. */
function byDistance(q: string): By {
  const by = sql`(${distance(q)}::bigint * 10000 + least(greatest(p.sort, -4999), 4999))`;
  return { by, kind: 'bigint', down: false };
}

const types = { int: sql`int`, bigint: sql`bigint`, instant: sql`timestamptz` } as const;

/** Products on sale as cards, with price and stock in the same single statement: first the page, then its SKUs. */
export async function listShopProducts(ctx: Ctx, query: ShopQuery) {
  const { by, kind, down } =
    query.q && (query.sort ?? 'default') === 'default' ? byDistance(query.q) : sorts[query.sort ?? 'default'];
  const limit = query.limit ?? 20;
  const direction = sql.raw(down ? 'desc' : 'asc');
  const after = decodeCursor(query.cursor, [kind, 'text']);
  const place = after
    ? sql`and (${by}, p.id) ${sql.raw(down ? '<' : '>')} (${after[0]}::${types[kind]}, ${after[1]})`
    : sql``;
  const { rows } = await sql<Card & { sortedBy: number | Date }>`
    select page.*, c.price, c.member_price, c.list_price, c.sold, c.sold_out, c.sku_id
    from (
      select p.id, p.name, p.subtitle, p.images[1] as image, p.category_id, p.tags, ${by} as sorted_by
      from catalog.product p
      where p.status = 'on_sale' ${conditions(query)} ${place}
      order by ${by} ${direction}, p.id ${direction}
      limit ${limit + 1}
    ) page
    cross join lateral (
      select (array_agg(s.price order by s.price, s.position) filter (where not s.retired))[1] as price,
        (array_agg(s.member_price order by s.price, s.position) filter (where not s.retired))[1] as member_price,
        (array_agg(s.list_price order by s.price, s.position) filter (where not s.retired))[1] as list_price,
        coalesce(sum(k.sold), 0)::int as sold,
        not coalesce(bool_or(k.on_hand > k.reserved and not s.retired), false) as sold_out,
        case when count(*) filter (where not s.retired) = 1 then min(s.id) filter (where not s.retired) end as sku_id
      from catalog.sku s join catalog.stock k on k.sku_id = s.id where s.product_id = page.id
    ) c
    order by page.sorted_by ${direction}, page.id ${direction}
  `.execute(ctx.db);
  return toPage(rows, limit, (row) => [cursorValue(row.sortedBy), row.id], present);
}

function conditions(query: ShopQuery): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [];
  if (query.q) parts.push(sql`and ${found(query.q)}`);
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
