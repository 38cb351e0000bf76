import { addDays, shanghaiDay } from '../../ui/calendar.ts';

export type Timed = { readonly startsAt: string; readonly endsAt: string };

/** A bar in one week: columns from 0 to 6, and whether it goes on beyond. */
export type Bar<T> = {
  readonly of: T;
  readonly lane: number;
  readonly column: number;
  readonly days: number;
  readonly before: boolean;
  readonly after: boolean;
};

export type Week<T> = { readonly days: readonly string[]; readonly bars: readonly Bar<T>[]; readonly lanes: number };

/** Monday of the week that a business day is in. */
export function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** The weeks that show a month, from Monday to Sunday. */
export function mondaysOfMonth(day: string): readonly string[] {
  const first = `${day.slice(0, 8)}01`;
  const mondays: string[] = [];
  for (let monday = mondayOf(first); monday.slice(0, 7) <= day.slice(0, 7); monday = addDays(monday, 7))
    mondays.push(monday);
  return mondays;
}

export function nextMonth(day: string, by: 1 | -1): string {
  const at = new Date(`${day.slice(0, 8)}01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 10);
}

/** The last business day on which it runs: an end at midnight is of the day before, a moment of its own. */
function lastDay({ startsAt, endsAt }: Timed): string {
  return shanghaiDay(new Date(Math.max(Date.parse(startsAt), Date.parse(endsAt) - 1)));
}

/** What runs in a week, each in the first lane that is free: what begins first and lasts longest stands on top. */
export function weekOf<T extends Timed>(monday: string, all: readonly T[]): Week<T> {
  const days = Array.from({ length: 7 }, (_, at) => addDays(monday, at));
  const sunday = addDays(monday, 6);
  const here = all
    .map((of) => ({ of, from: shanghaiDay(new Date(of.startsAt)), to: lastDay(of) }))
    .filter(({ from, to }) => from <= sunday && to >= monday)
    .sort((a, b) => (a.from === b.from ? (a.to < b.to ? 1 : a.to > b.to ? -1 : 0) : a.from < b.from ? -1 : 1));
  const taken: number[] = [];
  const bars = here.map(({ of, from, to }): Bar<T> => {
    const column = from < monday ? 0 : days.indexOf(from);
    const end = to > sunday ? 6 : days.indexOf(to);
    const free = taken.findIndex((until) => until < column);
    const lane = free < 0 ? taken.length : free;
    taken[lane] = end;
    return { of, lane, column, days: end - column + 1, before: from < monday, after: to > sunday };
  });
  return { days, bars, lanes: taken.length };
}
