import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestOf, spread, spreadNested } from './spread.ts';

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
const part = fc.record({ weight: fc.nat(100_000), cap: fc.nat(100_000) });

describe('spreading an amount', () => {
  it('gives by largest remainder, ties to the first', () => {
    expect(spread(100, [1, 1, 1], [100, 100, 100])).toEqual([34, 33, 33]);
    expect(spread(5, [50, 30, 20], [99, 99, 99])).toEqual([3, 1, 1]);
  });

  it('spreads again what a cap cuts off', () => {
    expect(spread(100, [90, 5, 5], [10, 50, 50])).toEqual([10, 45, 45]);
    expect(spread(100, [1, 1], [10, 20])).toEqual([10, 20]);
  });

  it('gives nothing to a part without weight or without room', () => {
    expect(spread(10, [0, 5], [100, 100])).toEqual([0, 10]);
    expect(spread(10, [7, 5], [0, 100])).toEqual([0, 10]);
    expect(spread(10, [0, 0], [5, 5])).toEqual([0, 0]);
    expect(spread(0, [1], [1])).toEqual([0]);
  });

  it('adds up exactly, within the caps, whatever the weights', () => {
    fc.assert(
      fc.property(fc.nat(300_000), fc.array(part, { maxLength: 12 }), (total, parts) => {
        const caps = parts.map(({ weight, cap }) => (weight === 0 ? 0 : cap));
        const shares = spread(
          total,
          parts.map(({ weight }) => weight),
          caps,
        );
        expect(sum(shares)).toBe(Math.min(total, sum(caps)));
        for (const [index, share] of shares.entries()) {
          expect(Number.isInteger(share) && share >= 0 && share <= (caps[index] ?? 0)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays within one fen of the ideal share where no cap binds, however large the amounts', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 99_999_999_999 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 99_999_999_999 }), (weights, wanted) => {
        const total = Math.min(wanted, sum(weights));
        const shares = spread(total, weights, weights);
        expect(sum(shares)).toBe(total);
        for (const [index, share] of shares.entries()) {
          const exact = BigInt(total) * BigInt(weights[index] ?? 0);
          const off = BigInt(share) * BigInt(sum(weights)) - exact;
          expect(off < BigInt(sum(weights)) && -off < BigInt(sum(weights))).toBe(true);
        }
      }),
    );
  });
});

describe('spreading over lines and their parts', () => {
  it('gives a line, and each price in it, what it would get in one piece', () => {
    const somePart = fc.record({ line: fc.nat(3), unitPrice: fc.integer({ min: 1, max: 4 }), amount: fc.nat(5_000) });
    fc.assert(
      fc.property(fc.array(somePart, { minLength: 1, maxLength: 12 }), fc.nat(30_000), (some, wanted) => {
        const parts = some.toSorted((a, b) => a.line - b.line || b.unitPrice - a.unitPrice);
        const amounts = parts.map(({ amount }) => amount);
        const total = Math.min(wanted, sum(amounts));
        const nest = nestOf([...parts.keys()], parts);
        const shares = spreadNested(total, amounts, amounts, nest);
        const byKey = (some: readonly number[], key: 'line' | 'unitPrice', of: readonly number[]) => {
          const sums = new Map<number, number>();
          for (const at of some)
            sums.set(parts[at]?.[key] ?? 0, (sums.get(parts[at]?.[key] ?? 0) ?? 0) + (of[at] ?? 0));
          return [...sums.values()];
        };
        const all = [...parts.keys()];
        const room = byKey(all, 'line', amounts);
        expect(byKey(all, 'line', shares)).toEqual(spread(total, room, room));
        for (const line of new Set(parts.map((part) => part.line))) {
          const own = all.filter((at) => parts[at]?.line === line);
          const prices = byKey(own, 'unitPrice', amounts);
          const ofLine = sum(own.map((at) => shares[at] ?? 0));
          expect(byKey(own, 'unitPrice', shares)).toEqual(spread(ofLine, prices, prices));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('loses no fen where products are larger than a number can hold', () => {
    const parts = [
      { line: 0, unitPrice: 9 },
      { line: 0, unitPrice: 9 },
    ];
    const amounts = [90_000_000_000, 60_000_000_001];
    expect(spreadNested(100_000_000_000, amounts, amounts, nestOf([0, 1], parts))).toEqual(
      spread(100_000_000_000, amounts, amounts),
    );
  });
});
