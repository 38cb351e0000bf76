import { currentLanguage } from './texts.ts';
import { t } from './ui-texts.ts';

/** Times as the shop says them, always on the shop's own clock (Asia/Shanghai). */
const shanghaiMs = 8 * 3_600_000;

/** The clocks were an hour ahead in the summers of 1986 to 1991, and went back at two by their own time: orders of then come with files. */
function offsetAt(at: number): number {
  const year = new Date(at).getUTCFullYear();
  if (year < 1986 || year > 1991) return shanghaiMs;
  const from = year === 1986 ? sundayAtTwo(year, 4, 4) : sundayAtTwo(year, 3, 11);
  return at >= from && at < sundayAtTwo(year, 8, 11) - 3_600_000 ? shanghaiMs + 3_600_000 : shanghaiMs;
}

/** The first Sunday not before a day, two in the morning of standard time. */
function sundayAtTwo(year: number, month: number, day: number): number {
  const first = Date.UTC(year, month, day);
  return first + ((7 - new Date(first).getUTCDay()) % 7) * 86_400_000 + 2 * 3_600_000 - shanghaiMs;
}

type Parts = { readonly year: number; readonly month: number; readonly day: number; readonly time: string };

/** `11-24 09:05` or `Nov 24, 09:05`, with the year when it is not this one. */
export function dateTime(instant: string, now: Date): string {
  const at = parts(new Date(instant));
  const thisYear = at.year === parts(now).year;
  if (currentLanguage() === 'en') return `${inEnglish(at, !thisYear)}, ${at.time}`;
  const year = thisYear ? '' : `${at.year}-`;
  return `${year}${two(at.month)}-${two(at.day)} ${at.time}`;
}

/** `2026.11.24` or `Nov 24, 2026`. */
export function day(instant: string): string {
  const at = parts(new Date(instant));
  if (currentLanguage() === 'en') return inEnglish(at, true);
  return `${at.year}.${two(at.month)}.${two(at.day)}`;
}

/** The last day before an exclusive end: what ends at midnight is told by the day that it still holds. */
export function lastDay(end: string): string {
  return day(new Date(Date.parse(end) - 1).toISOString());
}

/** `今天 09:05`, `昨天 09:05`, else the date. */
export function friendly(instant: string, now: Date): string {
  const at = parts(new Date(instant));
  const days = dayNumber(now) - dayNumber(new Date(instant));
  if (days === 0) return t('today', { time: at.time });
  if (days === 1) return t('yesterday', { time: at.time });
  return dateTime(instant, now);
}

/** How long is left: `还剩 3 天`, `还剩 5 小时`, `即将到期`. */
export function timeLeft(instant: string, now: Date): string {
  const ms = Date.parse(instant) - now.getTime();
  if (ms <= 0) return t('over');
  if (ms >= 86_400_000) return t('daysLeft', { n: Math.floor(ms / 86_400_000) });
  if (ms >= 3_600_000) return t('hoursLeft', { n: Math.floor(ms / 3_600_000) });
  return t('soon');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function inEnglish(at: Parts, withYear: boolean): string {
  return `${months[at.month - 1] ?? ''} ${at.day}${withYear ? `, ${at.year}` : ''}`;
}

function parts(at: Date): Parts {
  const local = new Date(at.getTime() + offsetAt(at.getTime()));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
  };
}

function dayNumber(at: Date): number {
  return Math.floor((at.getTime() + offsetAt(at.getTime())) / 86_400_000);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
