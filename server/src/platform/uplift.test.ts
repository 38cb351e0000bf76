import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Count, type Moments, meansText, meansUplift, type Uplift, uplift } from './uplift.ts';

const one = (treated: Count, holdout: Count): Uplift => uplift([{ treated, holdout }]);

const arm = fc
  .integer({ min: 1, max: 5000 })
  .chain((members) => fc.record({ members: fc.constant(members), converted: fc.integer({ min: 0, max: members }) }));

describe('uplift', () => {
  it('gives the interval of its formula', () => {
    // By hand: 56/70 against 48/80. V = 0.005721 (both as one), N = 37.33, Nρ² = 1.639, 3.348 standard errors.
    const a = one({ members: 70, converted: 56 }, { members: 80, converted: 48 });
    expect([a.points, a.low, a.high].map(Math.round)).toEqual([20, -5, 45]);
    // Of one look alone it would be 5 to 33 (Newcombe); looked at for ever it must reach further.
    expect(a.verdict).toBe('unclear');
  });

  it('looked at every day for half a year, is wrong in less than 5 of 100 journeys that do nothing', () => {
    for (const [rate, held, perDay] of [
      [0.02, 0.1, 40],
      [0.05, 0.1, 25],
      [0.1, 0.2, 15],
      [0.3, 0.5, 10],
    ] as const) {
      const random = seeded(20261128);
      let wrong = 0;
      for (let shop = 0; shop < 300; shop += 1) if (everWrong(random, { rate, held, perDay })) wrong += 1;
      expect(wrong / 300).toBeLessThan(0.05);
    }
  });

  it('still finds what is there: 3 points over 5 % with a tenth held out', () => {
    const arm = (members: number, rate: number) => ({ members, converted: Math.round(members * rate) });
    expect(one(arm(4_500, 0.08), arm(500, 0.05)).verdict).toBe('unclear');
    expect(one(arm(9_000, 0.08), arm(1_000, 0.05)).verdict).toBe('better');
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
    expect([within.points, within.verdict]).toEqual([2.07, 'unclear']);
    const tenfold = (count: Count) => ({ members: count.members * 10, converted: count.converted * 10 });
    const more = strata.map(({ treated, holdout }) => ({ treated: tenfold(treated), holdout: tenfold(holdout) }));
    expect([uplift(more).points, uplift(more).verdict]).toEqual([2.07, 'better']);
  });

  it('leaves out a version that held nobody back', () => {
    const strata = [
      { treated: { members: 500, converted: 400 }, holdout: { members: 0, converted: 0 } },
      { treated: { members: 70, converted: 56 }, holdout: { members: 80, converted: 48 } },
    ];
    expect(uplift(strata)).toEqual(uplift(strata.slice(1)));
    expect(uplift(strata.slice(0, 1)).verdict).toBe('too_few');
  });
});

describe('what people spent', () => {
  it('looked at every day for a quarter, is wrong in less than 5 of 100 experiments that do nothing; of two versions with shares of their own too', () => {
    for (const [rate, perDay] of [
      [0.05, 60],
      [0.2, 30],
      [0.6, 20],
    ] as const) {
      const random = seeded(20261129);
      let wrong = 0;
      for (let shop = 0; shop < 200; shop += 1) if (everWrongOfMoney(random, rate, perDay)) wrong += 1;
      expect(wrong / 200).toBeLessThan(0.05);
    }
  });

  it('covers the true difference of heavy-tailed baskets at least as often as it says, whatever the size', () => {
    const sizes = fc.integer({ min: 40, max: 400 });
    const rates = fc.double({ min: 0.05, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(sizes, sizes, rates, rates, fc.integer(), (n, m, a, b, seed) => {
        const random = seeded(seed);
        const truth = (a - b) * MEAN_BASKET;
        let held = 0;
        for (let time = 0; time < 60; time += 1) {
          const found = meansUplift([
            { treated: drawnArm(random, n, a), holdout: drawnArm(random, m, b) },
            { treated: drawnArm(random, 2 * n, a), holdout: drawnArm(random, m, b) },
          ]);
          if (found.verdict === 'too_few' || (found.low <= truth && truth <= found.high)) held += 1;
        }
        // 95 of 100 at least; of sixty draws, five standard errors below that would be a fault.
        expect(held / 60).toBeGreaterThan(0.95 - 5 * Math.sqrt((0.95 * 0.05) / 60));
      }),
      { numRuns: 40 },
    );
  });

  it('changes its sign when the arms change places, says nothing where nobody bought, and finds what is there', () => {
    const arm = (members: number, each: number): Moments => ({
      members,
      sum: members * each,
      squares: members * each ** 2 * 2,
    });
    const [there, back] = [
      meansUplift([{ treated: arm(900, 5000), holdout: arm(800, 4000) }]),
      meansUplift([{ treated: arm(800, 4000), holdout: arm(900, 5000) }]),
    ];
    expect([there.value, there.verdict]).toEqual([1000, 'better']);
    expect([back.value, back.low, back.high, back.verdict]).toEqual([-1000, -there.high, -there.low, 'worse']);
    expect(meansText(there).zh).toMatch(/^人均消费高 ¥10（95% 区间 \+¥\d/);
    expect(meansUplift([{ treated: arm(900, 0), holdout: arm(800, 0) }]).verdict).toBe('too_few');
    expect(meansUplift([{ treated: arm(19, 5000), holdout: arm(800, 10) }]).verdict).toBe('too_few');
  });
});

/** Baskets of 20 to 2 000 yuan with a long tail: exp of a normal, its mean in fen. */
const MEAN_BASKET = Math.exp(8.5 + 0.9 ** 2 / 2);

function basket(random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(8.5 + 0.9 * normal);
}

function drawnArm(random: () => number, members: number, rate: number): Moments {
  let [sum, squares] = [0, 0];
  for (let n = 0; n < members; n += 1) {
    const spent = random() < rate ? basket(random) : 0;
    sum += spent;
    squares += spent ** 2;
  }
  return { members, sum, squares };
}

function everWrongOfMoney(random: () => number, rate: number, perDay: number): boolean {
  const arm = () => ({ members: 0, sum: 0, squares: 0 });
  const versions = [
    { treated: arm(), holdout: arm() },
    { treated: arm(), holdout: arm() },
  ];
  for (let day = 0; day < 90; day += 1) {
    const [version, share] = day < 45 ? [versions[0], 0.5] : [versions[1], 0.2];
    for (let n = 0; n < perDay && version; n += 1) {
      const drawn = random() < share ? version.holdout : version.treated;
      const spent = random() < rate ? basket(random) : 0;
      drawn.members += 1;
      drawn.sum += spent;
      drawn.squares += spent ** 2;
    }
    const { verdict } = meansUplift(versions);
    if (verdict === 'better' || verdict === 'worse') return true;
  }
  return false;
}

type Shop = { readonly rate: number; readonly held: number; readonly perDay: number };

/** People come in day by day, both arms alike; does the verdict of any day claim something? */
function everWrong(random: () => number, { rate, held, perDay }: Shop): boolean {
  const arms = { treated: { members: 0, converted: 0 }, holdout: { members: 0, converted: 0 } };
  for (let day = 0; day < 180; day += 1) {
    for (let n = 0; n < perDay; n += 1) {
      const arm = random() < held ? arms.holdout : arms.treated;
      arm.members += 1;
      if (random() < rate) arm.converted += 1;
    }
    const { verdict } = uplift([arms]);
    if (verdict === 'better' || verdict === 'worse') return true;
  }
  return false;
}

/** Mulberry32: the same numbers each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
