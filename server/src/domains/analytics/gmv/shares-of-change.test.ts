import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sharesOfChange } from './shares-of-change.ts';

/** Every order in which the factors could change, one after the other, walked one by one. */
function walked(before: readonly number[], now: readonly number[]): number[] {
  const sums = before.map(() => 0);
  const product = (values: readonly number[]) => values.reduce((all, value) => all * value, 1);
  const orders = permutations(before.map((_, n) => n));
  for (const order of orders) {
    const values = [...before];
    for (const n of order) {
      const was = product(values);
      values[n] = now[n] ?? 0;
      sums[n] = (sums[n] ?? 0) + (product(values) - was);
    }
  }
  return sums.map((sum) => sum / orders.length);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

const visits = fc.record({
  visitors: fc.integer({ min: 0, max: 2_000_000 }),
  buyers: fc.integer({ min: 0, max: 50_000 }),
  /** Of each hundred buyers, and fen of each order. */
  more: fc.integer({ min: 0, max: 400 }),
  each: fc.integer({ min: 0, max: 100_000 }),
  odd: fc.integer({ min: 0, max: 99 }),
});

function factors({ visitors, buyers, more, each, odd }: typeof visits extends fc.Arbitrary<infer T> ? T : never) {
  const came = Math.min(buyers, visitors);
  const ordered = came + Math.floor((came * more) / 100);
  const fen = ordered === 0 ? 0 : ordered * each + odd;
  const ratio = (a: number, b: number) => (b === 0 ? null : a / b);
  return { fen, factors: [visitors, ratio(came, visitors), ratio(ordered, came), ratio(fen, ordered)] };
}

it('gives whole fen that add up to the change, each within a fen of the mean over all orders of changing', () => {
  fc.assert(
    fc.property(visits, visits, (a, b) => {
      const [before, now] = [factors(a), factors(b)];
      const parts = sharesOfChange(before.factors, now.factors);
      expect(parts.every(Number.isInteger)).toBe(true);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(now.fen - before.fen);
      const filled = (mine: readonly (number | null)[], other: readonly (number | null)[]) =>
        mine.map((value, n) => value ?? other[n] ?? 0);
      const exact = walked(filled(before.factors, now.factors), filled(now.factors, before.factors));
      for (const [n, part] of parts.entries()) expect(Math.abs(part - (exact[n] ?? 0))).toBeLessThan(1.05);
    }),
    { numRuns: 500 },
  );
});

it('gives all of it to the factor that was nothing before, where nothing can be said of the others', () => {
  // Nobody came: there was no conversion, no order and no order value that could have changed.
  expect(sharesOfChange([0, null, null, null], [100, 0.5, 2, 300])).toEqual([30_000, 0, 0, 0]);
  // As many came, nobody bought.
  expect(sharesOfChange([100, 0, null, null], [100, 0.5, 2, 300])).toEqual([0, 30_000, 0, 0]);
  expect(sharesOfChange([100, 0.5, 2, 300], [0, null, null, null])).toEqual([-30_000, 0, 0, 0]);
  expect(sharesOfChange([0, null, null, null], [0, null, null, null])).toEqual([0, 0, 0, 0]);
  // Two that doubled share evenly, and a fen that cannot be halved goes to the earlier.
  expect(sharesOfChange([1, 1, 1, 1], [2, 2, 1, 1])).toEqual([2, 1, 0, 0]);
});

it('does not hang on the order of the factors, but for a fen', () => {
  fc.assert(
    fc.property(visits, visits, (a, b) => {
      const [before, now] = [factors(a).factors, factors(b).factors];
      const there = sharesOfChange(before, now);
      const back = sharesOfChange(before.toReversed(), now.toReversed()).reverse();
      for (const [n, part] of there.entries()) expect(Math.abs(part - (back[n] ?? 0))).toBeLessThanOrEqual(1);
    }),
  );
});
