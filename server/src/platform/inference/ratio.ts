import { covarianceOf, varianceOf } from './mean.ts';
import { type Measure, plain, type Sums } from './measure.ts';

/** A quantity for each of another (money for each order): both summed by person, and their products. */
export type RatioSums = Sums & {
  readonly denominator: { readonly sum: number; readonly squares: number; readonly products: number };
};

/**
 * ΣM ⁄ ΣD. People are independent, orders of one person are not, so its variance is by the delta method over people:
 *   Var = (σ²_M − 2 R σ_MD + R² σ²_D) ⁄ μ²_D, with R = μ_M ⁄ μ_D
 * (Deng, Knoblich and Lu, 2018, "Applying the delta method in metric analytics", section 3.1).
 */
export function ratioOf({ n, sum, squares, denominator }: RatioSums): Measure {
  if (denominator.sum === 0 || n <= 1) return plain(n, 0, 0);
  const ratio = sum / denominator.sum;
  const below = denominator.sum / n;
  const together = covarianceOf(n, sum, denominator.sum, denominator.products);
  const variance =
    varianceOf({ n, sum, squares }) -
    2 * ratio * together +
    ratio * ratio * varianceOf({ n, sum: denominator.sum, squares: denominator.squares });
  return plain(n, ratio, Math.max(0, variance) / (below * below));
}
