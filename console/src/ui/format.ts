import type { Language } from './language.ts';

/** Figures as operators read them. Pure: the language is given, so a test can say what each language shows. */

/** Fen → `¥1,234.50`; whole yuan keep their two decimals so that columns line up. */
export function formatYuan(fen: number): string {
  const amount = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${fen < 0 ? '-' : ''}¥${amount.format(Math.abs(fen) / 100)}`;
}

/** Fen in a sentence: `39 元`, `9.90 元`, `¥39`. */
export function formatYuanInWords(fen: number, language: Language): string {
  const yuan = fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
  return language === 'zh-CN' ? `${yuan} 元` : `¥${yuan}`;
}

export const formatCount = (count: number): string => new Intl.NumberFormat('zh-CN').format(count);

/** `9,876`, from ten thousand on `12.3 万`, `1.2 亿`; in English `12.3K`, `1.2M`. */
export function formatCompact(value: number, language: Language): string {
  const steps: readonly (readonly [number, string])[] =
    language === 'zh-CN'
      ? [
          [1e8, ' 亿'],
          [1e4, ' 万'],
        ]
      : [
          [1e9, 'B'],
          [1e6, 'M'],
          [1e4, 'K'],
        ];
  for (const [from, unit] of steps) {
    if (Math.abs(value) < from) continue;
    const divisor = unit === 'K' ? 1e3 : from;
    return `${trimmed(value / divisor)}${unit}`;
  }
  return new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 }).format(value);
}

/** Money for key figures: exact below ten thousand yuan, then `¥12.3 万`. */
export function formatYuanCompact(fen: number, language: Language): string {
  if (Math.abs(fen) < 1e6) return formatYuan(fen);
  return `${fen < 0 ? '-' : ''}¥${formatCompact(Math.abs(fen) / 100, language)}`;
}

/** A share (0.234) → `23.4%`. No share (nothing to divide by) → `–`. */
export function formatPercent(share: number | null, digits = 1): string {
  return share === null || !Number.isFinite(share) ? '–' : `${(share * 100).toFixed(digits)}%`;
}

/** A difference of two shares in percentage points: `+2.1 个百分点`, `+2.1 pp`. */
export function formatPoints(difference: number | null, language: Language, digits = 1): string {
  if (difference === null || !Number.isFinite(difference)) return '–';
  return `${signed(difference * 100, digits)} ${language === 'en' ? 'pp' : '个百分点'}`;
}

/**
 * Relative change against the period before: `+12.3%`, `0.0%`; null when there was nothing before. From a tiny base a
 * percentage says nothing any more, so it ends at `+999%+`.
 */
export function formatChange(current: number, before: number | null): string | null {
  if (before === null || before === 0) return null;
  const percent = ((current - before) / Math.abs(before)) * 100;
  return percent >= 1000 ? '+999%+' : `${signed(percent, 1)}%`;
}

/** Seconds → `3 天 4 小时`, `12 分钟`: the two largest units. */
export function formatDuration(seconds: number, language: Language): string {
  const zh = language === 'zh-CN';
  const units: readonly (readonly [number, string])[] = [
    [86_400, zh ? ' 天' : ' d'],
    [3_600, zh ? ' 小时' : ' h'],
    [60, zh ? ' 分钟' : ' min'],
    [1, zh ? ' 秒' : ' s'],
  ];
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(seconds));
  for (const [size, name] of units) {
    const count = Math.floor(rest / size);
    if (count > 0 && parts.length < 2) parts.push(`${count}${name}`);
    if (count === 0 && parts.length === 1) break;
    rest -= count * size;
  }
  return parts.join(' ') || `0${zh ? ' 秒' : ' s'}`;
}

const trimmed = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

/** A value that rounds to zero has no sign: "+0.0%" would look like a rise. */
function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value > 0 ? '+' : '-'}${text}`;
}
