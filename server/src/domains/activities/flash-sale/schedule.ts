import { addDays, daysBetween, MINUTE_MS, shanghaiInstant } from '../../../platform/calendar.ts';

/** A session of every day: a minute of it, and for how many minutes. */
export type DaySession = { readonly from: number; readonly minutes: number };
export type Days = { readonly from: string; readonly to: string };
export type Planned = { readonly startsAt: Date; readonly endsAt: Date };

const DAY = 24 * 60;

/** The first session, by its place, that begins before the one before it has ended or goes on into the next day; null: none does. Pure. */
export function overlapping(sessions: readonly DaySession[]): number | null {
  const at = sessions.findIndex(({ from, minutes }, n) => {
    const before = sessions[n - 1];
    return from + minutes > DAY || (before !== undefined && from < before.from + before.minutes);
  });
  return at < 0 ? null : at;
}

/** All sessions of these days that are not over yet. Pure. */
export function sessionsOf(sessions: readonly DaySession[], days: Days, now: Date): readonly Planned[] {
  const all = Array.from({ length: daysBetween(days.from, days.to) + 1 }, (_, n) => addDays(days.from, n)).flatMap(
    (day) =>
      sessions.map(({ from, minutes }) => {
        const startsAt = shanghaiInstant(day, from * MINUTE_MS);
        return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * MINUTE_MS) };
      }),
  );
  return all.filter(({ endsAt }) => endsAt > now);
}

/** 10:05 */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
