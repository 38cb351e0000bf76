import type { Language } from './language.ts';

/** Instants come as ISO 8601 UTC; people read them in the shop's zone, whatever the browser's zone is. */
const minute = 60_000;
const day = 86_400_000;
const zoneOffset = 8 * 3_600_000;

/** The clocks were an hour ahead in the summers of 1986 to 1991, and went back at two by their own time: orders of then come with files. */
function offsetAt(at: number): number {
  const year = new Date(at).getUTCFullYear();
  if (year < 1986 || year > 1991) return zoneOffset;
  const from = year === 1986 ? sundayAtTwo(year, 4, 4) : sundayAtTwo(year, 3, 11);
  return at >= from && at < sundayAtTwo(year, 8, 11) - 3_600_000 ? zoneOffset + 3_600_000 : zoneOffset;
}

/** The first Sunday not before a day, two in the morning of standard time. */
function sundayAtTwo(year: number, month: number, day: number): number {
  const first = Date.UTC(year, month, day);
  return first + ((7 - new Date(first).getUTCDay()) % 7) * 86_400_000 + 2 * 3_600_000 - zoneOffset;
}

/** `2026-11-21` of the business day that holds the instant. */
export const shanghaiDay = (instant: Date): string =>
  new Date(instant.getTime() + offsetAt(instant.getTime())).toISOString().slice(0, 10);

/** `2026-11-21 14:05`, with `seconds` also `:09`. */
export function formatTime(iso: string, seconds = false): string {
  const at = Date.parse(iso);
  const local = new Date(at + offsetAt(at)).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, seconds ? 19 : 16)}`;
}

/** The first instant of a business day, as ISO UTC. */
export function dayStart(businessDay: string): string {
  const midnight = Date.parse(`${businessDay}T00:00:00Z`);
  return new Date(midnight - offsetAt(midnight - zoneOffset)).toISOString();
}

/** The instant of a moment as people of the shop say it; null: there is none. */
export function instantOf(moment: string): string | null {
  const [day = '', clock = ''] = moment.split(' ');
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start) || hours > 23 || minutes > 59) return null;
  return new Date(Date.parse(dayStart(day)) + (hours * 60 + minutes) * 60_000).toISOString();
}

export function addDays(businessDay: string, days: number): string {
  return new Date(Date.parse(`${businessDay}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** Number of business days from one to the other, both counted: the same day is 1. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day) + 1;

/** Two business days as people say them, both included: `11月1日–11月7日，共 7 天`; a year that is not this one is said. */
export function formatRange(
  range: { readonly from: string; readonly to: string },
  now: Date,
  language: Language,
): string {
  const { from, to } = range;
  const zh = language === 'zh-CN';
  const withYear = from.slice(0, 4) !== to.slice(0, 4) || to.slice(0, 4) !== shanghaiDay(now).slice(0, 4);
  const days = daysBetween(from, to);
  const length = zh ? `，共 ${days} 天` : ` (${days} ${days === 1 ? 'day' : 'days'})`;
  const name = (businessDay: string) => dayName(businessDay, withYear, zh);
  return `${name(from)}${from === to ? '' : `–${name(to)}`}${length}`;
}

function dayName(businessDay: string, withYear: boolean, zh: boolean): string {
  const [year = '', month = '', date = ''] = businessDay.split('-');
  if (zh) return `${withYear ? `${year}年` : ''}${Number(month)}月${Number(date)}日`;
  const name = new Date(`${businessDay}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return withYear ? `${name} ${year}` : name;
}

/** `刚刚`, `5 分钟前`, `昨天 14:05`, `11-21 14:05`; another year is written out. Future times the same way. */
export function formatRelative(iso: string, now: Date, language: Language): string {
  const instant = new Date(iso);
  const away = instant.getTime() - now.getTime();
  const zh = language === 'zh-CN';
  if (Math.abs(away) < minute) return zh ? '刚刚' : 'just now';
  if (Math.abs(away) < 12 * 60 * minute) return relativeUnit(away, zh);
  const clock = formatTime(iso).slice(11);
  const daysAway = Math.round(
    (Date.parse(`${shanghaiDay(instant)}T00:00:00Z`) - Date.parse(`${shanghaiDay(now)}T00:00:00Z`)) / day,
  );
  const named = namedDays(zh)[String(daysAway)];
  if (named !== undefined) return `${named} ${clock}`;
  const sameYear = shanghaiDay(instant).slice(0, 4) === shanghaiDay(now).slice(0, 4);
  return formatTime(iso).slice(sameYear ? 5 : 0);
}

function relativeUnit(away: number, zh: boolean): string {
  const minutes = Math.round(Math.abs(away) / minute);
  const inHours = minutes >= 60;
  const count = inHours ? Math.round(minutes / 60) : minutes;
  if (zh) return `${count} ${inHours ? '小时' : '分钟'}${away < 0 ? '前' : '后'}`;
  const unit = inHours ? 'h' : 'min';
  return away < 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`;
}

const namedDays = (zh: boolean): Readonly<Record<string, string>> =>
  zh ? { '-1': '昨天', '0': '今天', '1': '明天' } : { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' };
