import { normalCdf, normalDensity, normalQuantile } from './distributions.ts';
import type { Effect } from './effect.ts';
import type { Interval } from './frequentist.ts';

/** What was believed of the effect before: normal. Without one, nothing was (a flat prior). */
export type Prior = { readonly mean: number; readonly variance: number };

export type Believed = {
  readonly estimate: number;
  readonly deviation: number;
  readonly interval: Interval;
  /** How probable it is that the arm is better than the control. */
  readonly chanceToWin: number;
  /** What is lost on average by staying with the control, and by taking the arm. */
  readonly risk: readonly [control: number, arm: number];
};

/**
 * The normal posterior of the effect. A prior is weighed by its precision: 1 ⁄ v + 1 ⁄ s². Expected loss of a normal X:
 * E max(X, 0) = μ Φ(μ ⁄ σ) + σ φ(μ ⁄ σ). A small chance that a big loss is behind is a risk worth seeing beside the chance.
 */
export function bayesian(effect: Effect, alpha: number, prior: Prior | null, lowerIsBetter: boolean): Believed {
  const { mean, deviation } = posterior(effect, prior);
  const half = normalQuantile(1 - alpha / 2) * deviation;
  const z = mean / deviation;
  const above = mean * normalCdf(z) + deviation * normalDensity(z);
  const below = above - mean;
  return {
    estimate: mean,
    deviation,
    interval: [mean - half, mean + half],
    chanceToWin: normalCdf(lowerIsBetter ? -z : z),
    risk: lowerIsBetter ? [below, above] : [above, below],
  };
}

function posterior({ value, error }: Effect, prior: Prior | null) {
  if (prior === null) return { mean: value, deviation: error };
  const precision = 1 / prior.variance + 1 / (error * error);
  const mean = (prior.mean / prior.variance + value / (error * error)) / precision;
  return { mean, deviation: Math.sqrt(1 / precision) };
}
