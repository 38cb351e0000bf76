import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Count, type Uplift, uplift, wilson } from './uplift.ts';

const one = (treated: Count, holdout: Count): Uplift => uplift([{ treated, holdout }]);

const arm = fc
  .integer({ min: 1, max: 5000 })
  .chain((members) => fc.record({ members: fc.constant(members), converted: fc.integer({ min: 0, max: members }) }));

describe('uplift', () => {
  it('gives the intervals of Newcombe’s paper', () => {
    // Newcombe 1998, Statistics in Medicine 17:873–890, table II, method 10: 56/70 against 48/80, and 9/10 against 3/10.
    const a = one({ members: 70, converted: 56 }, { members: 80, converted: 48 });
    expect([a.points, a.low, a.high]).toEqual([20, 5.24, 33.39]);
    const b = one({ members: 10, converted: 9 }, { members: 10, converted: 3 });
    expect([b.points, b.low, b.high]).toEqual([60, 17.05, 80.9]);
  });

  it('never claims anything of a handful of people', () => {
    expect(one({ members: 19, converted: 19 }, { members: 300, converted: 0 }).verdict).toBe('too_few');
    expect(one({ members: 0, converted: 0 }, { members: 10, converted: 1 }).verdict).toBe('too_few');
  });

  it('changes its sign when the arms change places, and its interval holds the difference', () => {
    fc.assert(
      fc.property(arm, arm, (x, y) => {
        const there = one(x, y);
        const back = one(y, x);
        expect(there.points).toBeCloseTo(-back.points, 5);
        expect(there.low).toBeCloseTo(-back.high, 5);
        expect(there.low).toBeLessThanOrEqual(there.points);
        expect(there.high).toBeGreaterThanOrEqual(there.points);
      }),
    );
  });

  it('of one version is Newcombe’s interval, whatever the counts', () => {
    fc.assert(
      fc.property(arm, arm, (treated, holdout) => {
        const [a, b] = [wilson(treated), wilson(holdout)];
        const difference = a.rate - b.rate;
        const { points, low, high } = uplift([{ treated, holdout }]);
        expect(points).toBeCloseTo(difference * 100, 1);
        expect(low).toBeCloseTo((difference - Math.hypot(a.rate - a.low, b.high - b.rate)) * 100, 1);
        expect(high).toBeCloseTo((difference + Math.hypot(a.high - a.rate, b.rate - b.low)) * 100, 1);
      }),
    );
  });

  it('of equal versions is the difference that each has, and surer than one of them', () => {
    fc.assert(
      fc.property(arm, arm, fc.integer({ min: 2, max: 6 }), (treated, holdout, times) => {
        const once = uplift([{ treated, holdout }]);
        const often = uplift(Array.from({ length: times }, () => ({ treated, holdout })));
        expect(often.points).toBe(once.points);
        expect(often.high - often.low).toBeLessThanOrEqual(once.high - once.low + 0.02);
        expect(often.low).toBeLessThanOrEqual(often.points);
        expect(often.high).toBeGreaterThanOrEqual(often.points);
      }),
    );
  });

  it('lies between what the versions show, and takes no side by their order', () => {
    const stratum = fc.record({ treated: arm, holdout: arm });
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 5 }), (strata) => {
        const each = strata.map((one) => uplift([one]).points);
        const all = uplift(strata);
        expect(all.points).toBeGreaterThanOrEqual(Math.min(...each) - 0.02);
        expect(all.points).toBeLessThanOrEqual(Math.max(...each) + 0.02);
        expect(uplift(strata.toReversed())).toEqual(all);
        const swapped = uplift(strata.map(({ treated, holdout }) => ({ treated: holdout, holdout: treated })));
        expect(swapped.low).toBeCloseTo(-all.high, 5);
      }),
    );
  });

  it('sees through what pooling gets wrong: a share held out that changed with the season', () => {
    // Out of season 10 % were held out and few buy; in season half were, and many buy. The journey helps in both.
    const strata = [
      { treated: { members: 9000, converted: 450 }, holdout: { members: 1000, converted: 40 } },
      { treated: { members: 1000, converted: 420 }, holdout: { members: 1000, converted: 380 } },
    ];
    const sum = (arm: 'treated' | 'holdout') => ({
      members: strata.reduce((all, one) => all + one[arm].members, 0),
      converted: strata.reduce((all, one) => all + one[arm].converted, 0),
    });
    expect(one(sum('treated'), sum('holdout')).verdict).toBe('worse');
    // By hand: weights 900 and 500 of 1400, (0.01 × 900 + 0.04 × 500) ⁄ 1400 = 2.07 points.
    const within = uplift(strata);
    expect([within.points, within.verdict]).toEqual([2.07, 'better']);
  });

  it('leaves out a version that held nobody back', () => {
    const strata = [
      { treated: { members: 500, converted: 400 }, holdout: { members: 0, converted: 0 } },
      { treated: { members: 70, converted: 56 }, holdout: { members: 80, converted: 48 } },
    ];
    expect(uplift(strata)).toEqual(uplift(strata.slice(1)));
    expect(uplift(strata.slice(0, 1)).verdict).toBe('too_few');
  });

  it('keeps a proportion’s interval between 0 and 1', () => {
    expect(wilson({ members: 10, converted: 0 }).low).toBe(0);
    expect(wilson({ members: 10, converted: 10 }).high).toBeCloseTo(1, 12);
  });
});
