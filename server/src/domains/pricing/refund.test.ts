import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundAmount, splitUnits } from './refund.ts';

describe('refunding units of a placed line', () => {
  it('gives the placed amounts back, the dearer units first', () => {
    const line = splitUnits(1_000, 3);
    expect(line).toEqual({ quantity: 3, unitAmount: 333, plusOneUnits: 1 });
    expect([0, 1, 2].map((done) => refundAmount([line], done, 1))).toEqual([334, 333, 333]);
  });

  it('gives the same in one portion as in two', () => {
    const cases = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 50 }), fc.nat(50), fc.nat(50));
    fc.assert(
      fc.property(cases, ([payable, quantity, a, b]) => {
        const line = splitUnits(payable, quantity);
        const first = Math.min(a, quantity);
        const second = Math.min(b, quantity - first);
        const together = refundAmount([line], 0, first) + refundAmount([line], first, second);
        expect(together).toBe(refundAmount([line], 0, first + second));
        expect(refundAmount([line], 0, quantity)).toBe(payable);
      }),
    );
  });

  it('gives the piece back first that the discount fell on: who keeps one of two has paid what one costs', () => {
    const pieces = [splitUnits(5_000, 1), splitUnits(10_000, 1)];
    expect([0, 1].map((done) => refundAmount(pieces, done, 1))).toEqual([5_000, 10_000]);
    expect(refundAmount(pieces, 0, 2)).toBe(15_000);
  });

  it('refuses more units than there are', () => {
    const line = splitUnits(500, 2);
    expect(() => refundAmount([line], 1, 2)).toThrow(RangeError);
    expect(() => refundAmount([line], 0, 0.5)).toThrow(RangeError);
    expect(() => refundAmount([line], 0, -1)).toThrow(RangeError);
  });
});
