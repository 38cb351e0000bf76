import { expect, it } from 'vitest';
import { overviewInsight } from './overview-insight.ts';

const figures = (gmv: number, orders: number, payers: number) => ({
  gmv,
  spent: gmv,
  orders,
  payers,
  refunds: 0,
  newPayers: 0,
  returningPayers: payers,
  visitors: 100,
  conversion: null,
  orderValue: orders === 0 ? null : Math.round(gmv / orders),
});
const words = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
  [key, ...Object.values(values)].join(' ');

it('names the factor that moved sales most', () => {
  expect(overviewInsight(figures(20_000, 200, 180), figures(10_000, 100, 95), words)).toContain(
    'insight_driver payers +89.5%',
  );
  expect(overviewInsight(figures(20_000, 100, 95), figures(10_000, 100, 95), words)).toContain(
    'insight_driver order_value +100.0%',
  );
});

it('blames only a factor that fell when sales fell', () => {
  expect(overviewInsight(figures(9_000, 90, 60), figures(10_000, 120, 60), words)).toContain(
    'insight_driver orders_each -25.0%',
  );
});

it('says nothing where there is nothing to compare', () => {
  expect(overviewInsight(figures(10_000, 100, 95), figures(0, 0, 0), words)).toBeNull();
  expect(overviewInsight(figures(0, 0, 0), figures(10_000, 100, 95), words)).toBeNull();
});
