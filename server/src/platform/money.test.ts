import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, formatYuan } from './money.ts';

describe('allocate', () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 });

  it('gives parts that add up to the total, each within a fen of its ideal share', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), weights, (total, given) => {
        const parts = allocate(total, given);
        const sum = given.reduce((a, b) => a + b, 0);
        if (sum === 0) return parts.every((p) => p === 0);
        const exact = parts.reduce((a, b) => a + b, 0) === total;
        return exact && parts.every((part, i) => Math.abs(part - (total * (given[i] ?? 0)) / sum) < 1);
      }),
    );
  });

  it('gives nothing to a weight of nothing', () => {
    expect(allocate(100, [0, 3, 0, 1])).toEqual([0, 75, 0, 25]);
  });

  it('gives what is left over to the earlier place', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });
});

describe('formatYuan', () => {
  it('drops empty decimals unless amounts stand under one another', () => {
    expect([formatYuan(1200), formatYuan(1234), formatYuan(1230), formatYuan(-5)]).toEqual([
      '12',
      '12.34',
      '12.3',
      '-0.05',
    ]);
    expect([formatYuan(1200, true), formatYuan(-1230, true)]).toEqual(['12.00', '-12.30']);
  });
});
