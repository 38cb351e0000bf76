import type { Said, Words } from '@huoshui/contracts/words';
import type { Funder, ScopedProduct } from './offer.ts';

/** One line of a cart as the catalogue knows it; prices in fen a piece. `lineId` is unique in the cart. */
export type QuoteLine = ScopedProduct & {
  readonly lineId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly listPrice: number;
  /** null when the SKU has no member price. */
  readonly memberPrice: number | null;
};

/** A price that a source offers for each piece of one SKU: the member price, a price of an activity. */
export type UnitPrice = {
  readonly source: string;
  readonly offerId: string;
  readonly skuId: string;
  /** Fen a piece. */
  readonly price: number;
  /** How many pieces of one cart may have it; null is no limit. */
  readonly most: number | null;
  readonly label: Said;
  readonly badge: Words;
  /** The kind of the rule that sets it; absent: the source's name says what it is. */
  readonly kind?: string;
  /** Absent: the shop. */
  readonly funder?: Funder;
};

/** Some pieces of a line at one price; `by` is null at the list price. */
export type PricedPieces = { readonly count: number; readonly unitPrice: number; readonly by: UnitPrice | null };

/** A line after the unit-price layer; its pieces dearest first. */
export type PricedLine = {
  readonly line: QuoteLine;
  readonly pieces: readonly PricedPieces[];
  readonly listAmount: number;
  readonly unitAmount: number;
};

/**
 * The first layer: of all prices that a piece could have the lowest counts, they never add up ("take the better, never
 * both"); of equal ones the lowest id. Lines come back in id order, so that nothing later depends on the order in which
 * the cart was sent.
 */
export function priceUnits(lines: readonly QuoteLine[], prices: readonly UnitPrice[]): PricedLine[] {
  const offered = bySku(prices);
  const used = new Map<UnitPrice, number>();
  return [...lines].sort(byLineId).map((line) => {
    assertWhole(line);
    const { quantity, listPrice } = line;
    const pieces: PricedPieces[] = [];
    let left = quantity;
    for (const by of offered.get(line.skuId) ?? []) {
      assertPrice(by.price, quantity, line.lineId);
      if (left === 0 || by.price >= listPrice) break;
      const count = by.most === null ? left : Math.min(left, by.most - (used.get(by) ?? 0));
      if (count <= 0) continue;
      if (by.most !== null) used.set(by, (used.get(by) ?? 0) + count);
      pieces.push({ count, unitPrice: by.price, by });
      left -= count;
    }
    if (left > 0) pieces.push({ count: left, unitPrice: listPrice, by: null });
    pieces.reverse();
    const unitAmount = pieces.reduce((sum, { count, unitPrice }) => sum + count * unitPrice, 0);
    return { line, pieces, listAmount: listPrice * quantity, unitAmount };
  });
}

/** Each SKU's prices, cheapest first. */
function bySku(prices: readonly UnitPrice[]): Map<string, UnitPrice[]> {
  const found = new Map<string, UnitPrice[]>();
  for (const price of prices) {
    const others = found.get(price.skuId);
    if (others) others.push(price);
    else found.set(price.skuId, [price]);
  }
  for (const some of found.values())
    if (some.length > 1) some.sort((a, b) => a.price - b.price || (a.offerId < b.offerId ? -1 : 1));
  return found;
}

export function byLineId(a: QuoteLine, b: QuoteLine): number {
  return a.lineId < b.lineId ? -1 : 1;
}

function assertWhole({ lineId, quantity, listPrice }: QuoteLine): void {
  if (!Number.isInteger(quantity) || quantity <= 0) {
    throw new RangeError(`line ${lineId}: quantity ${quantity} is no positive whole number`);
  }
  assertPrice(listPrice, quantity, lineId);
}

function assertPrice(price: number, quantity: number, lineId: string): void {
  if (!Number.isSafeInteger(price * quantity) || price < 0) {
    throw new RangeError(`line ${lineId}: a price is no whole fen ≥ 0`);
  }
}
