/**
 * Whether a day is unlike the shop's own past. With y = √x of the six to eight weeks before (which evens out how much counts and sums vary), each
 * moved along the trend b (the median of what lies three weeks apart, a day) to the judged day, m the median of the same weekday, and
 * r the residuals of all from the median of their own weekday:
 *   expected = (m + d)², d the median of the last fourteen r (what changed lately);
 *   s = 1.4826 · median |r|, at least 0.5, the deviation of the root of a count that is pure chance;
 *   told when |y − m − d| > 4.7 s, and the value is a fifth away from what was expected.
 * Medians, since past days that were unlike themselves must not teach. Eight values a weekday make a median that is unsure by
 * itself; the 4.7 has that in it: measured in `judge.test.ts`, with its rate of false alarms and what it finds.
 */
export type Judged = {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly isAnomaly: boolean;
};

/** A shop whose weekdays were seen less than six times is not watched. */
export const FEWEST_DAYS = 42;
export const MOST_DAYS = 56;
/** Whole weeks, so that what is compared shares a weekday. */
const LATER = 21;
const RECENT = 14;
const REACH = 4.7;
/** The deviation of the square root of a count by chance alone. */
const LEAST_DEVIATION = 0.5;
const LEAST_CHANGE = 0.2;

/**
 * @param before the days before, in order, the newest last; at most the last 56 of them count
 * @param value the day that is judged
 * @param unit what one of them is: 1 of a count, the worth of a usual order of money
 */
export function judge(before: readonly number[], value: number, unit = 1): Judged | null {
  if (before.length < FEWEST_DAYS || unit <= 0) return null;
  const length = Math.min(MOST_DAYS, before.length - (before.length % 7));
  const last = before.slice(-length).map((x) => Math.sqrt(Math.max(0, x) / unit));
  const slope = median(last.slice(LATER).map((y, n) => y - (last[n] ?? 0))) / LATER;
  // As if each had been on the judged day.
  const roots = last.map((y, n) => y + slope * (length - n));
  const own = Array.from({ length: 7 }, (_, weekday) => median(roots.filter((_, n) => n % 7 === weekday)));
  const residuals = roots.map((y, n) => y - (own[n % 7] ?? 0));
  const drift = median(residuals.slice(-RECENT));
  // The oldest lies whole weeks before the judged day: they share a weekday.
  const middle = Math.max(0, (own[0] ?? 0) + drift);
  const deviation = Math.max(LEAST_DEVIATION, 1.4826 * median(residuals.map((r) => Math.abs(r))));
  const expected = middle ** 2 * unit;
  const away = Math.abs(Math.sqrt(Math.max(0, value) / unit) - middle);
  return {
    expected,
    low: Math.max(0, middle - REACH * deviation) ** 2 * unit,
    high: (middle + REACH * deviation) ** 2 * unit,
    isAnomaly: away > REACH * deviation && Math.abs(value - expected) >= LEAST_CHANGE * expected,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
