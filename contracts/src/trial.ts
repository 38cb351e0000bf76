// What a rehearsal hands its simulated shoppers, and what they hand back: a file and a line of JSON between two processes.

/** Something looked at or put into a cart before the first day: on which day and at which hour, and what it was. */
export type TrialAct = {
  readonly ago: number;
  readonly hour: number;
  readonly name: 'product_view' | 'cart_add';
  readonly product: string;
  readonly category: string;
};

/** One simulated shopper: what somebody's history was like, in whole days and yuan; no name, number or id of anybody. */
export type TrialPersona = {
  /** Days before the first day on which she joined; null: she joins on `joinsOn`. */
  readonly joinedAgo: number | null;
  readonly joinsOn: number | null;
  /** Paid orders so far, the oldest first. */
  readonly orders: readonly { readonly ago: number; readonly yuan: number }[];
  /** What she looked at and put into her cart lately: whoever asks for people who did that finds her. */
  readonly acts: readonly TrialAct[];
  /** Chances of a day: she buys by herself, once she has bought; she comes and looks. */
  readonly buys: number;
  /** The same before her first order: in her first week, and after it. */
  readonly first: { readonly soon: number; readonly late: number };
  readonly visits: number;
  /** What one of her orders comes to. */
  readonly basketFen: number;
  /** Shares of categories, by id. */
  readonly categories: readonly { readonly id: string; readonly share: number }[];
  /** Shares of `TRIAL_HOURS`. */
  readonly hours: readonly number[];
};

export type TrialPlan = {
  readonly seed: number;
  readonly days: number;
  readonly personas: readonly TrialPersona[];
  /** Shares, 0 to 1. */
  readonly opens: number;
  readonly response: number;
  readonly leavesCart: number;
  readonly allowsMessages: number;
  /** Journeys that run in the shop beside the rehearsed one. */
  readonly journeys: readonly string[];
  /** Null: the world without it. */
  readonly subject:
    | { readonly kind: 'journey'; readonly id: string }
    | { readonly kind: 'playbook'; readonly key: string; readonly values: Readonly<Record<string, unknown>> }
    | null;
};

/** Hours of the day at which simulated shoppers come, Shanghai time. */
export const TRIAL_HOURS = [9, 12, 15, 18, 21] as const;

export type TrialTold = {
  /** Member ids by persona; null: she never came. */
  readonly members: readonly (string | null)[];
  /** The journey that was rehearsed, by its id in the scratch shop. */
  readonly journeyId: string | null;
  /** ISO, when the first day began. */
  readonly from: string;
  readonly opened: number;
  readonly refused: number;
};
