import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { findSkus } from '../catalog/index.ts';

const MOST = 200;

/**
 * SKUs that members wait for, the most wanted first, with what there is of each and how many keep its product. Read from the open requests
 * alone, which an index holds; no more of them than somebody reads.
 */
export async function listWanted(ctx: Ctx) {
  const open = sql`select sku_id from interests.stock_request where told_at is null group by sku_id`;
  const [{ rows }, counted] = await Promise.all([
    sql<{ skuId: string; waiting: number; since: Date }>`
      select sku_id, count(*)::int as waiting, min(asked_at) as since from interests.stock_request
      where told_at is null group by sku_id order by waiting desc, sku_id limit ${MOST}
    `.execute(ctx.db),
    countUpTo(ctx, MOST, open),
  ]);
  const skus = await findSkus(
    ctx,
    rows.map(({ skuId }) => skuId),
  );
  const kept = await countKept(
    ctx,
    [...skus.values()].map(({ productId }) => productId),
  );
  const items = rows.flatMap(({ skuId, waiting, since }) => {
    const sku = skus.get(skuId);
    if (!sku) return [];
    const { productId, name: productName, values, available, atStores } = sku;
    return [
      {
        skuId,
        productId,
        productName,
        values: [...values],
        available: Math.max(available, atStores),
        waiting,
        kept: kept.get(productId) ?? 0,
        since: since.toISOString(),
      },
    ];
  });
  return { items, nextCursor: null, ...counted };
}

async function countKept(ctx: Ctx, productIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ productId: string; count: number }>`
    select product_id, count(*)::int as count from interests.favourite
    where product_id = any(${[...new Set(productIds)]}::text[]) group by product_id
  `.execute(ctx.db);
  return new Map(rows.map(({ productId, count }) => [productId, count]));
}

/** Who waits for a SKU, by number. */
export async function waitingFor(ctx: Ctx, skuId: string): Promise<number[]> {
  const { rows } = await sql<{ personNo: number }>`
    select person_no from interests.stock_request where sku_id = ${skuId} and told_at is null
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}

/** Who keeps a product, by number. */
export async function keeping(ctx: Ctx, productId: string): Promise<number[]> {
  const { rows } = await sql<{ personNo: number }>`
    select person_no from interests.favourite where product_id = ${productId}
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}
