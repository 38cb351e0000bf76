/** What is known of one arm: of how many, what it comes to, and how far single ones lie apart. */
export type Measure = {
  readonly n: number;
  readonly mean: number;
  /** Of one, not of the mean: the mean's is `variance / n`. */
  readonly variance: number;
  /** Without what was known before; relative effects are said of it. The same as `mean` where nothing was adjusted. */
  readonly unadjusted: number;
  /** Variance of the unadjusted one, and its covariance with the adjusted one; the same as `variance` where nothing was. */
  readonly unadjustedVariance: number;
  readonly unadjustedCovariance: number;
  /** Too few to say how far they lie apart, though a variance can be computed. */
  readonly unsettled?: true;
};

/** Sums over the people of an arm, of themselves and of their squares. */
export type Sums = { readonly n: number; readonly sum: number; readonly squares: number };

/** A measure of which nothing is adjusted. */
export function plain(n: number, mean: number, variance: number): Measure {
  return { n, mean, variance, unadjusted: mean, unadjustedVariance: variance, unadjustedCovariance: variance };
}
