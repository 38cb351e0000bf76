import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstThatFit } from './fit.ts';

const row = (key: string, reserved: number, budgetId: string | null = 'b') => ({ key, reserved, budgetId });
const keys = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);

describe('what a budget covers', () => {
  it('is the first packages in order, and none after one that did not fit', () => {
    const rows = [row('a', 400), row('b', 400), row('c', 400), row('d', 100)];
    expect(keys(firstThatFit(rows, new Map([['b', 1_000]])))).toEqual(['a', 'b']);
  });

  it('is a package whole or not at all', () => {
    const rows = [row('a', 400), row('a', 700), row('b', 100)];
    expect(keys(firstThatFit(rows, new Map([['b', 1_000]])))).toEqual([]);
  });

  it('is each budget by itself; what needs none is always covered', () => {
    const rows = [row('a', 900), row('b', 900), row('c', 900, 'other'), row('d', 900, null), row('e', 1, 'unknown')];
    const remaining = new Map([
      ['b', 1_000],
      ['other', 900],
    ]);
    expect(keys(firstThatFit(rows, remaining))).toEqual(['a', 'c', 'd']);
  });

  it('never exceeds what is left', () => {
    const some = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), reserved: fc.nat(500) }));
    fc.assert(
      fc.property(some, fc.nat(1_500), (pieces, left) => {
        const rows = pieces.map(({ key, reserved }) => row(key, reserved));
        const taken = firstThatFit(rows, new Map([['b', left]]));
        expect(taken.reduce((sum, { reserved }) => sum + reserved, 0)).toBeLessThanOrEqual(left);
      }),
    );
  });
});
