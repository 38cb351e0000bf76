import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutOf } from './cut.ts';

it('takes off just what lies between list price and floor, whoever comes, and never nothing while something is left', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 1_000_000_00 }),
      fc.integer({ min: 0, max: 100 }),
      fc.array(fc.boolean(), { minLength: 2, maxLength: 100 }),
      (seed, total, bonus, friends) => {
        let left = total;
        const cuts = friends.map((isNew, at) => {
          const ask = { seed, n: at + 1, left, more: friends.length - at, isNew, bonus };
          const cut = cutOf(ask);
          expect(cut).toBe(cutOf(ask));
          expect(cut > 0).toBe(left > 0);
          left -= cut;
          expect(left).toBeGreaterThanOrEqual(0);
          // Whoever comes after her has something to take, as long as there was a fen for each.
          if (ask.left >= ask.more) expect(left).toBeGreaterThanOrEqual(ask.more - 1);
          return cut;
        });
        expect(cuts.reduce((sum, cut) => sum + cut, 0)).toBe(total);
      },
    ),
    { numRuns: 300 },
  );
});

it('gives a newcomer more of the same share, and nobody a price that is made up by chance alone', () => {
  const ask = { seed: 'ent_1', n: 1, left: 100_00, more: 10, bonus: 50 };
  const [known, fresh] = [cutOf({ ...ask, isNew: false }), cutOf({ ...ask, isNew: true })];
  expect(fresh).toBe(Math.round(known * 1.5));
  expect(known).toBeGreaterThanOrEqual(500);
  expect(known).toBeLessThanOrEqual(1500);
});
