import type { Buying } from './buying.ts';
import { aliveOf, type BuyingModel, expectedOf, expectedWhileThere, likelihood } from './buying-model.ts';
import { inTurns } from './in-turns.ts';
import type { SpendingModel } from './spending-model.ts';

/** How far the parameters of a fit may be off, as a share of what they make everybody expect: its standard error. */
export type Spread = readonly { readonly days: number; readonly relative: number }[];
/** A number and where it lies with 95 %. */
export type Interval = { readonly low: number; readonly high: number };

/** 95 % of a normal distribution lie within so many standard errors. */
const Z = 1.959964;
/** Of the logarithm of a parameter, to see how the slope changes there. */
const STEP = 1e-3;
/** So many different customers say how expectations hang on the parameters. */
const SAMPLE = 4_000;

/**
 * What the covariance of the parameters (the inverse of the observed information: how the slope of ln L changes around the fit) makes of
 * the sum of all expectations, by the delta method. A direction in which the data say nothing (all leave with the same probability, say) is
 * taken as known to within a factor of e². Null where nothing is expected of anybody.
 */
export async function spreadOf(
  model: BuyingModel,
  customers: readonly Buying[],
  horizons: readonly number[],
): Promise<Spread | null> {
  const directions = eigen(await information(model, customers));
  const sample = everyNth(customers, Math.ceil(customers.length / SAMPLE));
  const rows = await Promise.all(
    horizons.map(async (days) => {
      const whole = await sumOf(model, sample, days);
      const slope: number[] = [];
      for (let n = 0; n < PARAMETERS; n += 1) {
        const [up, down] = [
          await sumOf(moved(model, n, STEP), sample, days),
          await sumOf(moved(model, n, -STEP), sample, days),
        ];
        slope.push((up - down) / (2 * STEP));
      }
      const variance = directions.reduce((sum, { value, vector }) => {
        const along = vector.reduce((part, one, n) => part + one * (slope[n] ?? 0), 0);
        return sum + (along * along) / Math.max(value, LEAST_INFORMATION);
      }, 0);
      return { days, relative: Math.sqrt(variance) / whole };
    }),
  );
  return rows.every(({ relative }) => Number.isFinite(relative)) ? rows : null;
}

/**
 * Variance by chance alone of the purchases of one customer in the next `days`: whether she is still there, how eagerly she buys (her
 * rate has shape r + x), and when. That she may go meanwhile is left out, which makes it a little too wide.
 */
export function chanceOf(model: BuyingModel, customer: Buying, days: number): number {
  const alive = aliveOf(model, customer);
  const mean = expectedWhileThere(model, customer, days);
  return alive * (mean + (mean * mean) / (model.r + customer.repeats)) + alive * (1 - alive) * mean * mean;
}

/**
 * The same of what she spends, when a purchase of hers is worth `worth` on average: purchases differ around her own mean (shape p), and her
 * mean is known from her purchases so far only so well.
 */
export function chanceOfSpending(
  { buying, spending }: { readonly buying: BuyingModel; readonly spending: SpendingModel | null },
  customer: Buying,
  days: number,
  worth: number,
): number {
  const expected = expectedOf(buying, customer, days);
  const chance = worth * worth * chanceOf(buying, customer, days);
  if (spending === null) return chance;
  const known = spending.p * (customer.repeats + 1) + spending.q;
  const ofMean = known > 2 ? 1 / (known - 2) : 1;
  return chance + worth * worth * (expected / spending.p + expected * expected * ofMean);
}

/** Around a sum: what chance does and how far the fit may be off, as if they were normal and had nothing to do with each other. */
export function intervalOf(sum: number, chance: number, relative: number): Interval {
  const error = Z * Math.sqrt(chance + (sum * relative) ** 2);
  return { low: Math.max(0, sum - error), high: sum + error };
}

const PARAMETERS = 4;
/** Of a standard error of two, in logarithms. */
const LEAST_INFORMATION = 1 / 4;

function moved(model: BuyingModel, n: number, by: number): BuyingModel {
  const [r, alpha, a, b] = [model.r, model.alpha, model.a, model.b].map((value, at) =>
    at === n ? value * Math.exp(by) : value,
  );
  return { ...model, r: r ?? model.r, alpha: alpha ?? model.alpha, a: a ?? model.a, b: b ?? model.b };
}

async function sumOf(model: BuyingModel, customers: readonly Buying[], days: number): Promise<number> {
  const { value } = await inTurns(customers, 0, (one, add) => add(one.times ?? 1, expectedOf(model, one, days)));
  return value;
}

/** − ∂² ln L by the logarithms of the parameters, symmetric. */
async function information(model: BuyingModel, customers: readonly Buying[]): Promise<number[][]> {
  const rows: number[][] = [];
  for (let n = 0; n < PARAMETERS; n += 1) {
    const up = await likelihood(moved(model, n, STEP), customers);
    const down = await likelihood(moved(model, n, -STEP), customers);
    rows.push(up.slope.map((slope, at) => -(slope - (down.slope[at] ?? 0)) / (2 * STEP)));
  }
  return rows.map((row, i) => row.map((value, j) => (value + (rows[j]?.[i] ?? 0)) / 2));
}

type Direction = { readonly value: number; readonly vector: readonly number[] };

/** Eigenvalues and vectors of a symmetric matrix, by Jacobi's rotations (Golub and Van Loan, Matrix Computations, 8.5). */
function eigen(matrix: readonly (readonly number[])[]): Direction[] {
  const size = matrix.length;
  let rows = matrix.map((row) => [...row]);
  let vectors: number[][] = matrix.map((_, i) => matrix.map((_, j) => (i === j ? 1 : 0)));
  const at = (of: readonly (readonly number[])[], i: number, j: number) => of[i]?.[j] ?? 0;
  for (let sweep = 0; sweep < 50; sweep += 1) {
    for (let p = 0; p < size; p += 1)
      for (let q = p + 1; q < size; q += 1) {
        if (at(rows, p, q) === 0) continue;
        const angle = Math.atan2(2 * at(rows, p, q), at(rows, q, q) - at(rows, p, p)) / 2;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const turn = (of: readonly (readonly number[])[]) =>
          of.map((row) =>
            row.map((value, j) => {
              if (j === p) return c * value - s * (row[q] ?? 0);
              return j === q ? s * (row[p] ?? 0) + c * value : value;
            }),
          );
        rows = turn(transposed(turn(rows)));
        vectors = turn(vectors);
      }
    const off = rows.reduce(
      (sum, row, i) => sum + row.reduce((part, value, j) => part + (i === j ? 0 : value * value), 0),
      0,
    );
    if (off === 0 || off < 1e-24 * rows.reduce((sum, row, i) => sum + (row[i] ?? 0) ** 2, 0)) break;
  }
  return rows.map((row, i) => ({ value: row[i] ?? 0, vector: vectors.map((vector) => vector[i] ?? 0) }));
}

const transposed = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((_, j) => rows.map((row) => row[j] ?? 0));

/** Every so many-th, standing for those between. */
function everyNth(customers: readonly Buying[], n: number): readonly Buying[] {
  return n <= 1 ? customers : customers.filter((_, place) => place % n === 0);
}
