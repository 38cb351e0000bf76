// pricing owns what things cost: the quote engine, 满减 promotions, shipping terms, and the port that discounts come through.
export { inScope, type Offer } from './offer.ts';
export type { Claim, OfferSource } from './offer-source.ts';
export { presentQuote } from './present.ts';
export { type Quote, quote } from './quote.ts';
export { refundAmount } from './refund.ts';
export { readShippingRule } from './shipping-rule.ts';
export type { QuoteLine } from './unit-price.ts';
