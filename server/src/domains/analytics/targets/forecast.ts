/** A day and its figure. */
export type DayValue = { readonly day: string; readonly value: number };
export type Forecast = { readonly value: number; readonly low: number; readonly high: number };

/** A month has each weekday four times. */
export const FEWEST_DAYS = 28;
/** Weekdays are learned from eight weeks, the level from the last four. */
export const MOST_DAYS = 56;
/** Nine times of ten below the upper end, so four times of five between both. */
const Z = 1.2816;

/**
 * What the days to come make of a figure whose days add up. With x the days that are over (at most 56 of them), f_w the mean of a
 * weekday ÷ the mean of all, and L the mean of the last 28 of x ÷ f, each day to come is expected to be L · f_w. The residuals of
 * those days have the deviation s (n − 7 degrees of freedom), so the sum over h days to come has the variance
 * h · s² + (Σ f_w)² · s² ⁄ 28: chance, and that L is not known better. Days are taken as independent. Null with less than four weeks.
 *
 * @param over days that are over, in order, the newest last
 * @param soFar the sum of those of them that count towards the target
 * @param today what today has so far: the whole of it is no less
 * @param coming today and the days after it, until the last of the target
 */
export function forecastEnd(
  over: readonly DayValue[],
  { soFar, today, coming }: { readonly soFar: number; readonly today: number; readonly coming: readonly string[] },
): Forecast | null {
  const known = over.slice(-MOST_DAYS);
  if (known.length < FEWEST_DAYS) return null;
  const factor = weekdayFactors(known);
  const of = (day: string) => factor[weekdayOf(day)] ?? 1;
  const last = known.slice(-FEWEST_DAYS);
  const level = sum(last.map(({ value }) => value)) / sum(last.map(({ day }) => of(day)));
  const squares = sum(known.map(({ day, value }) => (value - level * of(day)) ** 2));
  const variance = squares / Math.max(1, known.length - 7);
  const [first, ...rest] = coming;
  const whole = first === undefined ? 0 : Math.max(today, level * of(first)) + sum(rest.map((day) => level * of(day)));
  const spread = Z * Math.sqrt(coming.length * variance + (sum(coming.map(of)) ** 2 * variance) / FEWEST_DAYS);
  const [value, least] = [soFar + whole, soFar + today];
  return { value, low: Math.max(least, value - spread), high: value + spread };
}

/** The mean of each weekday ÷ the mean of all; 1 where nothing was sold at all. */
export function weekdayFactors(days: readonly DayValue[]): readonly number[] {
  const mean = sum(days.map(({ value }) => value)) / days.length;
  return Array.from({ length: 7 }, (_, weekday) => {
    const own = days.filter(({ day }) => weekdayOf(day) === weekday).map(({ value }) => value);
    return mean > 0 && own.length > 0 ? sum(own) / own.length / mean : 1;
  });
}

/**
 * What is due by the end of each day, rounded to whole units, so that the last is the target itself; each day has its part by its weight.
 */
export function dueByDays(aim: number, days: readonly string[], factors: readonly number[] | null): readonly number[] {
  const weights = days.map((day) => factors?.[weekdayOf(day)] ?? 1);
  const all = sum(weights);
  const even = all <= 0;
  let reached = 0;
  return days.map((_, n) => {
    reached += even ? 1 : (weights[n] ?? 0);
    return n === days.length - 1 ? aim : Math.round((aim * reached) / (even ? days.length : all));
  });
}

export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
