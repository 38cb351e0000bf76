import { performance } from 'node:perf_hooks';
import type { Buying } from '../server/src/domains/audiences/value/buying.ts';
import { fitBuying } from '../server/src/domains/audiences/value/buying-model.ts';
import type { Result } from './kit/result.ts';
import { atSizes } from './kit/sizes.ts';

/**
 * README: what a million customers will buy is fitted in ≤ 20 s. They live by such a model, in whole days over two years, and
 * are handed in as the shop hands them in: who are alike, as one.
 */
export async function run(): Promise<Result[]> {
  return atSizes(measure);
}

async function measure(members: number): Promise<Result[]> {
  const customers = alike(members);
  const start = performance.now();
  const model = await fitBuying('mbg', customers);
  const seconds = (performance.now() - start) / 1000;
  return [
    {
      name: `customer value, fitted (${customers.length} who differ)`,
      value: Number(seconds.toFixed(2)),
      unit: 's',
      goal: '≤ 20',
      ok: model?.found === true && seconds <= 20,
    },
  ];
}

/** How eagerly they buy (shape, and its scale in days), and how likely each purchase is the last, at most. */
const TRUTH = { r: 0.9, alpha: 25, most: 0.8 };
const DAYS = 730;

function alike(count: number): readonly Buying[] {
  const random = seeded(11);
  const groups = new Map<number, Buying & { times: number }>();
  for (let n = 0; n < count; n += 1) {
    const one = live(random);
    const key = (one.repeats * 1000 + one.last) * 1000 + one.age;
    const group = groups.get(key);
    if (group) group.times += 1;
    else groups.set(key, { ...one, times: 1 });
  }
  return [...groups.values()];
}

function live(random: () => number): Buying {
  const rate = gammaOf(random, TRUTH.r) / TRUTH.alpha;
  const leaves = random() * TRUTH.most;
  const age = Math.floor(random() * DAYS);
  let [repeats, last] = [0, 0];
  for (let time = 0; random() > leaves; ) {
    time += 1 - Math.log(1 - random()) / rate;
    if (time > age) break;
    repeats += 1;
    last = Math.floor(time);
  }
  return { repeats, last, age };
}

/** A draw of the gamma distribution: a sum of exponentials for its whole part, Jöhnk's for the rest. */
function gammaOf(random: () => number, shape: number): number {
  for (;;) {
    const [x, y] = [random() ** (1 / shape), random() ** (1 / (1 - shape))];
    if (x + y <= 1) return (-Math.log(1 - random()) * x) / (x + y);
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
