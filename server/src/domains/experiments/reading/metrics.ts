import type { experimentMetric } from '@huoshui/contracts/words/experiments';
import type { Figures } from '../../../platform/inference/read-arms.ts';
import type { ArmSums } from './read-sums.ts';

export type Metric = keyof typeof experimentMetric;

type Kind = {
  readonly lowerIsBetter?: true;
  /** How its value is said: a share, fen, or a number. */
  readonly unit: 'share' | 'fen' | 'count';
  readonly figures: (arms: readonly ArmSums[]) => Figures;
};

const share =
  (of: (arm: ArmSums) => number): Kind['figures'] =>
  (arms) => ({
    metric: 'proportion',
    arms: arms.map((arm) => ({ n: arm.people, sum: of(arm) })),
  });

/** What each metric is of the sums. A new one is a line here and its words. */
export const metrics: Readonly<Record<Metric, Kind>> = {
  bought: { unit: 'share', figures: share(({ buyers }) => buyers) },
  tapped: { unit: 'share', figures: share(({ tapped }) => tapped) },
  closed: { unit: 'share', lowerIsBetter: true, figures: share(({ closed }) => closed) },
  /** Adjusted by what the same people spent before (CUPED). */
  revenue: {
    unit: 'fen',
    figures: (arms) => ({
      metric: 'mean',
      arms: arms.map(({ people, spent, spent2, before, before2, beforeSpent }) => ({
        n: people,
        sum: spent,
        squares: spent2,
        before: { sum: before, squares: before2, products: beforeSpent },
      })),
    }),
  },
  orders: {
    unit: 'count',
    figures: (arms) => ({
      metric: 'mean',
      arms: arms.map(({ people, orders, orders2 }) => ({ n: people, sum: orders, squares: orders2 })),
    }),
  },
  basket: {
    unit: 'fen',
    figures: (arms) => ({
      metric: 'ratio',
      arms: arms.map(({ people, spent, spent2, orders, orders2, ordersSpent }) => ({
        n: people,
        sum: spent,
        squares: spent2,
        denominator: { sum: orders, squares: orders2, products: ordersSpent },
      })),
    }),
  },
};
