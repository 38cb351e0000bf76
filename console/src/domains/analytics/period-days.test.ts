import { expect, it } from 'vitest';
import { lastDayOf } from './period-days.ts';

it('a day, a week and a month end on their last day, leap years too', () => {
  expect(lastDayOf('2026-11-28', 'day', 3)).toBe('2026-12-01');
  expect(lastDayOf('2026-11-23', 'week', 0)).toBe('2026-11-29');
  expect(lastDayOf('2026-11-23', 'week', 1)).toBe('2026-12-06');
  expect(lastDayOf('2026-11-01', 'month', 0)).toBe('2026-11-30');
  expect(lastDayOf('2027-11-01', 'month', 3)).toBe('2028-02-29');
});
