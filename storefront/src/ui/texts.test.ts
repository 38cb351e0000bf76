import { afterEach, expect, it } from 'vitest';
import { friendly, timeLeft } from './moment.ts';
import { defineTexts, say, speak } from './texts.ts';

const t = defineTexts({ left: ['仅剩 {n} 件', 'Only {n} {n|piece|pieces} left'] });
const now = new Date('2026-11-21T01:00:00Z');

afterEach(() => speak('zh-CN'));

it('speaks Chinese until told otherwise, then the other language everywhere', () => {
  const server = { zh: '全场可用', en: 'For everything' };
  expect([t('left', { n: 2 }), say(server)]).toEqual(['仅剩 2 件', '全场可用']);
  speak('en');
  expect([t('left', { n: 2 }), say(server)]).toEqual(['Only 2 pieces left', 'For everything']);
  expect(t.zh('left', { n: 2 })).toBe('仅剩 2 件');
});

it('counts one as one in English', () => {
  speak('en');
  expect(t('left', { n: 1 })).toBe('Only 1 piece left');
  expect(timeLeft('2026-11-22T02:00:00Z', now)).toBe('1 day left');
  expect(timeLeft('2026-11-24T02:00:00Z', now)).toBe('3 days left');
});

it('writes dates as the language does, by the same day', () => {
  speak('en');
  expect(friendly('2026-11-20T16:30:00Z', now)).toBe('Today 00:30');
  expect(friendly('2026-11-18T02:05:00Z', now)).toBe('Nov 18, 10:05');
  expect(friendly('2025-11-18T02:05:00Z', now)).toBe('Nov 18, 2025, 10:05');
});
