import { type Measure, plain, type Sums } from './measure.ts';

/** What one of `n` comes to on average: everyone counts, those of nothing too. */
export function meanOf(sums: Sums): Measure {
  return plain(sums.n, sums.n > 0 ? sums.sum / sums.n : 0, varianceOf(sums));
}

/** (Σx² − (Σx)² ⁄ n) ⁄ (n − 1). */
export function varianceOf({ n, sum, squares }: Sums): number {
  return n > 1 ? (squares - (sum * sum) / n) / (n - 1) : 0;
}

/** (Σxy − Σx Σy ⁄ n) ⁄ (n − 1). */
export function covarianceOf(n: number, x: number, y: number, products: number): number {
  return n > 1 ? (products - (x * y) / n) / (n - 1) : 0;
}
