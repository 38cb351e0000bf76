import { normalQuantile } from './distributions.ts';
import { type Measure, plain } from './measure.ts';

const Z = normalQuantile(0.975);

/**
 * A quantile of `n` events and the bounds around it. `lower` and `upper` are the order statistics at ranks n*(ν ∓ z √(ν(1−ν) ⁄ n*)),
 * `nStar` the number of events at which they were read (n unless it was capped). `clusters`: where a person has several events, sums over
 * people of how many of hers lie at or below the quantile, of how many she has, their squares and products.
 */
export type QuantileSums = {
  readonly n: number;
  readonly nStar: number;
  /** Of which share: 0.5 is the median. */
  readonly level: number;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly clusters?: Clusters;
};

type Clusters = {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly denominator: { readonly sum: number; readonly squares: number; readonly products: number };
};

/**
 * The width of the interval of order statistics says the variance, whatever the density (Deng, Knoblich and Lu, 2018, section 4.1);
 * events of one person are no independent ones, so it grows by how much more the share below varies by person than by
 * event (4.2).
 */
export function quantileOf(sums: QuantileSums): Measure {
  const { n, nStar, level, value, lower, upper, clusters } = sums;
  if (n <= 1) return plain(n, value, 0);
  const width = (upper - lower) / (2 * Z);
  const alone = (nStar / n) * (n - 1) * width * width;
  const spread = clusters === undefined ? alone : (alone * byPerson(clusters) * n) / (level * (1 - level));
  const variance = n < 100 ? spread : Math.max(spread, 1e-5);
  const few = n <= (Z * Z * level) / (1 - level) || n <= (Z * Z * (1 - level)) / level;
  const flat = spread <= 0 && n < 1000;
  return few || flat ? { ...plain(n, value, variance), unsettled: true } : plain(n, value, variance);
}

/** Variance of the share at or below the quantile, people drawn with all their events. */
function byPerson({ n, sum, squares, denominator }: Clusters): number {
  const [inside, all] = [sum / n, denominator.sum / n];
  const each = (total: number, mean: number) => ((total / n - mean) * n) / (n - 1);
  const above = each(squares, inside * inside);
  const below = each(denominator.squares, all * all);
  const both = each(denominator.products, inside * all);
  return (above - (2 * inside * both) / all + (inside * inside * below) / (all * all)) / (n * all * all);
}
