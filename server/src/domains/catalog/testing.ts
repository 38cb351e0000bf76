import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { createCategory } from './category.ts';
import { saveProduct } from './save-product.ts';
import type { OptionInput, SkuInput } from './sku-matrix.ts';

type ProductFacts = {
  readonly name?: string;
  readonly subtitle?: string;
  readonly categoryId?: string;
  /** Fen, of the only SKU; `skus` describes several. */
  readonly price?: number;
  readonly memberPrice?: number;
  readonly stock?: number;
  readonly options?: readonly OptionInput[];
  readonly skus?: readonly SkuInput[];
  readonly limitPerOrder?: number;
  readonly limitPerMember?: number;
  readonly limitDays?: number;
  readonly freightTemplateId?: string;
  readonly pickup?: boolean;
  readonly saleFrom?: string;
  readonly saleUntil?: string;
  readonly tags?: readonly string[];
  readonly sort?: number;
  readonly status?: 'draft' | 'on_sale' | 'off_sale';
};

/** A product on sale, with one SKU of 100 units at ¥10 unless told otherwise, in a category of its own. */
export async function createProduct(
  ctx: Ctx,
  facts: ProductFacts = {},
): Promise<{ id: string; categoryId: string; skuId: string; skuIds: string[] }> {
  const name = facts.name ?? `商品${number()}`;
  const categoryId = facts.categoryId ?? (await createCategory(ctx, { name: number() })).id;
  const { price = 1000, memberPrice, stock = 100, skus, ...rest } = facts;
  const id = await saveProduct(ctx, {
    status: 'on_sale',
    images: ['/files/picture.webp'],
    ...rest,
    name,
    categoryId,
    skus: skus ?? [{ values: [], price, memberPrice, onHand: stock }],
  });
  const { rows } = await sql<{ id: string }>`
    select id from catalog.sku where product_id = ${id} order by position
  `.execute(ctx.db);
  const skuIds = rows.map((row) => row.id);
  return { id, categoryId, skuId: skuIds[0] ?? '', skuIds };
}

/** A name that is no other's and that no search of a test finds by chance, as letters would be. */
function number(): string {
  return `9${String(randomInt(1e11)).padStart(11, '0')}`;
}

/** What the stock book says of a SKU, and what its ledger adds up to. */
export async function stockOf(ctx: Ctx, skuId: string) {
  const { rows } = await sql<{ onHand: number; reserved: number; sold: number; ledger: number }>`
    select k.on_hand, k.reserved, k.sold,
      (select coalesce(sum(change), 0)::int from catalog.stock_ledger l where l.sku_id = k.sku_id and l.store_id is null) as ledger
    from catalog.stock k where k.sku_id = ${skuId}
  `.execute(ctx.db);
  return rows[0] ?? { onHand: -1, reserved: -1, sold: -1, ledger: -1 };
}

/** What a store has of its own of a SKU, and what its ledger adds up to. */
export async function storeStockOf(ctx: Ctx, storeId: string, skuId: string) {
  const { rows } = await sql<{ onHand: number; reserved: number; ledger: number }>`
    select k.on_hand, k.reserved, (select coalesce(sum(change), 0)::int from catalog.stock_ledger l
      where l.sku_id = k.sku_id and l.store_id = k.store_id) as ledger
    from catalog.store_stock k where k.sku_id = ${skuId} and k.store_id = ${storeId}
  `.execute(ctx.db);
  return rows[0] ?? null;
}
