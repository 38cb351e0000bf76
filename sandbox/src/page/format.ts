const zone = 'Asia/Shanghai';

const dayAndWeekday = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});
const clockTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const exactTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});
const dayKey = new Intl.DateTimeFormat('en-CA', { timeZone: zone });

export const formatDay = (at: Date): string => dayAndWeekday.format(at);
export const formatTime = (at: Date): string => clockTime.format(at);
export const formatSeconds = (at: Date): string => exactTime.format(at);

/** `2026-11-21T18:05` in China's time zone: the value of a date-time input. */
export function toInput(at: Date): string {
  return `${dayKey.format(at)}T${clockTime.format(at)}`;
}

export function fromInput(text: string): Date | null {
  const at = new Date(`${text}:00+08:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** As WeChat's chat list writes it: the time today, 昨天, then the date. */
export function formatChatTime(iso: string, now: Date): string {
  const at = new Date(iso);
  const days = Math.round((Date.parse(dayKey.format(now)) - Date.parse(dayKey.format(at))) / 86_400_000);
  if (days <= 0) return formatTime(at);
  if (days === 1) return `昨天 ${formatTime(at)}`;
  const [, month, day] = dayKey.format(at).split('-').map(Number);
  return `${month}月${day}日`;
}

/** `3 天 2 小时`, `5 分钟`, `12 秒`: the two largest units. */
export function formatSpan(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} 小时 ${minutes % 60} 分` : `${hours} 小时`;
  return hours % 24 ? `${Math.floor(hours / 24)} 天 ${hours % 24} 小时` : `${Math.floor(hours / 24)} 天`;
}

export function formatYuan(fen: number): string {
  return (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** JSON on several lines; anything else as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
