import type { Ctx } from '../../platform/ctx.ts';
import type { Offer } from './offer.ts';
import type { OfferQuestion, OfferSource } from './offer-source.ts';
import type { PointsOffer } from './points.ts';
import type { UnitPrice } from './unit-price.ts';

/** What all sources have for one question. */
export type FoundOffers = {
  readonly offers: readonly Offer[];
  readonly prices: readonly UnitPrice[];
  readonly points: PointsOffer | null;
};

/** What each source offers each buyer, in the order of the questions; one statement a source where the source can. */
export async function findOffers(
  ctx: Ctx,
  sources: readonly OfferSource[],
  asked: readonly OfferQuestion[],
): Promise<FoundOffers[]> {
  const bySource = await Promise.all(
    sources.map(async (source) =>
      source.findMany ? source.findMany(ctx, asked) : Promise.all(asked.map(async (one) => source.find(ctx, one))),
    ),
  );
  return asked.map((_, at) => ({
    offers: bySource.flatMap((found) => found[at]?.offers ?? []),
    prices: bySource.flatMap((found) => found[at]?.prices ?? []),
    points: bySource.flatMap((found) => found[at]?.points ?? [])[0] ?? null,
  }));
}
