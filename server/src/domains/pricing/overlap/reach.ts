import type { Ctx } from '../../../platform/ctx.ts';
import type { Offer } from '../offer.ts';
import type { OfferSource, Reachable } from '../offer-source.ts';
import { scopeIndex } from '../scope-index.ts';
import type { QuoteLine, UnitPrice } from '../unit-price.ts';
import type { Window } from './window.ts';

/** One piece of goods with every offer and price that anybody could have it at. */
export type Met = {
  readonly line: QuoteLine;
  readonly offers: readonly Offer[];
  readonly prices: readonly UnitPrice[];
};

/** What meets on these goods in this time, asked once of every source; in the order of the lines. */
export async function readMet(
  ctx: Ctx,
  sources: readonly OfferSource[],
  lines: readonly QuoteLine[],
  window: Window,
): Promise<Met[]> {
  const reachable = await Promise.all(
    sources.map(async (source): Promise<Reachable> => source.during?.(ctx, window) ?? {}),
  );
  const offers = reachable.flatMap((one) => one.offers ?? []);
  const prices = reachable.flatMap((one) => one.prices?.(lines) ?? []);
  const linesIn = scopeIndex(lines);
  const offersOf = lines.map((): Offer[] => []);
  // What is off the shipping fee is no price of goods, and what is given with them is other goods.
  for (const offer of offers)
    if (offer.layer !== 'shipping' && offer.layer !== 'gift')
      for (const at of linesIn(offer.scope)) offersOf[at]?.push(offer);
  const pricesOf = new Map<string, UnitPrice[]>();
  for (const price of prices) {
    const others = pricesOf.get(price.skuId);
    if (others) others.push(price);
    else pricesOf.set(price.skuId, [price]);
  }
  return lines.map((line, at) => ({ line, offers: offersOf[at] ?? [], prices: pricesOf.get(line.skuId) ?? [] }));
}
