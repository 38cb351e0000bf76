import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** What a cart, a quote and an order need to know of a SKU. Prices in fen. */
export type SkuFacts = {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly image: string | null;
  readonly categoryId: string;
  /** Its category and all above it. */
  readonly categoryIds: readonly string[];
  readonly price: number;
  readonly memberPrice: number | null;
  readonly limitPerOrder: number | null;
  /** Of the product a member, within so many days; no days: ever. */
  readonly limitPerMember: number | null;
  readonly limitDays: number | null;
  /** What it is sent by; null: the shop's own terms. `weight`: grams of a piece. */
  readonly freightTemplateId: string | null;
  readonly weight: number | null;
  /** It may be collected at a store. */
  readonly pickup: boolean;
  /** On offer: the product is on sale and the SKU not taken out of it. */
  readonly onSale: boolean;
  readonly available: number;
};

/** SKUs by id, retired ones too; an unknown id is absent. One statement for any number. */
export async function findSkus(ctx: Ctx, ids: readonly string[]): Promise<Map<string, SkuFacts>> {
  const { rows } = await sql<SkuFacts>`${FACTS} where s.id = any(${[...new Set(ids)]}::text[])`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The SKUs of these products that are on offer, the cheapest of each first; a product without any is absent. */
export async function findProductSkus(
  ctx: Ctx,
  productIds: readonly string[],
): Promise<Map<string, readonly SkuFacts[]>> {
  const { rows } = await sql<SkuFacts>`
    ${FACTS} where s.product_id = any(${[...new Set(productIds)]}::text[]) and p.status = 'on_sale' and not s.retired
    order by s.price, s.position
  `.execute(ctx.db);
  const found = new Map<string, SkuFacts[]>();
  for (const row of rows) found.set(row.productId, [...(found.get(row.productId) ?? []), row]);
  return found;
}

const FACTS = sql`
  select s.id, s.product_id, p.name, s.option_values as values, coalesce(s.image, p.images[1]) as image,
    p.category_id, c.path as category_ids, s.price, s.member_price, p.limit_per_order, p.limit_per_member,
    p.limit_days, p.freight_template_id, s.weight, p.pickup,
    p.status = 'on_sale' and not s.retired as on_sale, k.on_hand - k.reserved as available
  from catalog.sku s
  join catalog.product p on p.id = s.product_id
  join catalog.category c on c.id = p.category_id
  join catalog.stock k on k.sku_id = s.id`;
