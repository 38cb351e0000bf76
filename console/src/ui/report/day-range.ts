import { addDays, shanghaiDay } from '../calendar.ts';
import { now } from '../now.ts';

/** Two business days, both counted. */
export type DayRange = { readonly from: string; readonly to: string };

/** The last so many business days, today counted. */
export function lastDays(days: number): DayRange {
  const to = shanghaiDay(now());
  return { from: addDays(to, 1 - days), to };
}
