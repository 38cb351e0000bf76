import type { Ctx } from '../../platform/ctx.ts';
import type { Offer } from './offer.ts';
import type { QuoteLine } from './unit-price.ts';

/** One order that uses one offer, with what it saves in fen. */
export type Claim = {
  readonly orderId: string;
  readonly offerId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly saving: number;
};

/** `gone`: the offer was used, taken back or ran out since the quote; the order must not be placed with it. */
export type ClaimOutcome = {
  readonly orderId: string;
  readonly offerId: string;
  readonly outcome: 'claimed' | 'gone';
};

export type OfferQuestion = {
  readonly memberId: string;
  readonly personNo: number;
  readonly lines: readonly QuoteLine[];
  readonly now: Date;
};

/**
 * Where discounts come from. Coupons, points and activities each implement it; checkout loops over the sources it was
 * given. Checkouts are committed in groups, so `claim` takes the claims of many orders at once, as ONE statement inside
 * the caller's transaction, and answers for each of them. Of several claims to one offer the first in the list wins.
 */
export type OfferSource = {
  readonly name: string;
  /** Every offer of this source that may concern the member, usable now or not: the quote says why not. */
  find(ctx: Ctx, question: OfferQuestion): Promise<readonly Offer[]>;
  /** The same for many members in one statement, one answer a question in their order; checkout asks for a whole group. */
  findMany?(ctx: Ctx, questions: readonly OfferQuestion[]): Promise<readonly (readonly Offer[])[]>;
  claim(ctx: Ctx, claims: readonly Claim[]): Promise<readonly ClaimOutcome[]>;
  /** Give back what these orders hold and have not used: they were cancelled, or are not placed after all. Repeatable. */
  release(ctx: Ctx, orderIds: readonly string[]): Promise<void>;
};
