import type { Draft } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { PlannedKind } from '@huoshui/contracts/words/calendar';
import type { Ctx } from '../../platform/ctx.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { Offer } from './offer.ts';
import type { PointsOffer } from './points.ts';
import type { QuoteLine, UnitPrice } from './unit-price.ts';

/** An offer by its source and its id there. */
export type OfferRef = { readonly source: string; readonly offerId: string };

/** The activity at whose price she orders, and the team of it that she orders in; none: the first of a new one. */
export type PlayAsk = { readonly activity: string; readonly team?: string | undefined };

/** One order that uses one offer, with what it saves in fen. */
export type Claim = {
  readonly orderId: string;
  readonly offerId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly saving: number;
  /** Whose price it set, for the price of a piece; empty for any other offer. */
  readonly pieces: readonly { readonly skuId: string; readonly quantity: number }[];
  /** What is spent by number and not as one thing: points, in all and by line. */
  readonly spent?: Spent;
  readonly play?: PlayAsk | undefined;
};

/**
 * What an order waits for before it may leave: a team that is not complete. Kept with the order from the moment it is placed, until
 * whoever claimed lets it go. `payBy`: it is to be paid earlier than other orders.
 */
export type Waits = {
  readonly by: string;
  readonly who: Words;
  readonly reason: Words;
  readonly until: Date | null;
  readonly team: string;
  readonly payBy: Date | null;
};

export type Spent = {
  readonly points: number;
  readonly lines: readonly { readonly position: number; readonly quantity: number; readonly points: number }[];
};

/** `refused`: used, taken back or run out since the quote; the order is not placed, the shopper reads the source's error. */
export type ClaimOutcome = {
  readonly orderId: string;
  readonly offerId: string;
} /** `payBy`: it is to be paid earlier than other orders, and waits for nothing else. */ & (
  | { readonly outcome: 'claimed'; readonly waits?: Waits; readonly payBy?: Date }
  | { readonly outcome: 'refused'; readonly error: DomainError }
);

export type Collected = { readonly storeId: string; readonly from: Date; readonly to: Date };

export type OfferQuestion = {
  readonly memberId: string;
  readonly personNo: number;
  readonly lines: readonly QuoteLine[];
  readonly now: Date;
  readonly context: BuyingContext;
};

export type Released = 'cancelled' | 'not_placed';

/** Where and how she buys. */
export type BuyingContext = {
  /** The face she uses: the shop, an activity's page. */
  readonly channel: string;
  /** The app that asks, where an app does: a source may offer in one what it does not in another. */
  readonly app: string | null;
  /** What she chose of the offers that are spent; `best` leaves it to the shop. */
  readonly chosen: 'best' | readonly OfferRef[];
  /** How many points she wants to pay with; absent: she was not asked. */
  readonly points?: number | undefined;
  /** She orders in an activity: its source has the price, or says why not. */
  readonly play?: PlayAsk | undefined;
};

/** What a source has for one question: discounts, and prices of pieces. */
export type Found = {
  readonly offers?: readonly Offer[];
  readonly prices?: readonly UnitPrice[];
  readonly points?: PointsOffer;
  /** Its prices stand alone: no other price counts and nothing else is taken off the goods; delivery and points go on as ever. */
  readonly alone?: true;
  /** Orders at its prices are collected, at the place and time that `collects` says; absent: they are sent. */
  readonly collected?: true;
  /** What was asked of it by name is not to be had: nothing of the question is. */
  readonly refused?: DomainError;
};

/** What a source has for anybody: offers with their times, and what pieces of these goods may cost at best. */
export type Reachable = {
  readonly offers?: readonly Offer[];
  readonly prices?: (lines: readonly QuoteLine[]) => readonly UnitPrice[];
  /** What else stands in a calendar: times that come again, half-open. */
  readonly times?: readonly Dated[];
};

export type Dated = Pick<Offer, 'source' | 'id' | 'startsAt'> & {
  readonly endsAt: Date;
  readonly label: string;
  readonly badge: Offer['hint']['badge'];
};

/** What is asked about as if it were so: things of a source by their ids there, and a rule that nobody has kept yet. */
export type Supposed = {
  readonly ids: readonly string[];
  readonly draft?: DraftRule | undefined;
};

/** A rule as it stands in a form; `id`: in place of the one that is kept. */
export type DraftRule = { readonly id?: string | undefined; readonly kind: string; readonly values: Draft };

/**
 * Where discounts come from. Promotions, coupons, points and activities each implement it; checkout loops over the
 * sources it was given. Checkouts are committed in groups, so `claim` takes the claims of many orders at once, as ONE
 * statement inside the caller's transaction, and answers for each of them. Of several claims to one offer the first in
 * the list wins. A source whose offers never run out needs neither `claim` nor `release`.
 */
export type OfferSource = {
  readonly name: string;
  /** Every offer of this source that may concern the member, usable now or not: the quote says why not. */
  find(ctx: Ctx, question: OfferQuestion): Promise<Found>;
  /** The same for many members in one statement, one answer a question in their order; checkout asks for a whole group. */
  findMany?(ctx: Ctx, questions: readonly OfferQuestion[]): Promise<readonly Found[]>;
  /**
   * What it would find if these were so besides: a rule live, a coupon of a template in her hand, a level hers. For operators who
   * try something out; nothing is written. Absent: nothing of it can be supposed.
   */
  suppose?(ctx: Ctx, question: OfferQuestion, supposed: Supposed): Promise<Found>;
  /** What anybody could have at some moment of this time, half-open: asked for the whole shop, whoever she is. Absent: nothing. */
  during?(ctx: Ctx, window: { readonly from: Date; readonly to: Date }): Promise<Reachable>;
  /**
   * Pieces at its prices were set aside of the shop's stock before: an order that stands at them takes none of what is on offer. What a
   * cancelled one gives back `release` sets aside anew, in the transaction that put it on offer.
   */
  readonly setsAside?: true;
  /** Where and when an order of this play is collected; null: it is another source's, or nobody's. */
  collects?(ctx: Ctx, play: PlayAsk): Promise<Collected | null>;
  /** What it stands as in the marketing calendar, and where in the console. Absent: it does not. */
  readonly shown?: { readonly as: PlannedKind; page(id: string): string; readonly needs: `${string}.read` };
  /** What she is told who chose an offer that the source does not have for her. Absent: its offers cannot be chosen. */
  gone?(offerId: string): DomainError;
  claim?(ctx: Ctx, claims: readonly Claim[]): Promise<readonly ClaimOutcome[]>;
  /**
   * Give back what these orders hold and have not used. They were cancelled, or (`not_placed`) came to nothing in the very
   * transaction that claimed it: of those nobody has heard, so nothing is announced of them. Repeatable.
   */
  release?(ctx: Ctx, orderIds: readonly string[], why: Released): Promise<void>;
};
