/** Business days are Asia/Shanghai: +08:00, but for the summers of 1986–1991 (and times before the present rules). */
const OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** The end of the last summer time: from here on the offset never changes, and no table of zones is asked. */
const FIXED_SINCE = Date.UTC(1991, 8, 14, 17);
const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

/** Shanghai's offset at an instant, ms; whole seconds, as the tables of zones know it. */
function offsetAt(at: number): number {
  if (at >= FIXED_SINCE || Number.isNaN(at)) return OFFSET_MS;
  const second = Math.floor(at / 1000) * 1000;
  return Date.parse(`${wall.format(second).replace(' ', 'T')}Z`) - second;
}

/** An instant as the clocks of Shanghai show it, told as if it were UTC. */
function wallOf(at: Date): Date {
  return new Date(at.getTime() + offsetAt(at.getTime()));
}

/** The business day an instant lies in, `YYYY-MM-DD`. */
export function shanghaiDay(at: Date): string {
  return wallOf(at).toISOString().slice(0, 10);
}

/** The same with the time of the day, `HH:MM`, as people read it. */
export function shanghaiMoment(at: Date): { readonly day: string; readonly time: string } {
  const shown = wallOf(at).toISOString();
  return { day: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** The instant at which a business day begins. */
export function dayStart(day: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The offset at midnight of standard time: the clocks of those summers changed at two in the morning.
  return new Date(midnight - offsetAt(midnight - OFFSET_MS));
}

const SUMMER_MS = 9 * 3_600_000;

/** The instant at which Shanghai's clocks show a time of a day, ms since its midnight; of an hour that they show twice, the first. */
export function shanghaiInstant(day: string, ms: number): Date {
  const shown = Date.parse(`${day}T00:00:00Z`) + ms;
  const standard = shown - OFFSET_MS;
  const summer = shown - SUMMER_MS;
  return new Date(standard < FIXED_SINCE && offsetAt(summer) === SUMMER_MS ? summer : standard);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The first business day's beginning that is too late for an act to have happened, where the next is to come `days` days after
 * it: what is done at ten each day is done again at ten, also when yesterday's took a second longer. 0: at once.
 */
export function restedSince(now: Date, days: number): Date {
  return dayStart(addDays(shanghaiDay(now), 1 - days));
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Minutes since Shanghai's midnight, 0–1439. */
export function minuteOfDay(at: Date): number {
  return Math.floor((wallOf(at).getTime() % DAY_MS) / MINUTE_MS);
}

/** The next instant, not before `at`, at which Shanghai's clocks show `minute` of the day. */
export function nextMinuteOfDay(at: Date, minute: number): Date {
  const today = dayStart(shanghaiDay(at)).getTime() + minute * MINUTE_MS;
  return new Date(today >= at.getTime() ? today : today + DAY_MS);
}

/** `2026-11-21 09:30`, Shanghai time. */
export function shanghaiTime(at: Date): string {
  return wallOf(at).toISOString().slice(0, 16).replace('T', ' ');
}
