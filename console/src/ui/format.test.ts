import { describe, expect, it } from 'vitest';
import {
  formatChange,
  formatCompact,
  formatDuration,
  formatPercent,
  formatPoints,
  formatYuan,
  formatYuanCompact,
  formatYuanInWords,
} from './format.ts';

describe('money', () => {
  it('shows fen as yuan with two decimals and separators', () => {
    expect(formatYuan(123450)).toBe('¥1,234.50');
    expect(formatYuan(0)).toBe('¥0.00');
    expect(formatYuan(-5)).toBe('-¥0.05');
  });

  it('stays exact below ten thousand yuan and is shortened from there on', () => {
    expect(formatYuanCompact(999_999, 'zh-CN')).toBe('¥9,999.99');
    expect(formatYuanCompact(12_345_600, 'zh-CN')).toBe('¥12.3 万');
    expect(formatYuanCompact(-12_345_600, 'en')).toBe('-¥123.5K');
  });

  it('drops empty decimals in a sentence only', () => {
    expect(formatYuanInWords(3900, 'zh-CN')).toBe('39 元');
    expect(formatYuanInWords(990, 'zh-CN')).toBe('9.90 元');
    expect(formatYuanInWords(3900, 'en')).toBe('¥39');
  });
});

describe('counts and shares', () => {
  it('counts in 万 and 亿 in Chinese, in K and M in English', () => {
    expect(formatCompact(9876, 'zh-CN')).toBe('9,876');
    expect(formatCompact(123_456, 'zh-CN')).toBe('12.3 万');
    expect(formatCompact(120_000_000, 'zh-CN')).toBe('1.2 亿');
    expect(formatCompact(123_456, 'en')).toBe('123.5K');
  });

  it('tells a share that cannot be computed apart from zero', () => {
    expect(formatPercent(0.234)).toBe('23.4%');
    expect(formatPercent(0)).toBe('0.0%');
    expect(formatPercent(null)).toBe('–');
    expect(formatPercent(Number.NaN)).toBe('–');
  });

  it('writes differences of shares in points', () => {
    expect(formatPoints(0.021, 'zh-CN')).toBe('+2.1 个百分点');
    expect(formatPoints(-0.5, 'en')).toBe('-50.0 pp');
  });

  it('gives no sign to what rounds to nothing', () => {
    expect(formatPoints(0.0004, 'en')).toBe('0.0 pp');
    expect(formatChange(10_001, 10_000)).toBe('0.0%');
  });

  it('compares with the period before only where there was one', () => {
    expect(formatChange(118, 100)).toBe('+18.0%');
    expect(formatChange(90, 100)).toBe('-10.0%');
    expect(formatChange(90, 0)).toBeNull();
    expect(formatChange(5_000, 10)).toBe('+999%+');
    expect(formatChange(90, null)).toBeNull();
  });
});

it('names a duration by its two largest units', () => {
  expect(formatDuration(3 * 86_400 + 4 * 3600 + 59, 'zh-CN')).toBe('3 天 4 小时');
  expect(formatDuration(86_400 + 5, 'zh-CN')).toBe('1 天');
  expect(formatDuration(75, 'en')).toBe('1 min 15 s');
  expect(formatDuration(0, 'zh-CN')).toBe('0 秒');
});
