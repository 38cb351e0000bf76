import type { Ctx } from '../../../platform/ctx.ts';
import type { OfferSource, Reachable } from '../offer-source.ts';
import { isOfGoods, type Met, meetings } from '../price-only.ts';
import type { QuoteLine } from '../unit-price.ts';
import type { Window } from './window.ts';

/** What anybody could have these goods at in this time, asked once of every source; in the order of the lines. */
export async function readMet(
  ctx: Ctx,
  sources: readonly OfferSource[],
  lines: readonly QuoteLine[],
  window: Window,
): Promise<readonly Met[]> {
  const reachable = await Promise.all(
    sources.map(async (source): Promise<Reachable> => source.during?.(ctx, window) ?? {}),
  );
  const offers = reachable.flatMap((one) => one.offers ?? []).filter(isOfGoods);
  const prices = reachable.flatMap((one) => one.prices?.(lines) ?? []);
  return meetings(lines, offers, prices);
}
