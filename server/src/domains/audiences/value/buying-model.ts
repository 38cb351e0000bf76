import type { Buying } from './buying.ts';
import { type Add, inTurns } from './in-turns.ts';
import { minimise, type Sloped } from './minimise.ts';

/**
 * Beta-geometric models of buying without a contract: while she is alive she buys as a Poisson process, whose rate differs from
 * customer to customer by a gamma distribution (shape r, rate α); after a purchase she is gone for good with a probability that
 * differs by a beta distribution (a, b).
 * - `bg`: BG/NBD of Fader, Hardie and Lee (2005, Marketing Science 24:275–284). She can only go with a repeat purchase, so
 *   whoever never came again is alive for certain.
 * - `mbg`: MBG/NBD of Batislam, Denizel and Filiztekin (2007, International Journal of Research in Marketing 24:201–209). She may
 *   go with her first purchase too, as most who never come again have.
 * Of both one formula stands here: with n = x for `bg` and x + 1 for `mbg` ways to go so far.
 */
export type BuyingKind = 'bg' | 'mbg';
export type BuyingModel = {
  readonly kind: BuyingKind;
  readonly r: number;
  /** In the unit of time of the customers. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
};
export type FittedBuying = BuyingModel & {
  readonly logLikelihood: number;
  readonly customers: number;
  /** False: the data say too little about one of the numbers. */
  readonly found: boolean;
};

/** The most likely model of these customers; null of none, or where nobody ever came again. */
export async function fitBuying(kind: BuyingKind, customers: readonly Buying[]): Promise<FittedBuying | null> {
  const count = customers.reduce((sum, { times = 1 }) => sum + times, 0);
  if (!customers.some(({ repeats }) => repeats > 0)) return null;
  const age = customers.reduce((sum, one) => sum + one.age * (one.times ?? 1), 0) / count;
  const { at, value, found } = await minimise(
    async (logs) => {
      const { value, slope } = await likelihood(modelOf(kind, logs), customers);
      // Per customer, so that a flat place is one whatever their number.
      return { value: -value / count, slope: slope.map((one) => -one / count) };
    },
    [0, Math.log(Math.max(age, 1e-9) / 4), 0, 0.5],
  );
  return { ...modelOf(kind, at), logLikelihood: -value * count, customers: count, found };
}

function modelOf(kind: BuyingKind, logs: readonly number[]): BuyingModel {
  const [r = 1, alpha = 1, a = 1, b = 1] = logs.map(Math.exp);
  return { kind, r, alpha, a, b };
}

/** ln L of all customers together, and its slope by ln r, ln α, ln a and ln b. */
export async function likelihood(model: BuyingModel, customers: readonly Buying[]): Promise<Sloped> {
  const { r, a, b } = model;
  const most = customers.reduce((most, one) => Math.max(most, one.repeats), 0) + 1;
  // Γ(z + x) ⁄ Γ(z) = z(z + 1)…(z + x − 1): of whole x these sums are all that is needed, and exact.
  const known = { r: sums(r, most), b: sums(b, most), ab: sums(a + b, most) };
  return inTurns(customers, 4, (one, add) => addLikelihood(model, known, one, add));
}

type Known = Readonly<Record<'r' | 'b' | 'ab', ReturnType<typeof sums>>>;

function addLikelihood(model: BuyingModel, known: Known, one: Buying, add: Add): void {
  const { r, alpha, a, b } = model;
  const { repeats: x, last, age } = one;
  const n = waysToGo(model, x);
  const [atAge, atLast] = [alpha + age, alpha + last];
  const [lnAge, lnLast] = [Math.log(atAge), Math.log(atLast)];
  const odds = n > 0 ? Math.log(a / (b + n - 1)) + (r + x) * (lnAge - lnLast) : Number.NEGATIVE_INFINITY;
  const gone = shareOf(odds);
  const lnAlpha = Math.log(alpha);
  add(
    one.times ?? 1,
    at(known.r.logs, x) + r * lnAlpha - (r + x) * lnAge + at(known.b.logs, n) - at(known.ab.logs, n) + lnOnePlus(odds),
    r * (at(known.r.inverses, x) + lnAlpha - lnAge + gone * (lnAge - lnLast)),
    alpha * (r / alpha - (r + x) / atAge + gone * (r + x) * (1 / atAge - 1 / atLast)),
    a * (gone / a - at(known.ab.inverses, n)),
    b * (at(known.b.inverses, n) - at(known.ab.inverses, n) - (n > 0 ? gone / (b + n - 1) : 0)),
  );
}

/** Probability that she has not gone yet. */
export function aliveOf(model: BuyingModel, customer: Buying): number {
  return 1 - shareOf(lnOdds(model, customer));
}

/**
 * Purchases that are expected of her in the next `time`, given what she did so far:
 * (a + b + n − 1) ⁄ (a − 1) · [1 − (1 − z)^(r + x) ₂F₁(r + x, b + n; a + b + n − 1; z)] · P(alive), z = t ⁄ (α + T + t).
 * Euler's transformation (DLMF 15.8.1) turns the bracket into 1 − (1 − z)^(a − 1) ₂F₁(a + b + n − 1 − r − x, a − 1; …), which stays
 * small where x is in the hundreds and the other form leaves what a number can hold.
 */
export function expectedOf(model: BuyingModel, customer: Buying, time: number): number {
  return time <= 0 ? 0 : expectedWhileThere(model, customer, time) * aliveOf(model, customer);
}

/** The same of somebody who has not gone so far, whenever she came last. */
export function expectedWhileThere(
  model: BuyingModel,
  customer: Pick<Buying, 'repeats' | 'age'>,
  time: number,
): number {
  const n = waysToGo(model, customer.repeats);
  const z = time / (model.alpha + customer.age + time);
  if (-(model.a - 1) * Math.log1p(-z) > MOST_EXPONENT) return expectedWhereAllAreAlike(model, customer, time);
  // The limit at a = 1, and at a + b = 1 of whom never came again, is what stands a hair beside it.
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a;
  const b = Math.abs(a + model.b + n - 1) < 1e-6 ? model.b + 1e-6 : model.b;
  const c = a + b + n - 1;
  const bracket = 1 - (1 - z) ** (a - 1) * gauss(c - model.r - customer.repeats, a - 1, c, z);
  return (c / (a - 1)) * bracket;
}

/** e to it and its inverse are still numbers; beyond, what is left between the two is none. */
const MOST_EXPONENT = 200;

/**
 * Where a is so large, all leave with nearly one probability p, a beta distribution that is a narrow peak: what is expected at its mean,
 * (1 − (1 + p t ⁄ (α + T))^−(r + x)) ⁄ p, and what its width adds (half of the second derivative by its variance).
 */
function expectedWhereAllAreAlike(model: BuyingModel, customer: Pick<Buying, 'repeats' | 'age'>, time: number): number {
  const all = model.a + model.b + waysToGo(model, customer.repeats);
  const p = model.a / all;
  const [shape, k] = [model.r + customer.repeats, time / (model.alpha + customer.age)];
  const stays = (1 + k * p) ** -shape;
  const [slope, bend] = [(-shape * k * stays) / (1 + k * p), (shape * (shape + 1) * k * k * stays) / (1 + k * p) ** 2];
  const second = -bend / p + (2 * slope) / p ** 2 + (2 * (1 - stays)) / p ** 3;
  return (1 - stays) / p + (second * p * (1 - p)) / (all + 1) / 2;
}

/** Purchases that are expected in the first `time` of somebody who has just bought for the first time. */
export function expectedOfNew(model: BuyingModel, time: number): number {
  return expectedOf(model, { repeats: 0, last: 0, age: 0 }, time);
}

const waysToGo = ({ kind }: BuyingModel, repeats: number): number => (kind === 'mbg' ? repeats + 1 : repeats);

function lnOdds(model: BuyingModel, { repeats: x, last, age }: Buying): number {
  const n = waysToGo(model, x);
  if (n === 0) return Number.NEGATIVE_INFINITY;
  return Math.log(model.a / (model.b + n - 1)) + (model.r + x) * Math.log((model.alpha + age) / (model.alpha + last));
}

/** Odds as a share, and ln(1 + odds), of their logarithm: neither overflows. */
const shareOf = (odds: number): number => 1 / (1 + Math.exp(-odds));
const lnOnePlus = (odds: number): number => (odds > 30 ? odds : Math.log1p(Math.exp(odds)));

/** ₂F₁(a, b; c; z) by its series, 0 ≤ z < 1. */
function gauss(a: number, b: number, c: number, z: number): number {
  let [sum, term] = [1, 1];
  for (let k = 0; k < 20_000 && Math.abs(term) > 1e-15 * Math.abs(sum); k += 1) {
    term *= (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z;
    sum += term;
  }
  return sum;
}

/** Of z, z + 1, …: sums of the logarithms and of the inverses of the first x of them. */
function sums(z: number, most: number): { readonly logs: Float64Array; readonly inverses: Float64Array } {
  const [logs, inverses] = [new Float64Array(most + 1), new Float64Array(most + 1)];
  for (let x = 0; x < most; x += 1) {
    logs[x + 1] = at(logs, x) + Math.log(z + x);
    inverses[x + 1] = at(inverses, x) + 1 / (z + x);
  }
  return { logs, inverses };
}

const at = (row: Float64Array, place: number): number => row[place] ?? 0;
