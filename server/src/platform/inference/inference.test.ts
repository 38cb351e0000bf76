import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corrected } from './correction.ts';
import { chiSquareTail, normalCdf, normalQuantile, studentCdf, studentQuantile, studentTail } from './distributions.ts';
import { scaleNeeded } from './power.ts';
import { type Compared, type Figures, type ReadBy, readArms, readAsUsual } from './read-arms.ts';
import { sampleRatio } from './srm.ts';

const oracles = resolve(import.meta.dirname, '../../../../../shared/data/oracles');
const present = existsSync(oracles);
if (!present) console.warn(`left out: the published numbers of gbstats, for ${oracles} is not there`);

describe('the distributions', () => {
  it('say to nine digits what @stdlib says', () => {
    const pairs: readonly (readonly [number, number])[] = [
      [studentTail(1.9, 30), 0.033541461999298465],
      [studentQuantile(0.975, 30), 2.0422724563012378],
      [studentQuantile(0.999999, 2.5), 220.17342917570426],
      [studentQuantile(1e-9, 1e6), -5.997862455710896],
      [studentQuantile(0.975, 1), 12.706204736174694],
      [normalCdf(-5), 2.866515718791946e-7],
      [normalQuantile(0.975), 1.9599639845400538],
      [chiSquareTail(12.3, 3), 0.006423057576577906],
    ];
    for (const [ours, theirs] of pairs) expect(Math.abs(ours / theirs - 1)).toBeLessThan(1e-9);
  });

  it('turn back what they gave', () => {
    const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(share, fc.double({ min: 1, max: 1e5, noNaN: true }), (p, df) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 10);
        expect(studentCdf(studentQuantile(p, df), df)).toBeCloseTo(p, 8);
      }),
      { numRuns: 100 },
    );
  });
});

describe.runIf(present)('against gbstats', () => {
  it('reads the whole grid alike, to six digits', () => {
    const { cases } = read('gbstats_grid.json', Type.Object({ cases: Type.Array(GridCase) }));
    expect(cases.length).toBeGreaterThan(20);
    for (const { case: name, input, output } of cases) {
      const found = only(figuresOf(input), {
        method: name.includes('sequential') ? 'sequential' : name.includes('bayes') ? 'bayesian' : 'frequentist',
        difference: input.difference_type ?? 'relative',
        narrowestAt: input.tuning ?? readAsUsual.narrowestAt,
      });
      const theirs = [output.expected, ...output.ci, output.uplift.stddev, output.pValue, output.chanceToWin];
      const ours = [found.estimate, ...found.interval, found.error, found.p, found.chanceToWin];
      theirs.forEach((each, at) => {
        if (each !== undefined) expect(ours[at], `${name} ${JSON.stringify(input)}`).toBeCloseTo(each, 6);
      });
      for (const [at, each] of (output.risk ?? []).entries()) expect(found.risk[at]).toBeCloseTo(each, 6);
    }
  });

  it('says what its own tests publish', () => {
    const means = (a: readonly number[], b: readonly number[]): Figures => ({
      metric: 'mean',
      arms: [a, b].map(([sum = 0, squares = 0, n = 0]) => ({ sum, squares, n })),
    });
    const shares = (a: readonly [number, number], b: readonly [number, number]): Figures => ({
      metric: 'proportion',
      arms: [a, b].map(([sum, n]) => ({ sum, n })),
    });
    const five = (one: Compared) => [one.estimate, ...one.interval, one.error].map((x) => Math.round(x * 1e5) / 1e5);
    const eggs = means([100, 1002.25, 10], [105, 1111.5, 10]);
    expect(five(only(eggs, { method: 'bayesian', prior: { mean: 0.1, variance: 0.1 } }))).toEqual([
      0.05063, -0.01893, 0.12019, 0.03549,
    ]);
    const once = only(shares([1396, 3000], [2422, 3461]), { method: 'sequential' });
    expect(five(once)).toEqual([0.50386, 0.40098, 0.60675, 0.03386]);
    expect(once.p).toBeLessThan(1e-5);
    const wide = means([1396.87, 52377.9767, 3000], [2422.7, 134698.29, 3461]);
    const early = only(wide, { method: 'sequential', narrowestAt: 1000 });
    expect([...five(early), early.p]).toEqual([0.50336, -0.55844, 1.56516, 0.33341, 1]);
    const before = (sum: number, squares: number) => ({ sum, squares, products: 1 });
    const adjusted: Figures = {
      metric: 'mean',
      arms: [
        { n: 3000, sum: 1396.87, squares: 52377.9767, before: before(16.87, 527.9767) },
        { n: 3461, sum: 2422.7, squares: 134698.29, before: before(22.7, 1348.29) },
      ],
    };
    expect(five(only(adjusted, { method: 'sequential' }))).toEqual([0.50338, -0.50969, 1.51646, 0.33341]);
  });

  it('needs as many more people for a least effect', () => {
    const { error } = only(
      {
        metric: 'mean',
        arms: [
          { sum: 500, squares: 1500, n: 500 },
          { sum: 525, squares: 1551.25, n: 500 },
        ],
      },
      { method: 'frequentist' },
    );
    const aim = { least: 0.05, alpha: 0.05, power: 0.8, narrowestAt: null, prior: null };
    const soFar = { n: 1000, error };
    expect(scaleNeeded(soFar, aim)).toBeCloseTo(25.45703125, 6);
    expect(scaleNeeded(soFar, { ...aim, narrowestAt: 5000 })).toBeCloseTo(55.66796875, 6);
    expect(scaleNeeded(soFar, { ...aim, prior: { mean: 0.05, variance: 0.001 } })).toBeCloseTo(13.9404296875, 6);
  });

  it('finds the same sample ratios', () => {
    const Case = Type.Object({
      users: Type.Array(Type.Number()),
      weights: Type.Array(Type.Number()),
      p: Type.Number(),
    });
    const { cases } = read('srm_cases.json', Type.Object({ cases: Type.Array(Case) }));
    expect(cases).toHaveLength(5);
    for (const { users, weights, p } of cases) {
      const arms = users.map((each, at) => ({ users: each, weight: weights[at] ?? 0 }));
      expect(sampleRatio(arms).p).toBeCloseTo(p, 9);
    }
  });
});

describe('a reading', () => {
  it('of a ratio and of a quantile is within a few percent of what drawing again shows', () => {
    const random = seeded(7);
    const drawn = Array.from({ length: 400 }, () => {
      const people = Array.from({ length: 300 }, () => {
        const orders = 1 + Math.floor(random() * 4);
        return { orders, spent: orders * 50 * (0.5 + random()) };
      });
      const sum = (of: (one: (typeof people)[number]) => number) => people.reduce((all, one) => all + of(one), 0);
      return {
        n: people.length,
        sum: sum((one) => one.spent),
        squares: sum((one) => one.spent ** 2),
        denominator: {
          sum: sum((one) => one.orders),
          squares: sum((one) => one.orders ** 2),
          products: sum((one) => one.orders * one.spent),
        },
      };
    });
    const ratios = drawn.map(({ sum, denominator }) => sum / denominator.sum);
    const mean = ratios.reduce((all, one) => all + one, 0) / ratios.length;
    const spread = Math.sqrt(ratios.reduce((all, one) => all + (one - mean) ** 2, 0) / (ratios.length - 1));
    const [a, b] = drawn;
    if (a === undefined || b === undefined) throw new Error('none drawn');
    const found = only({ metric: 'ratio', arms: [a, b] }, { method: 'frequentist', difference: 'absolute' });
    expect(found.error / (spread * Math.SQRT2)).toBeGreaterThan(0.85);
    expect(found.error / (spread * Math.SQRT2)).toBeLessThan(1.15);
    // The median of a uniform: its deviation is 1 ⁄ (2 √n), whatever the order statistics were.
    const z = 0.98 / Math.sqrt(1000);
    const arm = { n: 1000, nStar: 1000, level: 0.5, value: 0.5, lower: 0.5 - z, upper: 0.5 + z };
    const median = only({ metric: 'quantile', arms: [arm, arm] }, { method: 'frequentist', difference: 'absolute' });
    expect(median.error).toBeCloseTo(Math.SQRT2 / (2 * Math.sqrt(1000)), 4);
  });

  it('says why it cannot be made, and never a number of nothing', () => {
    const share = (n: number, sum: number) => ({ n, sum });
    const why = (a: { n: number; sum: number }, b: { n: number; sum: number }) =>
      readArms({ metric: 'proportion', arms: [a, b] }, readAsUsual)[0];
    expect(why(share(0, 0), share(10, 1))).toBe('nobody');
    expect(why(share(10, 0), share(10, 1))).toBe('no_variance');
    const flat = { n: 10, sum: 0, squares: 10 };
    expect(readArms({ metric: 'mean', arms: [flat, { n: 10, sum: 5, squares: 10 }] }, readAsUsual)[0]).toBe(
      'control_is_zero',
    );
  });

  it('of several arms errs no more often than of one', () => {
    expect(corrected([0.01, 0.04, 0.03], 'holm').map((p) => Math.round(p * 100) / 100)).toEqual([0.03, 0.06, 0.06]);
    expect(corrected([0.01, 0.04, 0.03], 'benjamini_hochberg').map((p) => Math.round(p * 100) / 100)).toEqual([
      0.03, 0.04, 0.04,
    ]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }), (ps) => {
        corrected(ps, 'holm').forEach((p, at) => {
          expect(p * (1 + 1e-12)).toBeGreaterThanOrEqual(corrected(ps, 'benjamini_hochberg')[at] ?? 1);
          expect(corrected(ps, 'benjamini_hochberg')[at]).toBeGreaterThanOrEqual((ps[at] ?? 1) * (1 - 1e-12));
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('two thousand experiments that change nothing', () => {
  it('are called different five times of a hundred when read once, and hardly ever when read every day by the sequence', () => {
    const random = seeded(20261130);
    const runs = 2000;
    const [days, perDay] = [30, 80];
    let [once, ever, everSequential] = [0, 0, 0];
    for (let run = 0; run < runs; run += 1) {
      const arms = [
        { n: 0, sum: 0 },
        { n: 0, sum: 0 },
      ];
      let [peeked, sequence, last] = [false, false, false];
      for (let day = 0; day < days; day += 1) {
        for (const arm of arms) {
          arm.n += perDay;
          arm.sum += bought(random, perDay, 0.2);
        }
        const off = (method: ReadBy['method']) => {
          const [found] = readArms({ metric: 'proportion', arms }, { ...readAsUsual, method });
          return typeof found === 'object' && (found.interval[0] > 0 || found.interval[1] < 0);
        };
        last = off('frequentist');
        peeked ||= last;
        sequence ||= off('sequential');
      }
      if (last) once += 1;
      if (peeked) ever += 1;
      if (sequence) everSequential += 1;
    }
    // Five of a hundred, and three deviations of two thousand draws around it.
    expect(Math.abs(once / runs - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / runs));
    expect(ever / runs).toBeGreaterThan(0.15);
    expect(everSequential / runs).toBeLessThan(0.05);
  });
});

/** How many of so many did it: the normal near the binomial would do, but counts are what is read. */
function bought(random: () => number, people: number, rate: number): number {
  let count = 0;
  for (let one = 0; one < people; one += 1) if (random() < rate) count += 1;
  return count;
}

function only(figures: Figures, by: Partial<ReadBy>): Compared {
  const [found] = readArms(figures, { ...readAsUsual, ...by });
  if (typeof found !== 'object') throw new Error(`not read: ${found}`);
  return found;
}

const GridArm = Type.Union([
  Type.Object({ type: Type.Literal('proportion'), sum: Type.Number(), n: Type.Number() }),
  Type.Object({ type: Type.Literal('mean'), sum: Type.Number(), sum_squares: Type.Number(), n: Type.Number() }),
  Type.Object({
    n: Type.Number(),
    post_sum: Type.Number(),
    post_sum_squares: Type.Number(),
    pre_sum: Type.Number(),
    pre_sum_squares: Type.Number(),
    post_pre_sum_of_products: Type.Number(),
  }),
]);
const Difference = Type.Union([Type.Literal('relative'), Type.Literal('absolute')]);
const GridCase = Type.Object({
  case: Type.String(),
  input: Type.Object({
    a: GridArm,
    b: GridArm,
    difference_type: Type.Optional(Difference),
    tuning: Type.Optional(Type.Number()),
  }),
  output: Type.Object({
    expected: Type.Number(),
    ci: Type.Array(Type.Number()),
    uplift: Type.Object({ stddev: Type.Number() }),
    pValue: Type.Optional(Type.Number()),
    chanceToWin: Type.Optional(Type.Number()),
    risk: Type.Optional(Type.Array(Type.Number())),
  }),
});

type Input = { readonly a: (typeof GridArm)['static']; readonly b: (typeof GridArm)['static'] };

function figuresOf({ a, b }: Input): Figures {
  const arms = [a, b];
  const shares = arms.flatMap((arm) =>
    'type' in arm && arm.type === 'proportion' ? [{ n: arm.n, sum: arm.sum }] : [],
  );
  if (shares.length === 2) return { metric: 'proportion', arms: shares };
  return {
    metric: 'mean',
    arms: arms.flatMap((arm) =>
      'post_sum' in arm
        ? [
            {
              n: arm.n,
              sum: arm.post_sum,
              squares: arm.post_sum_squares,
              before: { sum: arm.pre_sum, squares: arm.pre_sum_squares, products: arm.post_pre_sum_of_products },
            },
          ]
        : 'sum_squares' in arm
          ? [{ n: arm.n, sum: arm.sum, squares: arm.sum_squares }]
          : [],
    ),
  };
}

function read<Schema extends Parameters<typeof Value.Decode>[0]>(file: string, schema: Schema) {
  return Value.Decode(schema, JSON.parse(readFileSync(resolve(oracles, file), 'utf8')));
}

/** Mulberry32: the same draws on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
