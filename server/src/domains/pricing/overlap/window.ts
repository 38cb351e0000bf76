import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { pricingErrors } from '../errors.ts';

/** Half-open. */
export type Window = { readonly from: Date; readonly to: Date };

const USUAL_DAYS = 30;
const MOST_DAYS = 370;

/** The time from the first to the last of two business days; of today what is left. Throws `pricing.bad_days`. */
export function windowOf(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: Date,
): Window {
  const today = shanghaiDay(now);
  const first = asked.from ?? today;
  const { from, to } = daysOf(first, asked.to ?? addDays(first, USUAL_DAYS - 1));
  return { from: first === today ? now : from, to };
}

/** From the first to the last of two business days, both counted, a year of them at most. Throws `pricing.bad_days`. */
export function daysOf(first: string, last: string): Window {
  if (last < first || last >= addDays(first, MOST_DAYS)) throw pricingErrors.error('bad_days');
  return { from: dayStart(first), to: dayStart(addDays(last, 1)) };
}
