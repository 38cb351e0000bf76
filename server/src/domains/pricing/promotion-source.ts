import type { OfferSource } from './offer-source.ts';
import { asOffer, promotionSourceName } from './promotion.ts';
import { findOpenPromotions } from './queries.ts';

/** 满减 as offers. There is no stock of them, so a claim takes nothing and always holds. */
export const promotionSource: OfferSource = {
  name: promotionSourceName,
  find: async (ctx, { now }) => (await findOpenPromotions(ctx, now)).map(asOffer),
  async findMany(ctx, questions) {
    const [first] = questions;
    const offers = first ? (await findOpenPromotions(ctx, first.now)).map(asOffer) : [];
    return questions.map(() => offers);
  },
  claim: async (_ctx, claims) => claims.map(({ orderId, offerId }) => ({ orderId, offerId, outcome: 'claimed' })),
  release: async () => undefined,
};
