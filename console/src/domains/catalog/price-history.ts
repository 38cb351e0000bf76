import type { Answer } from '../../ground/api.ts';

export type PriceChange = Answer<'GET /api/admin/products/:id/prices'>['items'][number];

export type PriceLine = { readonly skuId: string; readonly name: string; readonly values: readonly (number | null)[] };

/**
 * What each SKU cost on each of these days (its end counts), from the changes, newest first: the lowest of price and member
 * price. Nothing before its first.
 */
export function pricesByDay(
  changes: readonly PriceChange[],
  days: readonly string[],
  dayOf: (instant: string) => string,
): readonly PriceLine[] {
  const skus = [...new Map(changes.map((one) => [one.skuId, one])).values()].filter(({ retired }) => !retired);
  return skus.map(({ skuId, code, values }) => {
    const hers = changes.filter((one) => one.skuId === skuId).map((one) => ({ ...one, day: dayOf(one.at) }));
    return {
      skuId,
      name: values.join(' ') || code,
      values: days.map((day) => {
        const last = hers.find((one) => one.day <= day);
        return last === undefined ? null : (last.memberPrice ?? last.price);
      }),
    };
  });
}
