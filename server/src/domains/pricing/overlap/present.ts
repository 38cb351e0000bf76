import type { shelf } from '../../catalog/index.ts';
import type { QuoteLine } from '../unit-price.ts';
import type { Deepest } from './deepest.ts';

export type Sku = Awaited<ReturnType<typeof shelf.onSale>>[number];

/** More of one thing nobody is looked at for: thresholds are reached long before, or never. */
const MOST_PIECES = 200;

export function mostOf({ limitPerOrder }: Sku): number {
  return Math.min(limitPerOrder ?? MOST_PIECES, MOST_PIECES);
}

export function asLine({ id, productId, categoryIds, price, memberPrice }: Sku): QuoteLine {
  return { lineId: id, skuId: id, productId, categoryIds, quantity: 1, listPrice: price, memberPrice };
}

export function presentSku({ id, productId, name, values, image, price, costPrice }: Sku) {
  return { skuId: id, productId, name, values: [...values], image, price, cost: costPrice };
}

/** Of a piece, rounded down. */
export function presentDeepest({ goods, quantity, at, used }: Deepest, price: number, from: Date) {
  return {
    fen: Math.floor(goods / quantity),
    quantity,
    percentOff: Math.round(1000 - (goods * 1000) / (price * quantity)) / 10,
    at: (at ?? from).toISOString(),
    used: [...used],
  };
}
