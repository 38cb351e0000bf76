import { expect, it } from 'vitest';
import type { Buying } from './buying.ts';
import { expectedOf, fitBuying } from './buying-model.ts';
import { chanceOf, intervalOf, spreadOf } from './spread.ts';

const TRUTH = { r: 0.8, alpha: 30, a: 0.9, b: 2.5 };
const [SHOPS, CUSTOMERS, KNOWN, AHEAD] = [60, 500, 240, 90];

/** Mulberry32: the same shops each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Marsaglia and Tsang's draw of a gamma distribution. */
function gammaOf(random: () => number, shape: number): number {
  if (shape < 1) return gammaOf(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Somebody who lives as the model says: until now as customers are known, and what she buys in the days after. */
function live(random: () => number): Buying & { readonly later: number } {
  const rate = gammaOf(random, TRUTH.r) / TRUTH.alpha;
  const [one, other] = [gammaOf(random, TRUTH.a), gammaOf(random, TRUTH.b)];
  const leaves = one / (one + other);
  const age = 30 + Math.floor(random() * (KNOWN - 30));
  let [repeats, last, later, time] = [0, 0, 0, 0];
  while (random() >= leaves) {
    time += -Math.log(1 - random()) / rate;
    if (time > age + AHEAD) break;
    if (time > age) later += 1;
    else {
      repeats += 1;
      last = time;
    }
  }
  return { repeats, last, age, later };
}

it('holds what came in nineteen shops of twenty, and is not much wider than that', async () => {
  const random = seeded(20);
  let held = 0;
  let width = 0;
  for (let shop = 0; shop < SHOPS; shop += 1) {
    const customers = Array.from({ length: CUSTOMERS }, () => live(random));
    const model = await fitBuying('mbg', customers);
    if (model === null) throw new Error('no model');
    const spread = await spreadOf(model, customers, [AHEAD]);
    if (spread === null) throw new Error('no spread');
    const sum = customers.reduce((total, one) => total + expectedOf(model, one, AHEAD), 0);
    const chance = customers.reduce((total, one) => total + chanceOf(model, one, AHEAD), 0);
    const { low, high } = intervalOf(sum, chance, spread[0]?.relative ?? 0);
    const came = customers.reduce((total, { later }) => total + later, 0);
    if (came >= low && came <= high) held += 1;
    width += (high - low) / sum / SHOPS;
  }
  expect(held).toBeGreaterThanOrEqual(Math.floor(SHOPS * 0.9));
  expect(width).toBeLessThan(0.6);
}, 120_000);

it('says the same of customers who stand alone and of those who are alike in one row, and nothing where nobody says anything', async () => {
  const random = seeded(3);
  const customers = Array.from({ length: 300 }, () => {
    const { repeats, last, age } = live(random);
    return { repeats, last: Math.floor(last), age };
  });
  const model = await fitBuying('mbg', customers);
  if (model === null) throw new Error('no model');
  const one = await spreadOf(model, customers, [30, 90]);
  const twice = await spreadOf(
    model,
    customers.map((her) => ({ ...her, times: 4 })),
    [30, 90],
  );
  // Four times as many: half the error.
  for (const [n, { relative }] of (one ?? []).entries())
    expect((twice?.[n]?.relative ?? 0) * 2).toBeCloseTo(relative, 6);
  expect(one?.length).toBe(2);
  expect(await spreadOf(model, [], [30])).toBeNull();
});

it('grows with the days and with what is not known, and is never below nothing', () => {
  const model = { kind: 'mbg' as const, ...TRUTH };
  const her = { repeats: 3, last: 80, age: 100 };
  expect(chanceOf(model, her, 90)).toBeGreaterThan(chanceOf(model, her, 30));
  expect(intervalOf(1, 100, 0)).toMatchObject({ low: 0 });
  expect(intervalOf(100, 100, 0.1).high).toBeGreaterThan(intervalOf(100, 100, 0).high);
});
