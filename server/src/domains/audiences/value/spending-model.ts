import type { Spending } from './buying.ts';
import { digamma, lnGamma } from './gamma.ts';
import { inTurns } from './in-turns.ts';
import { minimise, type Sloped } from './minimise.ts';

/**
 * Gamma-gamma model of what a purchase is worth (Fader and Hardie, "The Gamma-Gamma Model of Monetary Value", 2013): each
 * purchase of hers varies by a gamma distribution (shape p) around her own mean, and her mean differs from customer to customer
 * by another (q, v). Says how far the few purchases of somebody are to be believed, and how far she is like all.
 */
export type SpendingModel = { readonly p: number; readonly q: number; readonly v: number };
export type FittedSpending = SpendingModel & {
  readonly logLikelihood: number;
  readonly customers: number;
  readonly found: boolean;
};

/** The most likely model of customers who came again; null of none. */
export async function fitSpending(customers: readonly Spending[]): Promise<FittedSpending | null> {
  const told = customers.filter(({ repeats, mean }) => repeats > 0 && mean > 0);
  const count = told.reduce((sum, { times = 1 }) => sum + times, 0);
  if (count === 0) return null;
  const overall = told.reduce((sum, { mean, times = 1 }) => sum + mean * times, 0) / count;
  const { at, value, found } = await minimise(
    async (logs) => {
      const { value, slope } = await likelihood(modelOf(logs), told);
      return { value: -value / count, slope: slope.map((one) => -one / count) };
    },
    [Math.log(2), Math.log(3), Math.log(overall)],
  );
  return { ...modelOf(at), logLikelihood: -value * count, customers: count, found };
}

function modelOf(logs: readonly number[]): SpendingModel {
  const [p = 1, q = 1, v = 1] = logs.map(Math.exp);
  return { p, q, v };
}

/** ln L of all together, and its slope by ln p, ln q and ln v. */
async function likelihood({ p, q, v }: SpendingModel, customers: readonly Spending[]): Promise<Sloped> {
  const [lnV, ofQ, slopeOfQ] = [Math.log(v), lnGamma(q), digamma(q)];
  return inTurns(customers, 3, ({ repeats: x, mean, times = 1 }, add) => {
    const whole = x * mean + v;
    const [lnWhole, lnMean, lnX, shape] = [Math.log(whole), Math.log(mean), Math.log(x), p * x];
    const both = digamma(shape + q);
    const value =
      lnGamma(shape + q) - lnGamma(shape) - ofQ + q * lnV + (shape - 1) * lnMean + shape * lnX - (shape + q) * lnWhole;
    add(
      times,
      value,
      p * x * (both - digamma(shape) + lnMean + lnX - lnWhole),
      q * (both - slopeOfQ + lnV - lnWhole),
      v * (q / v - (shape + q) / whole),
    );
  });
}

/**
 * What her next purchase is worth: her own mean and that of all, weighed by what is known of her. Null where the mean of all is not
 * bounded (q ≤ 1) and she has not come again.
 */
export function purchaseWorth({ p, q, v }: SpendingModel, { repeats, mean }: Spending): number | null {
  const known = p * repeats + q - 1;
  return known > 0 ? (p * (v + repeats * mean)) / known : null;
}
