import type { DomainError } from '../../../platform/errors.ts';
import type { SkuFacts } from '../../catalog/index.ts';
import { orderErrors } from '../errors.ts';
import type { Wanted } from '../price.ts';

type Asked = { readonly lines: readonly Wanted[]; readonly skus: ReadonlyMap<string, SkuFacts> };

/**
 * Who gets what of the stock, in the order in which the orders came: an order gets all it asks for or nothing. One
 * verdict an order: null when it is served, otherwise why not. Pure.
 */
export function decideStock(orders: readonly Asked[], available: ReadonlyMap<string, number>): (DomainError | null)[] {
  const left = new Map(available);
  return orders.map(({ lines, skus }) => {
    const missing = lines.find((line) => (left.get(line.skuId) ?? 0) < line.quantity);
    if (missing) return shortage(missing.skuId, left.get(missing.skuId) ?? 0, skus);
    for (const line of lines) left.set(line.skuId, (left.get(line.skuId) ?? 0) - line.quantity);
    return null;
  });
}

function shortage(skuId: string, available: number, skus: ReadonlyMap<string, SkuFacts>): DomainError {
  const name = skus.get(skuId)?.name ?? '商品';
  return available > 0
    ? orderErrors.error('short', { skuId, name, available })
    : orderErrors.error('sold_out', { skuId, name });
}

/** How many units of each SKU these orders take together. */
export function unitsOf(
  orders: readonly { readonly lines: readonly Wanted[] }[],
): { skuId: string; quantity: number }[] {
  const units = new Map<string, number>();
  for (const { lines } of orders) {
    for (const { skuId, quantity } of lines) units.set(skuId, (units.get(skuId) ?? 0) + quantity);
  }
  return [...units].map(([skuId, quantity]) => ({ skuId, quantity }));
}
