import { expect, it } from 'vitest';
import { dateTime, friendly, timeLeft } from './moment.ts';

const now = new Date('2026-11-21T01:00:00Z'); // 09:00 in Shanghai

it('says today and yesterday by the shop’s day, not the phone’s', () => {
  expect(friendly('2026-11-20T16:30:00Z', now)).toBe('今天 00:30');
  expect(friendly('2026-11-20T15:30:00Z', now)).toBe('昨天 23:30');
  expect(friendly('2026-11-18T02:05:00Z', now)).toBe('11-18 10:05');
  expect(friendly('2025-11-18T02:05:00Z', now)).toBe('2025-11-18 10:05');
});

it('says what the clocks of Shanghai showed, in its summers too', () => {
  const clocks = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  for (let at = Date.UTC(1985, 11, 31); at < Date.UTC(1992, 0, 2); at += 1_800_000)
    expect(dateTime(new Date(at).toISOString(), now)).toBe(clocks.format(at));
});

it('counts what is left in whole days, then hours', () => {
  expect(timeLeft('2026-11-24T01:00:00Z', now)).toBe('还剩 3 天');
  expect(timeLeft('2026-11-21T06:59:00Z', now)).toBe('还剩 5 小时');
  expect(timeLeft('2026-11-21T01:20:00Z', now)).toBe('即将到期');
  expect(timeLeft('2026-11-21T00:59:00Z', now)).toBe('已到期');
});
