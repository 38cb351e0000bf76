import { covarianceOf, varianceOf } from './mean.ts';
import type { Measure, Sums } from './measure.ts';

/** A quantity, the same one before the experiment began, and the sum of their products. */
export type AdjustedSums = Sums & {
  readonly before: { readonly sum: number; readonly squares: number; readonly products: number };
};

/**
 * CUPED (Deng, Xu, Kohavi and Walker, 2013): what people did before says much of what they do now and nothing of their arm, so it
 * is taken off: Y − θ X, θ = Cov(Y, X) ⁄ Var(X) over both arms as one. The variance falls by the square of their correlation.
 */
export function adjustedOf(sums: AdjustedSums, theta: number): Measure {
  const { n, sum, before } = sums;
  const of = { n, sum: before.sum, squares: before.squares };
  const together = covarianceOf(n, sum, before.sum, before.products);
  const own = varianceOf(sums);
  return {
    n,
    mean: n > 0 ? sum / n - (theta * before.sum) / n : 0,
    variance: own + theta * theta * varianceOf(of) - 2 * theta * together,
    unadjusted: n > 0 ? sum / n : 0,
    unadjustedVariance: own,
    unadjustedCovariance: own - theta * together,
  };
}

/** Zero where nobody differs from anybody before, or after. */
export function thetaOf(arms: readonly AdjustedSums[]): number {
  const over = (of: (arm: AdjustedSums) => number) => arms.reduce((sum, arm) => sum + of(arm), 0);
  const n = over((arm) => arm.n);
  const before = { n, sum: over((arm) => arm.before.sum), squares: over((arm) => arm.before.squares) };
  const after = { n, sum: over((arm) => arm.sum), squares: over((arm) => arm.squares) };
  if (varianceOf(before) === 0 || varianceOf(after) === 0) return 0;
  const products = over((arm) => arm.before.products);
  return covarianceOf(n, after.sum, before.sum, products) / varianceOf(before);
}
