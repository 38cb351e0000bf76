import { studentQuantile, studentTail } from './distributions.ts';
import type { Effect } from './effect.ts';

export type Interval = readonly [low: number, high: number];
export type Tested = { readonly interval: Interval; readonly p: number };

/**
 * Welch's t-test of no effect, both sides (Welch, 1947): right once, at a number of people that was fixed beforehand. Looked at
 * every day until it says something, it errs five times as often: then ask `sequential`.
 */
export function frequentist({ value, error, df }: Effect, alpha: number): Tested {
  const half = studentQuantile(1 - alpha / 2, df) * error;
  return { interval: [value - half, value + half], p: 2 * studentTail(Math.abs(value / error), df) };
}
