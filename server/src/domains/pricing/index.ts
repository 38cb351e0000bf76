// pricing owns what things cost: the quote engine, kinds of discount, promotions, shipping terms, and the port that offers come through.

export { type FoundOffers, findOffers } from './find-offers.ts';
export type { Place } from './freight/place.ts';
export { freight } from './freight/terms.ts';
export type { GivenGifts, QuotedGift } from './gifts.ts';
export { discountOf } from './kind.ts';
export { couponDiscounts } from './kinds.ts';
export type { Offer } from './offer.ts';
export type {
  Claim,
  Collected,
  DraftRule,
  OfferQuestion,
  OfferRef,
  OfferSource,
  PlayAsk,
  Reachable,
  Spent,
  Waits,
} from './offer-source.ts';
export type { PointsOffer } from './points.ts';
export { quoted } from './present.ts';
export { priceOnly } from './price-only.ts';
export { type Application, type Quote, quote } from './quote.ts';
export { refundAmount, type UnitSplit } from './refund.ts';
export { scopes } from './scopes.ts';
export { spread } from './spread.ts';
export type { QuoteLine, UnitPrice } from './unit-price.ts';
