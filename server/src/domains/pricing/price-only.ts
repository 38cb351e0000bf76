import type { Offer } from './offer.ts';
import { scopeIndex } from './scope-index.ts';
import { type CartQuestion, solve } from './solve.ts';
import type { QuoteLine, UnitPrice } from './unit-price.ts';

/** Goods by themselves: what each costs in fen, by which offers, and which offers are for it at all. */
export type EachPrice = {
  readonly goods: number;
  readonly used: readonly Offer[];
  readonly met: readonly Offer[];
};

/** What things cost by the engine of `quote`, without the lines, the reasons and the texts that tell it. */
export const priceOnly = { each: priceEach, payable: payableOf };

/** What a cart comes to, in fen: `totals.payable` of its quote. */
function payableOf(cart: CartQuestion): number {
  return solve(cart).totals.payable;
}

/**
 * What each of these lines costs in a cart of its own, sending it aside: what `quote` says, for lists of many goods.
 * `met` keeps the order in which offers were given.
 */
function priceEach({ lines, offers, prices, now }: Omit<CartQuestion, 'shipping' | 'chosen'>): EachPrice[] {
  return meetings(lines, offers, prices).map(({ line, offers: met, prices: own }) => {
    const cart = { lines: [line], offers: met.filter(isOfGoods), prices: own, shipping: null, now };
    const { totals, used } = solve(cart, onlyLine);
    return { goods: totals.goods, used: used.map(({ candidate }) => candidate.offer), met };
  });
}

/** Every offer that a line has met is for it. */
const only: readonly number[] = [0];
export const onlyLine = () => only;

/** What is off the shipping fee is no price of goods, and what is given with them is other goods. */
export function isOfGoods({ layer }: Offer): boolean {
  return layer !== 'shipping' && layer !== 'gift';
}

/** A line of goods with every offer and price that is for it. */
export type Met = {
  readonly line: QuoteLine;
  readonly offers: readonly Offer[];
  readonly prices: readonly UnitPrice[];
};

/** Of each line what of these is for it, found by what the goods are and not by asking each offer. */
export function meetings(
  lines: readonly QuoteLine[],
  offers: readonly Offer[],
  prices: readonly UnitPrice[],
): readonly Met[] {
  const linesIn = scopeIndex(lines);
  const offersOf = lines.map((): Offer[] => []);
  for (const offer of offers) for (const at of linesIn(offer.scope)) offersOf[at]?.push(offer);
  const pricesOf = new Map<string, UnitPrice[]>();
  for (const price of prices) {
    const others = pricesOf.get(price.skuId);
    if (others) others.push(price);
    else pricesOf.set(price.skuId, [price]);
  }
  return lines.map((line, at) => ({ line, offers: offersOf[at] ?? [], prices: pricesOf.get(line.skuId) ?? [] }));
}
