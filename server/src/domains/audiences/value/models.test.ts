import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productRoot } from '../../../launch/product.ts';
import type { Buying } from './buying.ts';
import { aliveOf, type BuyingModel, expectedOf, expectedOfNew, fitBuying, likelihood } from './buying-model.ts';
import { digamma, lnGamma } from './gamma.ts';
import { minimise } from './minimise.ts';
import { fitSpending, purchaseWorth } from './spending-model.ts';

const shared = path.join(productRoot, '../shared/data');
const summary = path.join(shared, 'cdnow/cdnow_customers_summary.csv');
const oracle = path.join(shared, 'oracles/clv_bgnbd.json');

describe.skipIf(!existsSync(summary))('CDNOW, whose figures are published (left out where the data is absent)', () => {
  const customers: readonly Buying[] = existsSync(summary)
    ? readFileSync(summary, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').map(Number))
        .map(([, repeats = 0, last = 0, age = 0]) => ({ repeats, last, age }))
    : [];
  const published = existsSync(oracle) ? JSON.parse(readFileSync(oracle, 'utf8')).bgnbd : null;
  const her = { repeats: 2, last: 30.43, age: 38.86 };

  it('BG/NBD has the parameters, the likelihood and the expectations of Fader, Hardie and Lee', async () => {
    const model = await fitBuying('bg', customers);
    if (model === null) throw new Error('no model');
    const { r, alpha, a, b } = model;
    for (const [n, value] of published.params_r_alpha_a_b.entries()) expect([r, alpha, a, b][n]).toBeCloseTo(value, 4);
    expect(model.logLikelihood).toBeCloseTo(published.loglik, 6);
    expect(model.found).toBe(true);
    for (const [n, value] of published['E_X(t)_t=1..10'].entries())
      expect(expectedOfNew(model, n + 1)).toBeCloseTo(value, 6);
    expect(aliveOf(model, her)).toBeCloseTo(published['palive_x=2_tx=30.43_T=38.86'], 6);
    expect(expectedOf(model, her, 39)).toBeCloseTo(published['cond_expect_t=39_x=2_tx=30.43_T=38.86'], 6);
    const all = customers.reduce((sum, one) => sum + expectedOf(model, one, 39), 0);
    expect(all).toBeCloseTo(published['sum_cond_expect_t=39_all'], 3);
    const at = (r: number, alpha: number, a: number, b: number) =>
      likelihood({ kind: 'bg', r, alpha, a, b }, customers);
    expect((await at(0.243, 4.414, 0.793, 2.426)).value).toBeCloseTo(
      published['loglik_at_published(.243,4.414,.793,2.426)'],
      6,
    );
    expect((await at(0.5, 6, 1.2, 3.3)).value).toBeCloseTo(published['loglik_at_(0.5,6,1.2,3.3)'], 6);
  });

  it('MBG/NBD has those of Batislam, Denizel and Filiztekin, and says of nobody who never came again that she is there for certain', async () => {
    const model = await fitBuying('mbg', customers);
    if (model === null) throw new Error('no model');
    for (const [found, told] of [
      [model.r, 0.525],
      [model.alpha, 6.183],
      [model.a, 0.891],
      [model.b, 1.614],
    ] as const)
      expect(found).toBeCloseTo(told, 3);
    expect(model.logLikelihood).toBeCloseTo(-9582.1, 1);
    for (const one of customers) expect(aliveOf(model, one)).toBeLessThan(1);
  });
});

const model: fc.Arbitrary<BuyingModel> = fc.record({
  kind: fc.constantFrom('bg' as const, 'mbg' as const),
  r: fc.double({ min: 0.05, max: 5, noNaN: true }),
  alpha: fc.double({ min: 0.5, max: 200, noNaN: true }),
  a: fc.double({ min: 0.05, max: 5, noNaN: true }),
  b: fc.double({ min: 0.1, max: 8, noNaN: true }),
});
const customer: fc.Arbitrary<Buying> = fc
  .record({
    repeats: fc.integer({ min: 0, max: 400 }),
    age: fc.integer({ min: 1, max: 1500 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ repeats, age, share }) => ({ repeats, age, last: repeats === 0 ? 0 : Math.round(age * share) }));

describe('any model', () => {
  it('says a probability, and expects more of a longer time, whoever she is', () => {
    fc.assert(
      fc.property(model, customer, (model, one) => {
        const alive = aliveOf(model, one);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        const expected = [30, 90, 365].map((time) => expectedOf(model, one, time));
        for (const value of expected) expect(Number.isFinite(value)).toBe(true);
        expect(expected.every((value, n) => value >= (expected[n - 1] ?? 0) - 1e-9)).toBe(true);
        // A little time brings what her rate and her being there say, E[λ] P(alive), but for the orders after which she may leave.
        const rate = (model.r + one.repeats) / (model.alpha + one.age);
        const little = 1e-4 / Math.max(1, rate);
        const told = rate * alive;
        expect(Math.abs(expectedOf(model, one, little) / little - told)).toBeLessThanOrEqual(1e-3 * told + 1e-6);
      }),
    );
  });

  it('says a number also where all leave alike, the same that its neighbours say', () => {
    const alike = fc.record({
      a: fc.double({ min: 20, max: 1e6, noNaN: true }),
      more: fc.double({ min: 0.1, max: 100, noNaN: true }),
      r: fc.double({ min: 0.2, max: 3, noNaN: true }),
      alpha: fc.double({ min: 0.5, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(alike, customer, fc.constantFrom(30, 90, 365), ({ a, more, r, alpha }, one, time) => {
        const at = (by: number) => expectedOf({ kind: 'mbg', r, alpha, a: a * by, b: a * more * by }, one, time);
        expect(Number.isFinite(at(1))).toBe(true);
        expect(at(1)).toBeGreaterThanOrEqual(0);
      }),
    );
    // Where one way of computing gives way to the other.
    const z = 90 / (20 + 50 + 90);
    const edge = 1 - 200 / Math.log1p(-z);
    const beside = (a: number) =>
      expectedOf({ kind: 'mbg', r: 0.7, alpha: 20, a, b: 3 * a }, { repeats: 2, last: 30, age: 50 }, 90);
    expect(Math.abs(beside(edge * 1.0001) / beside(edge * 0.9999) - 1)).toBeLessThan(1e-4);
  });

  it('has the slope that its likelihood has', async () => {
    await fc.assert(
      fc.asyncProperty(model, fc.array(customer, { minLength: 1, maxLength: 20 }), async (model, customers) => {
        const { slope } = await likelihood(model, customers);
        for (const [n, key] of (['r', 'alpha', 'a', 'b'] as const).entries()) {
          const at = async (by: number) =>
            (await likelihood({ ...model, [key]: model[key] * Math.exp(by) }, customers)).value;
          const step = 1e-5;
          const measured = ((await at(step)) - (await at(-step))) / (2 * step);
          expect(Math.abs((slope[n] ?? 0) - measured)).toBeLessThan(1e-3 * Math.max(1, Math.abs(measured)));
        }
      }),
    );
  });

  it('is found again from customers who live by it', async () => {
    const truth = { r: 0.8, alpha: 20, a: 0.9, b: 2.5 };
    const found = await fitBuying('mbg', simulated(truth, 6000));
    for (const key of ['r', 'alpha', 'a', 'b'] as const)
      expect(Math.abs(Math.log((found?.[key] ?? 0) / truth[key]))).toBeLessThan(0.35);
    const model = { ...truth, kind: 'mbg' as const };
    // What it expects is what the true one expects, which is all that anybody asks it.
    for (const one of [
      { repeats: 0, last: 0, age: 100 },
      { repeats: 3, last: 80, age: 100 },
    ])
      expect(Math.abs((found ? expectedOf(found, one, 90) : 0) / expectedOf(model, one, 90) - 1)).toBeLessThan(0.1);
  });

  it('counts customers who are alike as so many, and refuses to say anything of none', async () => {
    const one = { repeats: 3, last: 40, age: 50 };
    const other = { repeats: 0, last: 0, age: 50 };
    const apart = await likelihood({ kind: 'mbg', r: 1, alpha: 2, a: 1, b: 1 }, [one, one, other]);
    const together = await likelihood({ kind: 'mbg', r: 1, alpha: 2, a: 1, b: 1 }, [{ ...one, times: 2 }, other]);
    expect(together.value).toBeCloseTo(apart.value, 9);
    expect(await fitBuying('mbg', [])).toBeNull();
    expect(await fitBuying('mbg', [other, other])).toBeNull();
    expect(await fitSpending([])).toBeNull();
  });
});

it('a fit ends where nothing but what adding up left over could still be won', async () => {
  let looks = 0;
  const lowest = await minimise(
    async ([x = 0]) => {
      looks += 1;
      return { value: 4 + (x - 1) ** 2 + 1e-15 * Math.sin(1e9 * x), slope: [2 * (x - 1) + 1e-6] };
    },
    [5],
  );
  expect(lowest.at[0]).toBeCloseTo(1, 4);
  expect(looks).toBeLessThan(1000);
});

describe('what a purchase is worth', () => {
  it('is between her own mean and that of all, nearer to her own the more she bought', async () => {
    const random = seeded(7);
    const customers = Array.from({ length: 4000 }, () => {
      const own = gammaOf(random, 3.7) / 15.4;
      const repeats = 1 + Math.floor(random() * 12);
      const mean = gammaOf(random, 6.2 * repeats) / own / repeats;
      return { repeats, mean };
    });
    const model = await fitSpending(customers);
    if (model === null) throw new Error('no model');
    for (const [found, told] of [
      [model.p, 6.2],
      [model.q, 3.7],
      [model.v, 15.4],
    ] as const)
      expect(Math.abs(Math.log(found / told))).toBeLessThan(0.3);
    const all = (model.p * model.v) / (model.q - 1);
    const worth = [1, 5, 50].map((repeats) => purchaseWorth(model, { repeats, mean: all * 3 }) ?? 0);
    expect(worth[0]).toBeGreaterThan(all);
    expect(worth).toEqual([...worth].sort((a, b) => a - b));
    expect(worth[2]).toBeLessThan(all * 3);
  });
});

it('ln Γ and its slope are those of the tables', () => {
  expect(lnGamma(1)).toBeCloseTo(0, 12);
  expect(lnGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12);
  expect(lnGamma(101)).toBeCloseTo(363.739_375_555_563_5, 9);
  expect(digamma(1)).toBeCloseTo(-0.577_215_664_901_532_9, 12);
  expect(digamma(0.5)).toBeCloseTo(-0.577_215_664_901_532_9 - 2 * Math.log(2), 12);
});

/** Lives of customers by a model of the second kind, drawn from a fixed seed. */
function simulated({ r, alpha, a, b }: Omit<BuyingModel, 'kind'>, count: number): Buying[] {
  const random = seeded(42);
  return Array.from({ length: count }, () => {
    const rate = gammaOf(random, r) / alpha;
    const [one, two] = [gammaOf(random, a), gammaOf(random, b)];
    const leaves = one / (one + two);
    const age = 50 + Math.floor(random() * 300);
    let [repeats, last] = [0, 0];
    for (let time = 0; random() > leaves; ) {
      time += -Math.log(1 - random()) / rate;
      if (time > age) break;
      repeats += 1;
      last = time;
    }
    return { repeats, last, age };
  });
}

/** Numbers between 0 and 1 that are the same at every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A gamma distribution's draw (Marsaglia and Tsang 2000). */
function gammaOf(random: () => number, shape: number): number {
  if (shape < 1) return gammaOf(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
