import type { DomainError } from '../../../platform/errors.ts';
import { type SkuFacts, stock } from '../../catalog/index.ts';
import { orderErrors } from '../errors.ts';
import { isOnlyAtStores, type Wanted } from '../price.ts';

/** What is given for nothing; `asks`: rather than do without it, she is told first. */
export type WantedGift = Wanted & { readonly asks: boolean };
type Asked = {
  readonly lines: readonly Wanted[];
  readonly gifts: readonly WantedGift[];
  readonly skus: ReadonlyMap<string, SkuFacts>;
  /** Out of whose stock; absent: the shop's. */
  readonly stockStore?: StockStore | null;
};
/** A store that keeps its own stock. */
export type StockStore = { readonly id: string; readonly name: string };
/** Why an order is not served, or null; and how many of each of its gifts it gets. */
type Verdict = { readonly error: DomainError | null; readonly gifts: readonly number[] };

/**
 * Who gets what of the stock, in the order in which the orders came: an order gets all it asks for or nothing, and of what
 * is given with it as many as are left then. `available`: by `stock.key`. One verdict an order. Pure.
 */
export function decideStock(orders: readonly Asked[], available: ReadonlyMap<string, number>): Verdict[] {
  const left = new Map(available);
  return orders.map(({ lines, gifts, skus, stockStore = null }) => {
    const shelf = (skuId: string) => stock.key({ skuId, storeId: stockStore?.id ?? null });
    const missing = lines.find((line) => (left.get(shelf(line.skuId)) ?? 0) < line.quantity);
    if (missing) {
      const error = shortage(missing, left.get(shelf(missing.skuId)) ?? 0, skus, stockStore);
      return { error, gifts: [] };
    }
    const after = new Map<string, number>();
    const leftOf = (skuId: string) => after.get(shelf(skuId)) ?? left.get(shelf(skuId)) ?? 0;
    for (const line of lines) after.set(shelf(line.skuId), leftOf(line.skuId) - line.quantity);
    const given = gifts.map(({ skuId, quantity }) => {
      const some = Math.max(0, Math.min(quantity, leftOf(skuId)));
      after.set(shelf(skuId), leftOf(skuId) - some);
      return some;
    });
    const awaited = gifts.find(({ asks, quantity }, at) => asks && (given[at] ?? 0) < quantity);
    if (awaited) return { error: giftGone(awaited.skuId, skus), gifts: [] };
    for (const [key, units] of after) left.set(key, units);
    return { error: null, gifts: given };
  });
}

function shortage(
  { skuId, quantity }: Wanted,
  available: number,
  skus: ReadonlyMap<string, SkuFacts>,
  stockStore: StockStore | null,
): DomainError {
  const name = skus.get(skuId)?.name ?? '商品';
  if (stockStore !== null) {
    const store = stockStore.name;
    return available > 0
      ? orderErrors.error('short_at_store', { skuId, name, store, available })
      : orderErrors.error('sold_out_at_store', { skuId, name, store });
  }
  if (isOnlyAtStores({ skuId, quantity }, skus)) return orderErrors.error('only_at_stores', { skuId, name });
  return available > 0
    ? orderErrors.error('short', { skuId, name, available })
    : orderErrors.error('sold_out', { skuId, name });
}

export function giftGone(skuId: string, skus: ReadonlyMap<string, SkuFacts>): DomainError {
  return orderErrors.error('gift_gone', { skuId, name: skus.get(skuId)?.name ?? '赠品' });
}

type Taken = Pick<Asked, 'stockStore'> & { readonly lines: readonly Wanted[]; readonly gifts: readonly Wanted[] };

/** How many units of each shelf these orders take together. */
export function unitsOf(orders: readonly Taken[]): { skuId: string; storeId: string | null; quantity: number }[] {
  const units = new Map<string, { skuId: string; storeId: string | null; quantity: number }>();
  for (const { lines, gifts, stockStore } of orders)
    for (const { skuId, quantity } of [...lines, ...gifts]) {
      const shelf = { skuId, storeId: stockStore?.id ?? null };
      const before = units.get(stock.key(shelf))?.quantity ?? 0;
      units.set(stock.key(shelf), { ...shelf, quantity: before + quantity });
    }
  return [...units.values()];
}
