import { expect, it } from 'vitest';
import { mondayOf, mondaysOfMonth, nextMonth, weekOf } from './weeks.ts';

const runs = (from: string, to: string) => ({ startsAt: `${from}+08:00`, endsAt: `${to}+08:00` });

it('a month is shown by whole weeks from Monday on', () => {
  expect(mondayOf('2026-11-29')).toBe('2026-11-23');
  expect(mondaysOfMonth('2026-11-15')).toEqual([
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ]);
  expect(nextMonth('2026-12-31', 1)).toBe('2027-01-01');
  expect(nextMonth('2026-03-31', -1)).toBe('2026-02-01');
});

it('what ends at midnight is over with the day before, and what goes on beyond the week says so', () => {
  const week = weekOf('2026-11-23', [
    runs('2026-11-20T00:00:00', '2026-11-25T00:00:00'),
    runs('2026-11-28T09:00:00', '2026-12-03T09:00:00'),
  ]);
  expect(week.bars).toMatchObject([
    { lane: 0, column: 0, days: 2, before: true, after: false },
    { lane: 0, column: 5, days: 2, before: false, after: true },
  ]);
  expect(week.lanes).toBe(1);
});

it('no two bars of one lane share a day, and a hundred rules that run all week stand in a hundred lanes', () => {
  const hundred = Array.from({ length: 100 }, () => runs('2026-11-01T00:00:00', '2026-12-31T00:00:00'));
  const week = weekOf('2026-11-23', [...hundred, runs('2026-11-24T00:00:00', '2026-11-25T00:00:00')]);
  expect(week.lanes).toBe(101);
  const cells = week.bars.flatMap(({ lane, column, days }) =>
    Array.from({ length: days }, (_, at) => `${lane} ${column + at}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

it('what does not run that week is not in it', () => {
  const over = runs('2026-11-01T00:00:00', '2026-11-23T00:00:00');
  const later = runs('2026-11-30T00:00:00', '2026-12-01T00:00:00');
  expect(weekOf('2026-11-23', [over, later]).bars).toEqual([]);
});
