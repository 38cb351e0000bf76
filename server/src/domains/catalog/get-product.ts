import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { catalogErrors } from './errors.ts';
import { saleOf } from './sale.ts';
import { MOST_AT_A_STORE } from './store-stock/at-stores.ts';

type SkuRow = {
  readonly id: string;
  readonly code: string;
  readonly values: string[];
  readonly price: number;
  readonly memberPrice: number | null;
  readonly listPrice: number | null;
  readonly costPrice: number | null;
  readonly image: string | null;
  readonly weight: number | null;
  readonly available: number;
  readonly atStores: number;
  readonly onHand: number;
  readonly reserved: number;
};

type ProductRow = {
  readonly id: string;
  readonly name: string;
  readonly subtitle: string;
  readonly categoryId: string;
  readonly categoryName: string;
  readonly status: 'draft' | 'on_sale' | 'off_sale';
  readonly images: string[];
  readonly video: string | null;
  readonly options: { name: string; values: string[] }[];
  readonly skus: SkuRow[];
  readonly detail: string[];
  readonly detailImages: string[];
  readonly care: string;
  readonly origin: string;
  readonly tags: string[];
  readonly limitPerOrder: number | null;
  readonly limitPerMember: number | null;
  readonly limitDays: number | null;
  readonly freightTemplateId: string | null;
  readonly pickup: boolean;
  readonly saleFrom: Date | null;
  readonly saleUntil: Date | null;
  readonly sort: number;
  readonly sold: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A product with everything an operator may see of it. */
export async function getProduct(ctx: Ctx, id: string) {
  const row = await readProduct(ctx, id);
  return {
    ...row,
    saleFrom: row.saleFrom?.toISOString() ?? null,
    saleUntil: row.saleUntil?.toISOString() ?? null,
    sale: saleOf(row, ctx.now()),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A product as a shopper sees it: no cost, no stock book, and what is to be had anywhere; a draft does not exist for her. */
export async function getShopProduct(ctx: Ctx, id: string) {
  const product = await getProduct(ctx, id);
  if (product.status === 'draft') throw catalogErrors.error('product_not_found');
  return { ...product, skus: product.skus.map(shopSku) };
}

function shopSku({ costPrice: _, onHand: __, reserved: ___, atStores, ...sku }: SkuRow) {
  return { ...sku, available: Math.max(sku.available, atStores), onlyAtStores: sku.available <= 0 && atStores > 0 };
}

async function readProduct(ctx: Ctx, id: string): Promise<ProductRow> {
  const { rows } = await sql<ProductRow>`
    select p.id, p.name, p.subtitle, p.category_id, c.name as category_name, p.status, p.images, p.video, p.options, p.detail, p.detail_images,
      p.care, p.origin, p.tags, p.limit_per_order, p.limit_per_member, p.limit_days, p.freight_template_id, p.pickup, p.sale_from, p.sale_until, p.sort, p.created_at, p.updated_at, s.skus, s.sold
    from catalog.product p
    join catalog.category c on c.id = p.category_id
    cross join lateral (
      select coalesce(sum(k.sold), 0)::int as sold, coalesce(jsonb_agg(jsonb_build_object(
        'id', s.id, 'code', s.code, 'values', s.option_values, 'price', s.price, 'memberPrice', s.member_price,
        'listPrice', s.list_price, 'costPrice', s.cost_price, 'image', s.image, 'weight', s.weight,
        'available', k.on_hand - k.reserved, 'atStores', ${MOST_AT_A_STORE}, 'onHand', k.on_hand, 'reserved', k.reserved
      ) order by s.position) filter (where not s.retired), '[]') as skus
      from catalog.sku s join catalog.stock k on k.sku_id = s.id where s.product_id = p.id
    ) s
    where p.id = ${id}
  `.execute(ctx.db);
  if (!rows[0]) throw catalogErrors.error('product_not_found');
  return rows[0];
}
