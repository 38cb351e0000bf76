/**
 * What the models of buying know of a customer. All purchases of one day are one. Lengths of time are in one unit, the same for
 * everybody: days in the shop, weeks in the literature.
 */
export type Buying = {
  /** Purchases after the first: x. */
  readonly repeats: number;
  /** From the first purchase to the last: tₓ; 0 without a repeat. */
  readonly last: number;
  /** From the first purchase to now: T. */
  readonly age: number;
  /** How many customers are like this; one where it is not said. */
  readonly times?: number;
};

/** What somebody spends on a repeat purchase, on average, in the smallest unit; more than 0. */
export type Spending = { readonly repeats: number; readonly mean: number; readonly times?: number };
