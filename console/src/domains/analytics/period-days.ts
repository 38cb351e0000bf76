import { addDays } from '../../ui/calendar.ts';

/** The last day of the period that begins so many periods after the one of `start`. Weeks and months begin as the server says. */
export function lastDayOf(start: string, period: 'day' | 'week' | 'month', offset: number): string {
  if (period === 'day') return addDays(start, offset);
  if (period === 'week') return addDays(start, offset * 7 + 6);
  const [year = 0, month = 1] = start.split('-').map(Number);
  return new Date(Date.UTC(year, month + offset, 0)).toISOString().slice(0, 10);
}
