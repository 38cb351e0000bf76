import type { Measure } from './measure.ts';

/** Of which the effect is said: in the metric's own unit, or as a share of what the control comes to. */
export type Difference = 'absolute' | 'relative';

/** What an arm does beyond the control: how much, and how far the estimate itself may be off (a standard error). */
export type Effect = { readonly value: number; readonly error: number; readonly n: number; readonly df: number };

/** Why two arms cannot be compared. */
export type Incomparable = 'nobody' | 'no_variance' | 'control_is_zero';

/**
 * With D the difference of the (adjusted) means and m the control's unadjusted mean, absolute is D; relative is D ⁄ |m| (a
 * negative baseline keeps its direction), with the variance by the delta method
 *   (Var D + R² Var m + 2 R Cov(a, m)) ⁄ m²,
 * which is σ²_b ⁄ (m² n_b) + σ²_a μ²_b ⁄ (m⁴ n_a) where nothing is adjusted. R is the unadjusted relative effect: what was before has
 * the same expectation in either arm. Degrees of freedom are those of Welch and Satterthwaite.
 */
export function effectOf(control: Measure, arm: Measure, difference: Difference): Effect | Incomparable {
  if (control.n === 0 || arm.n === 0) return 'nobody';
  if (control.variance <= 0 || arm.variance <= 0 || control.unsettled || arm.unsettled) return 'no_variance';
  const [a, b] = [control.variance / control.n, arm.variance / arm.n];
  const df = (a + b) ** 2 / (a ** 2 / (control.n - 1) + b ** 2 / (arm.n - 1));
  const apart = arm.mean - control.mean;
  const n = control.n + arm.n;
  if (difference === 'absolute') return { value: apart, error: Math.sqrt(a + b), n, df };
  const base = control.unadjusted;
  if (base === 0) return 'control_is_zero';
  const ratio = (arm.unadjusted - base) / base;
  const ofBase = control.unadjustedVariance / control.n;
  const withBase = control.unadjustedCovariance / control.n;
  const variance = (a + b + ratio * ratio * ofBase + 2 * ratio * withBase) / (base * base);
  return { value: apart / Math.abs(base), error: Math.sqrt(variance), n, df };
}
