import { addDays, daysBetween } from '../../../platform/calendar.ts';

/** What somebody bought of a category on one day; units of all its goods together. */
export type Bought = { readonly day: string; readonly units: number };

/** How far the shop's own cycle counts beside hers: as much as so many gaps of her own. */
export const PRIOR_GAPS = 2;
/** Nothing is foretold beyond a year. */
export const LONGEST = 365;

/**
 * When what she bought last of a category is used up, of her purchases of it by day, the oldest first; null of none.
 *
 * A unit lasts her `days between her first and her last purchase ⁄ units bought before the last`, known from as many gaps as lie
 * between. The cycle of the category, `daysPerUnit`, is the median of `gap ⁄ units bought at its start` over all gaps of all
 * members. Both are weighed: (gaps · hers + 2 · the category's) ⁄ (gaps + 2), so who bought once is foretold by what all do, and
 * after some purchases her own rhythm decides. Times the units of her last purchase, in whole days, a half up.
 */
export function runOutOf(
  bought: readonly Bought[],
  daysPerUnit: number,
): { readonly day: string; readonly gaps: number } | null {
  const [first, last] = [bought[0], bought.at(-1)];
  if (!first || !last) return null;
  const gaps = bought.length - 1;
  const before = bought.slice(0, -1).reduce((sum, { units }) => sum + units, 0);
  const hers = gaps === 0 ? 0 : daysBetween(first.day, last.day) / before;
  const lasts = ((gaps * hers + PRIOR_GAPS * daysPerUnit) / (gaps + PRIOR_GAPS)) * last.units;
  const days = Math.min(LONGEST, Math.max(1, Math.floor(lasts + 0.5)));
  return { day: addDays(last.day, days), gaps };
}
