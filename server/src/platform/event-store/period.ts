import { addDays } from '../calendar.ts';
import { daySql, SHANGHAI, type Zone } from './zone.ts';

/** A stretch of calendar days: one day, a week (Monday to Sunday, unless the zone says otherwise), or a month; named by its first day. */
export type Period = 'day' | 'week' | 'month';

export function periodStart(day: string, period: Period, { weekStart }: Pick<Zone, 'weekStart'> = SHANGHAI): string {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01`;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekStart === 'sunday' ? -weekday : -((weekday + 6) % 7));
}

/** The period `count` after the one that begins on `start`. */
export function periodAfter(start: string, period: Period, count = 1): string {
  if (period === 'day') return addDays(start, count);
  if (period === 'week') return addDays(start, 7 * count);
  const months = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

/** First days of all periods that touch the span, in order. */
export function periodsBetween(
  from: string,
  to: string,
  period: Period,
  zone: Pick<Zone, 'weekStart'> = SHANGHAI,
): string[] {
  const periods: string[] = [];
  for (let start = periodStart(from, period, zone); start <= to; start = periodAfter(start, period))
    periods.push(start);
  return periods;
}

/** ClickHouse's words for the first day of the period that holds an instant. `instant` is SQL of ours. */
export function periodSql(instant: string, period: Period, zone: Zone = SHANGHAI): string {
  return periodOfDay(daySql(instant, zone), period, zone);
}

/** The same of a day. */
export function periodOfDay(day: string, period: Period, { weekStart }: Pick<Zone, 'weekStart'> = SHANGHAI): string {
  if (period === 'day') return day;
  if (period === 'month') return `toStartOfMonth(${day})`;
  return weekStart === 'sunday' ? `toStartOfWeek(${day}, 0)` : `toMonday(${day})`;
}
