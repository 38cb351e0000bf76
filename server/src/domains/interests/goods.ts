import type { Ctx } from '../../platform/ctx.ts';
import { findProductSkus, findProducts, type SkuFacts, sellsFor } from '../catalog/index.ts';
import { interestErrors } from './errors.ts';

/** A product as these lists show it. `price`: what it sells for now, in fen. */
export type Goods = {
  readonly productId: string;
  readonly name: string;
  readonly image: string | null;
  readonly price: number;
  readonly state: 'ok' | 'sold_out' | 'off_sale';
};

/** Products as they stand now, by id; three statements for any number. What was taken out of the catalogue, or is a draft, is absent. */
export async function goodsOf(ctx: Ctx, productIds: readonly string[]): Promise<ReadonlyMap<string, Goods>> {
  const [products, skus] = await Promise.all([findProducts(ctx, productIds), findProductSkus(ctx, productIds)]);
  return new Map(
    [...products.values()]
      .filter(({ status }) => status !== 'draft')
      .map(({ id, name, image, price }) => {
        const offered = skus.get(id) ?? [];
        const lowest = lowestOf(offered);
        const state = offered.length === 0 ? 'off_sale' : offered.some(isInStock) ? 'ok' : 'sold_out';
        return [id, { productId: id, name, image, price: lowest ? sellsFor(lowest) : price, state }];
      }),
  );
}

export async function mustShow(ctx: Ctx, productId: string): Promise<Goods> {
  const goods = (await goodsOf(ctx, [productId])).get(productId);
  if (!goods) throw interestErrors.error('not_found');
  return goods;
}

export function lowestOf(skus: readonly SkuFacts[]): SkuFacts | undefined {
  return [...skus].sort((a, b) => sellsFor(a) - sellsFor(b))[0];
}

export function isInStock({ available, atStores }: Pick<SkuFacts, 'available' | 'atStores'>): boolean {
  return Math.max(available, atStores) > 0;
}
