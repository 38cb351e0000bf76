import fc from 'fast-check';
import { expect, it } from 'vitest';
import { intervalOf } from './outcome.ts';
import { pick } from './personas/fit.ts';
import { crowdOf, personaOf, type ShopFigures } from './personas/persona.ts';

const shop: ShopFigures = {
  ...{
    members: 5000,
    buyers: 400,
    repeating: [16000, 500],
    soon: [600, 60],
    late: 40,
    ordersOfVisits: 700,
    lately: 120,
    basket: 8000,
    joined: 700,
    visits: 9000,
    carts: 1500,
  },
  ...{ sent: 0, opened: 0, allowed: 0, asked: 0 },
};

it('the interval holds the sum, is the same by the same seed, and is nothing where nobody differs', () => {
  const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(values, fc.nat(1000), (differences, seed) => {
      const kinds = differences.map((_, n) => n % 2);
      const { value, low, high } = intervalOf(differences, kinds, seed);
      expect(value).toBe(differences.reduce((sum, one) => sum + one, 0));
      expect(low).toBeLessThanOrEqual(high);
      expect(intervalOf(differences, kinds, seed)).toEqual({ value, low, high });
    }),
    { numRuns: 40 },
  );
  expect(intervalOf([0, 0, 0], [1, 1, 2], 1)).toEqual({ value: 0, low: 0, high: 0 });
});

it('the interval covers the truth about as often as it says', () => {
  // Of a hundred persons each differs by one with a chance of a tenth: ten in all.
  let held = 0;
  for (let run = 0; run < 60; run += 1) {
    const drawn = Array.from({ length: 100 }, (_, n) => (Math.abs(Math.sin(run * 7919 + n * 104729)) * 1e4) % 1 < 0.1);
    const { low, high } = intervalOf(
      drawn.map(Number),
      drawn.map(() => 1),
      run,
    );
    if (low <= 10 && high >= 10) held += 1;
  }
  expect(held).toBeGreaterThanOrEqual(50);
});

it('a crowd stands for the whole shop, kind by kind', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 600 }), fc.integer({ min: 1, max: 56 }), (size, days) => {
      const { count, weight } = crowdOf(shop, size, days);
      expect(count.buyers + count.others + count.joining).toBeLessThanOrEqual(size);
      expect(count.buyers * weight.buyers).toBeCloseTo(shop.buyers);
      expect(count.others * weight.others).toBeCloseTo(shop.members - shop.buyers);
      expect(count.joining * weight.joining).toBeCloseTo((shop.joined / 28) * days);
    }),
  );
});

it('who has long been silent buys less than who was here yesterday, and nobody more often than there are days', () => {
  const figures = { joinedAgo: 170, visitDays: 5, hours: [10, 20, 20], categories: [['cat_a', 3]] as const, acts: [] };
  const of = (ago: number, orders: number) =>
    personaOf(shop, { ...figures, orders: Array.from({ length: orders }, (_, n) => [ago + orders - n, 90] as const) });
  expect(of(120, 3).buys).toBeLessThan(of(1, 3).buys / 3);
  expect(of(1, 20).buys).toBeGreaterThan(of(1, 3).buys);
  expect(of(1, 24).buys).toBeLessThanOrEqual(0.9);
  const { hours, categories } = of(1, 3);
  expect(hours.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  expect(hours[4]).toBeGreaterThan(hours[2] ?? 1);
  expect(categories).toEqual([{ id: 'cat_a', share: 0.9 }]);
  // Whatever she did today lies before the first day, and nothing before she joined.
  const act = { hour: 9, name: 'product_view' as const, product: 'prd_a', category: 'cat_a' };
  const { acts } = personaOf(shop, {
    ...figures,
    orders: [],
    joinedAgo: 5,
    acts: [0, 3, 9].map((ago) => ({ ...act, ago })),
  });
  expect(acts.map(({ ago }) => ago)).toEqual([1, 3, 5]);
});

it('what was measured is taken as it is, but an effect below nothing for none, and that is said', () => {
  expect(pick(null, null, 5)).toEqual({ percent: 5, from: 'usual' });
  expect(pick(null, 2.34, 5)).toEqual({ percent: 2.3, from: 'measured' });
  expect(pick(null, 0, 5)).toEqual({ percent: 0, from: 'measured' });
  expect(pick(null, -1.8, 5)).toEqual({ percent: 0, from: 'measured_none' });
  expect(pick(7, -1.8, 5)).toEqual({ percent: 7, from: 'chosen' });
});
