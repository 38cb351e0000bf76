import { expect, it } from 'vitest';
import { calendarRanges } from './day-range.ts';

it('weeks begin on Monday and months on their first, also over the end of a year and on a Sunday', () => {
  expect(calendarRanges('2026-11-27')).toEqual({
    week: { from: '2026-11-23', to: '2026-11-27' },
    lastWeek: { from: '2026-11-16', to: '2026-11-22' },
    month: { from: '2026-11-01', to: '2026-11-27' },
    lastMonth: { from: '2026-10-01', to: '2026-10-31' },
  });
  expect(calendarRanges('2027-01-03')).toMatchObject({
    week: { from: '2026-12-28', to: '2027-01-03' },
    lastMonth: { from: '2026-12-01', to: '2026-12-31' },
  });
  expect(calendarRanges('2027-01-04').week).toEqual({ from: '2027-01-04', to: '2027-01-04' });
});
