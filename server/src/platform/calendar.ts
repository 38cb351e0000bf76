/** Business days are Asia/Shanghai, a fixed +08:00 since 1992. */
const OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** The business day an instant lies in, `YYYY-MM-DD`. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a business day begins. */
export function dayStart(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Minutes since Shanghai's midnight, 0–1439. */
export function minuteOfDay(at: Date): number {
  return Math.floor(((at.getTime() + OFFSET_MS) % DAY_MS) / MINUTE_MS);
}

/** The next instant, not before `at`, at which Shanghai's clocks show `minute` of the day. */
export function nextMinuteOfDay(at: Date, minute: number): Date {
  const today = dayStart(shanghaiDay(at)).getTime() + minute * MINUTE_MS;
  return new Date(today >= at.getTime() ? today : today + DAY_MS);
}

/** `2026-11-21 09:30`, Shanghai time. */
export function shanghaiTime(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}
