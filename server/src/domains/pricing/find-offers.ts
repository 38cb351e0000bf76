import type { Ctx } from '../../platform/ctx.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { Offer } from './offer.ts';
import type { OfferQuestion, OfferSource } from './offer-source.ts';
import type { PointsOffer } from './points.ts';
import type { UnitPrice } from './unit-price.ts';

/** What all sources have for one question. */
export type FoundOffers = {
  readonly offers: readonly Offer[];
  readonly prices: readonly UnitPrice[];
  readonly points: PointsOffer | null;
  /** The source whose prices stand alone, where one does. */
  readonly alone: string | null;
  /** Orders at these prices are collected. */
  readonly collected: boolean;
  readonly refused: DomainError | null;
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
  return asked.map((_, at) => {
    const found = sources.map(({ name }, source) => ({ name, ...bySource[source]?.[at] }));
    const alone = found.find((one) => one.alone) ?? null;
    const offers = found.flatMap((one) => one.offers ?? []);
    return {
      offers: alone === null ? offers : offers.filter(({ layer }) => layer === 'shipping'),
      prices: (alone === null ? found : [alone]).flatMap((one) => one.prices ?? []),
      points: found.flatMap((one) => one.points ?? [])[0] ?? null,
      alone: alone?.name ?? null,
      collected: alone?.collected === true,
      refused: found.flatMap((one) => one.refused ?? [])[0] ?? null,
    };
  });
}
