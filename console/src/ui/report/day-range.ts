import { addDays, shanghaiDay } from '../calendar.ts';
import { now } from '../now.ts';

/** Two business days, both counted. */
export type DayRange = { readonly from: string; readonly to: string };

/** The last so many business days, today counted. */
export function lastDays(days: number): DayRange {
  const to = shanghaiDay(now());
  return { from: addDays(to, 1 - days), to };
}

/** Weeks begin on Monday. What goes on is taken until today. */
export function calendarRanges(today: string): Readonly<Record<'week' | 'lastWeek' | 'month' | 'lastMonth', DayRange>> {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(today, -weekday);
  const first = `${today.slice(0, 8)}01`;
  const lastOfMonth = addDays(first, -1);
  return {
    week: { from: monday, to: today },
    lastWeek: { from: addDays(monday, -7), to: addDays(monday, -1) },
    month: { from: first, to: today },
    lastMonth: { from: `${lastOfMonth.slice(0, 8)}01`, to: lastOfMonth },
  };
}
