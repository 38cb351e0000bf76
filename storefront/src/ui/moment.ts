/** Times as the shop says them, always on the shop's own clock (Asia/Shanghai has no summer time). */
const shanghaiMs = 8 * 3_600_000;

type Parts = { readonly year: number; readonly month: number; readonly day: number; readonly time: string };

/** `11-24 09:05`, with the year when it is not this one. */
export function dateTime(instant: string, now: Date): string {
  const at = parts(new Date(instant));
  const year = at.year === parts(now).year ? '' : `${at.year}-`;
  return `${year}${two(at.month)}-${two(at.day)} ${at.time}`;
}

/** `2026.11.24`. */
export function day(instant: string): string {
  const at = parts(new Date(instant));
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
  if (days === 0) return `今天 ${at.time}`;
  if (days === 1) return `昨天 ${at.time}`;
  return dateTime(instant, now);
}

/** How long is left: `还剩 3 天`, `还剩 5 小时`, `即将到期`. */
export function timeLeft(instant: string, now: Date): string {
  const ms = Date.parse(instant) - now.getTime();
  if (ms <= 0) return '已到期';
  if (ms >= 86_400_000) return `还剩 ${Math.floor(ms / 86_400_000)} 天`;
  if (ms >= 3_600_000) return `还剩 ${Math.floor(ms / 3_600_000)} 小时`;
  return '即将到期';
}

function parts(at: Date): Parts {
  const local = new Date(at.getTime() + shanghaiMs);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
  };
}

function dayNumber(at: Date): number {
  return Math.floor((at.getTime() + shanghaiMs) / 86_400_000);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
