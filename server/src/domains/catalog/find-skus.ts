import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { someKeys } from '../../platform/db.ts';
import { buyable } from './sale.ts';
import { MOST_AT_A_STORE } from './store-stock/at-stores.ts';

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
  /** On offer: the product may be bought now and the SKU is not taken out of it. */
  readonly onSale: boolean;
  /** It is not on offer yet: from when on it is. */
  readonly opensAt: Date | null;
  /** Of the shop's stock. */
  readonly available: number;
  /** The most that one store has of its own, where it can be collected. */
  readonly atStores: number;
};

/** What a member pays for a piece before any offer: the shop shows this price. Fen. */
export function sellsFor({ price, memberPrice }: Pick<SkuFacts, 'price' | 'memberPrice'>): number {
  return Math.min(price, memberPrice ?? price);
}

/** SKUs by id, retired ones too; an unknown id is absent. One statement for any number. */
export async function findSkus(ctx: Ctx, ids: readonly string[]): Promise<Map<string, SkuFacts>> {
  const { rows } = await sql<SkuFacts>`${factsAt(ctx)} where s.id = any(${someKeys('text', ids)})`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The SKUs of these products that are on offer, the cheapest of each first; a product without any is absent. */
export async function findProductSkus(
  ctx: Ctx,
  productIds: readonly string[],
): Promise<Map<string, readonly SkuFacts[]>> {
  const { rows } = await sql<SkuFacts>`
    ${factsAt(ctx)} where s.product_id = any(${someKeys('text', productIds)}) and ${buyable(ctx)} and not s.retired
    order by s.price, s.position
  `.execute(ctx.db);
  const found = new Map<string, SkuFacts[]>();
  for (const row of rows) found.set(row.productId, [...(found.get(row.productId) ?? []), row]);
  return found;
}

const factsAt = (ctx: Ctx) => sql`
  select s.id, s.product_id, p.name, s.option_values as values, coalesce(s.image, p.images[1]) as image,
    p.category_id, c.path as category_ids, s.price, s.member_price, p.limit_per_order, p.limit_per_member,
    p.limit_days, p.freight_template_id, s.weight, p.pickup,
    ${buyable(ctx)} and not s.retired as on_sale,
    case when p.status = 'on_sale' and not s.retired and p.sale_from > ${ctx.now()}::timestamptz then p.sale_from end as opens_at, k.on_hand - k.reserved as available,
    ${MOST_AT_A_STORE} as at_stores
  from catalog.sku s
  join catalog.product p on p.id = s.product_id
  join catalog.category c on c.id = p.category_id
  join catalog.stock k on k.sku_id = s.id`;
