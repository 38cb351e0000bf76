import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uplift, wilson } from './uplift.ts';

describe('uplift', () => {
  it('gives the intervals of Newcombe’s paper', () => {
    // Newcombe 1998, Statistics in Medicine 17:873–890, table II, method 10: 56/70 against 48/80, and 9/10 against 3/10.
    const a = uplift({ members: 70, converted: 56 }, { members: 80, converted: 48 });
    expect([a.points, a.low, a.high]).toEqual([20, 5.24, 33.39]);
    const b = uplift({ members: 10, converted: 9 }, { members: 10, converted: 3 });
    expect([b.points, b.low, b.high]).toEqual([60, 17.05, 80.9]);
  });

  it('never claims anything of a handful of people', () => {
    expect(uplift({ members: 19, converted: 19 }, { members: 300, converted: 0 }).verdict).toBe('too_few');
    expect(uplift({ members: 0, converted: 0 }, { members: 10, converted: 1 }).verdict).toBe('too_few');
  });

  it('changes its sign when the arms change places, and its interval holds the difference', () => {
    const arm = fc
      .integer({ min: 1, max: 5000 })
      .chain((members) =>
        fc.record({ members: fc.constant(members), converted: fc.integer({ min: 0, max: members }) }),
      );
    fc.assert(
      fc.property(arm, arm, (x, y) => {
        const there = uplift(x, y);
        const back = uplift(y, x);
        expect(there.points).toBeCloseTo(-back.points, 5);
        expect(there.low).toBeCloseTo(-back.high, 5);
        expect(there.low).toBeLessThanOrEqual(there.points);
        expect(there.high).toBeGreaterThanOrEqual(there.points);
      }),
    );
  });

  it('keeps a proportion’s interval between 0 and 1', () => {
    expect(wilson({ members: 10, converted: 0 }).low).toBe(0);
    expect(wilson({ members: 10, converted: 10 }).high).toBeCloseTo(1, 12);
  });
});
