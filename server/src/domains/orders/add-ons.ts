import { bothOf } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { findSkus } from '../catalog/index.ts';
import type { OrderPorts } from './ports.ts';
import { type Buyer, priceAll, type Wanted } from './price.ts';

/** What these goods let her add for little, asked of the checkout engine: what is in stock and cheaper so, the most saved first. */
export async function listAddOns(ctx: Ctx, ports: OrderPorts, buyer: Buyer, lines: readonly Wanted[]) {
  const [answer] = await priceAll(ctx, ports.offerSources, [{ ...buyer, lines }]);
  const extras = answer?.ok ? answer.quote.extras : [];
  if (extras.length === 0) return [];
  const skus = await findSkus(
    ctx,
    extras.map(({ skuId }) => skuId),
  );
  const items = extras.flatMap(({ offerId, label, skuId, price }) => {
    const sku = skus.get(skuId);
    const otherwise = Math.min(sku?.price ?? 0, sku?.memberPrice ?? Number.POSITIVE_INFINITY);
    if (!sku?.onSale || Math.max(sku.available, sku.atStores) <= 0 || price >= otherwise) return [];
    const { productId, name, values, image } = sku;
    return [{ offerId, label: bothOf(label), skuId, productId, name, values: [...values], image, price, otherwise }];
  });
  return items.toSorted((a, b) => b.otherwise - b.price - (a.otherwise - a.price));
}
