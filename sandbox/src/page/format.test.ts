import { expect, test } from 'vitest';
import { formatChatTime, formatSpan, formatYuan, fromInput, prettyJson, toInput } from './format.ts';

const at = (iso: string) => new Date(iso);

test('a chat tells the time today, 昨天, then the date, by days in China', () => {
  const now = at('2026-11-22T02:00:00Z');
  expect(formatChatTime('2026-11-21T16:05:00Z', now)).toBe('00:05');
  expect(formatChatTime('2026-11-21T15:59:00Z', now)).toBe('昨天 23:59');
  expect(formatChatTime('2026-11-19T02:00:00Z', now)).toBe('11月19日');
});

test('a span is told by its two largest units', () => {
  expect([12_000, 5 * 60_000, 90 * 60_000, 50 * 3_600_000, 3 * 86_400_000].map(formatSpan)).toEqual([
    '12 秒',
    '5 分钟',
    '1 小时 30 分',
    '2 天 2 小时',
    '3 天',
  ]);
});

test('a date-time input is read and written in China’s time zone', () => {
  expect(toInput(at('2026-11-21T16:05:00Z'))).toBe('2026-11-22T00:05');
  expect(fromInput('2026-11-22T00:05')).toEqual(at('2026-11-21T16:05:00Z'));
  expect(fromInput('soon')).toBeNull();
});

test('money has two decimals and thousands; what is no JSON stays as it is', () => {
  expect(formatYuan(123_450)).toBe('1,234.50');
  expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(prettyJson('502')).toBe('502');
  expect(prettyJson('<html>')).toBe('<html>');
});
