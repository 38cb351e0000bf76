import fc from 'fast-check';
import { expect, it } from 'vitest';
import { proportion } from './proportion.ts';

it('the interval is the one that the books give: 10 of 100', () => {
  const told = proportion(10, 100);
  expect(told).toMatchObject({ share: 0.1 });
  expect(told && 'low' in told && [told.low.toFixed(4), told.high.toFixed(4)]).toEqual(['0.0552', '0.1744']);
});

it('nothing of twenty may still be one of six, and never less than nothing', () => {
  const told = proportion(0, 20);
  expect(told && 'low' in told && [told.low, told.high.toFixed(3)]).toEqual([0, '0.161']);
  expect(proportion(0, 0)).toBeNull();
  // More scans than parcels are no part of them: a rate, and no interval.
  expect(proportion(3, 2)).toEqual({ share: 1.5 });
});

it('holds its share, within 0 and 1, and grows narrower with more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (whole, of) => {
      const part = Math.floor(whole * of);
      const [one, ten] = [proportion(part, whole), proportion(part * 10, whole * 10)];
      if (one === null || ten === null || !('low' in one) || !('low' in ten)) throw new Error('a part has an interval');
      expect(one.low).toBeLessThanOrEqual(one.share + 1e-12);
      expect(one.high).toBeGreaterThanOrEqual(one.share - 1e-12);
      expect(one.low >= 0 && one.high <= 1).toBe(true);
      expect(ten.high - ten.low).toBeLessThan(one.high - one.low);
    }),
  );
});
