import type { ScopedProduct } from './offer.ts';

/** One line of a cart as the catalogue knows it; prices in fen a unit. `lineId` is unique in the cart. */
export type QuoteLine = ScopedProduct & {
  readonly lineId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly listPrice: number;
  /** null when the SKU has no member price. */
  readonly memberPrice: number | null;
};

/** A line after the unit-price layer. */
export type PricedLine = {
  readonly line: QuoteLine;
  readonly unitPrice: number;
  readonly listAmount: number;
  readonly unitAmount: number;
};

/**
 * The first layer: of all prices that a unit could have the lowest counts, they never add up ("take the better, never
 * both"). Lines come back in id order, so that nothing later depends on the order in which the cart was sent.
 */
export function priceUnits(
  lines: readonly QuoteLine[],
  member: { readonly memberPrice: boolean } | null,
): PricedLine[] {
  return [...lines].sort(byLineId).map((line) => {
    assertWhole(line);
    const memberPrice = member?.memberPrice ? (line.memberPrice ?? line.listPrice) : line.listPrice;
    const unitPrice = Math.min(line.listPrice, memberPrice);
    const { quantity, listPrice } = line;
    return { line, unitPrice, listAmount: listPrice * quantity, unitAmount: unitPrice * quantity };
  });
}

function byLineId(a: QuoteLine, b: QuoteLine): number {
  return a.lineId < b.lineId ? -1 : 1;
}

function assertWhole(line: QuoteLine): void {
  const prices = [line.listPrice, line.memberPrice ?? 0];
  if (!Number.isInteger(line.quantity) || line.quantity <= 0) {
    throw new RangeError(`line ${line.lineId}: quantity ${line.quantity} is no positive whole number`);
  }
  if (prices.some((price) => !Number.isSafeInteger(price * line.quantity) || price < 0)) {
    throw new RangeError(`line ${line.lineId}: a price is no whole fen ≥ 0`);
  }
}
