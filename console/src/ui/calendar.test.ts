import { describe, expect, it } from 'vitest';
import { addDays, dayStart, daysBetween, formatRange, formatRelative, formatTime, shanghaiDay } from './calendar.ts';

const now = new Date('2026-11-20T06:30:00Z'); // 14:30 in the shop

describe('business days', () => {
  it('begin at midnight in Shanghai, which is 16:00 UTC of the day before', () => {
    expect(shanghaiDay(new Date('2026-11-19T15:59:59Z'))).toBe('2026-11-19');
    expect(shanghaiDay(new Date('2026-11-19T16:00:00Z'))).toBe('2026-11-20');
    expect(dayStart('2026-11-20')).toBe('2026-11-19T16:00:00.000Z');
    expect(dayStart('1990-06-01')).toBe('1990-05-31T15:00:00.000Z');
    expect(dayStart('1990-04-15')).toBe('1990-04-14T16:00:00.000Z');
    expect(shanghaiDay(new Date('1990-05-31T15:10:00Z'))).toBe('1990-06-01');
  });

  it('are added and counted across months and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-11-20', '2026-11-20')).toBe(1);
    expect(daysBetween('2026-10-22', '2026-11-20')).toBe(30);
  });
});

describe('times', () => {
  it('are those that the clocks of Shanghai showed, in its summers too', () => {
    const clocks = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    for (let at = Date.UTC(1985, 11, 31); at < Date.UTC(1992, 0, 2); at += 1_800_000)
      expect(formatTime(new Date(at).toISOString())).toBe(clocks.format(at));
  });

  it('are written in the zone of the shop', () => {
    expect(formatTime('2026-11-19T16:05:09Z')).toBe('2026-11-20 00:05');
    expect(formatTime('2026-11-19T16:05:09Z', true)).toBe('2026-11-20 00:05:09');
  });

  it.each([
    ['2026-11-20T06:29:40Z', '刚刚', 'just now'],
    ['2026-11-20T06:25:00Z', '5 分钟前', '5 min ago'],
    ['2026-11-20T03:30:00Z', '3 小时前', '3 h ago'],
    ['2026-11-20T09:30:00Z', '3 小时后', 'in 3 h'],
    ['2026-11-19T16:10:00Z', '今天 00:10', 'today 00:10'],
    ['2026-11-19T06:00:00Z', '昨天 14:00', 'yesterday 14:00'],
    ['2026-11-21T06:31:00Z', '明天 14:31', 'tomorrow 14:31'],
    ['2026-11-02T06:00:00Z', '11-02 14:00', '11-02 14:00'],
    ['2025-11-02T06:00:00Z', '2025-11-02 14:00', '2025-11-02 14:00'],
  ])('%s reads %s, %s', (at, zh, en) => {
    expect(formatRelative(at, now, 'zh-CN')).toBe(zh);
    expect(formatRelative(at, now, 'en')).toBe(en);
  });
});

it('says a range with its last day included, as people say it', () => {
  const today = new Date('2026-11-21T04:00:00Z');
  const week = { from: '2026-11-01', to: '2026-11-07' };
  expect(formatRange(week, today, 'zh-CN')).toBe('11月1日–11月7日，共 7 天');
  expect(formatRange(week, today, 'en')).toBe('1 Nov–7 Nov (7 days)');
  expect(formatRange({ from: '2026-11-07', to: '2026-11-07' }, today, 'zh-CN')).toBe('11月7日，共 1 天');
  expect(formatRange({ from: '2025-12-25', to: '2026-01-05' }, today, 'zh-CN')).toBe(
    '2025年12月25日–2026年1月5日，共 12 天',
  );
});
