import type { DomainError } from '../../../platform/errors.ts';
import type { SkuFacts } from '../../catalog/index.ts';
import { orderErrors } from '../errors.ts';
import type { Wanted } from '../price.ts';

/** What is given for nothing; `asks`: rather than do without it, she is told first. */
export type WantedGift = Wanted & { readonly asks: boolean };
type Asked = {
  readonly lines: readonly Wanted[];
  readonly gifts: readonly WantedGift[];
  readonly skus: ReadonlyMap<string, SkuFacts>;
};
/** Why an order is not served, or null; and how many of each of its gifts it gets. */
type Verdict = { readonly error: DomainError | null; readonly gifts: readonly number[] };

/**
 * Who gets what of the stock, in the order in which the orders came: an order gets all it asks for or nothing, and of what
 * is given with it as many as are left then. One verdict an order. Pure.
 */
export function decideStock(orders: readonly Asked[], available: ReadonlyMap<string, number>): Verdict[] {
  const left = new Map(available);
  return orders.map(({ lines, gifts, skus }) => {
    const missing = lines.find((line) => (left.get(line.skuId) ?? 0) < line.quantity);
    if (missing) return { error: shortage(missing.skuId, left.get(missing.skuId) ?? 0, skus), gifts: [] };
    const after = new Map<string, number>();
    const leftOf = (skuId: string) => after.get(skuId) ?? left.get(skuId) ?? 0;
    for (const line of lines) after.set(line.skuId, leftOf(line.skuId) - line.quantity);
    const given = gifts.map(({ skuId, quantity }) => {
      const some = Math.max(0, Math.min(quantity, leftOf(skuId)));
      after.set(skuId, leftOf(skuId) - some);
      return some;
    });
    const awaited = gifts.find(({ asks, quantity }, at) => asks && (given[at] ?? 0) < quantity);
    if (awaited) return { error: giftGone(awaited.skuId, skus), gifts: [] };
    for (const [skuId, units] of after) left.set(skuId, units);
    return { error: null, gifts: given };
  });
}

function shortage(skuId: string, available: number, skus: ReadonlyMap<string, SkuFacts>): DomainError {
  const name = skus.get(skuId)?.name ?? '商品';
  return available > 0
    ? orderErrors.error('short', { skuId, name, available })
    : orderErrors.error('sold_out', { skuId, name });
}

export function giftGone(skuId: string, skus: ReadonlyMap<string, SkuFacts>): DomainError {
  return orderErrors.error('gift_gone', { skuId, name: skus.get(skuId)?.name ?? '赠品' });
}

type Taken = { readonly lines: readonly Wanted[]; readonly gifts: readonly Wanted[] };

/** How many units of each SKU these orders take together. */
export function unitsOf(orders: readonly Taken[]): { skuId: string; quantity: number }[] {
  const units = new Map<string, number>();
  for (const { lines, gifts } of orders)
    for (const some of [lines, gifts])
      for (const { skuId, quantity } of some) units.set(skuId, (units.get(skuId) ?? 0) + quantity);
  return [...units].map(([skuId, quantity]) => ({ skuId, quantity }));
}
