import { describe, expect, it } from 'vitest';
import { waitDate } from './steps/wait-date.ts';
import { waitUntil } from './steps/wait-until.ts';

// 2026-11-20 is a Friday.
const friday = (time: string) => new Date(`2026-11-20T${time}:00+08:00`);
const said = (at: Date | undefined) => at?.toISOString();

describe('a wait until an hour', () => {
  const until = (weekdays: readonly ('mon' | 'fri' | 'sat')[] | null, at: Date) =>
    said(waitUntil.rest?.until({ minuteOfDay: 600, weekdays: weekdays && [...weekdays] }, at));

  it('is the next such hour, of the chosen days of the week where there are any', () => {
    expect(until(null, friday('09:00'))).toBe(friday('10:00').toISOString());
    expect(until(null, friday('11:00'))).toBe('2026-11-21T02:00:00.000Z');
    expect(until(['fri'], friday('10:00'))).toBe(friday('10:00').toISOString());
    expect(until(['fri'], friday('10:01'))).toBe('2026-11-27T02:00:00.000Z');
    expect(until(['mon', 'sat'], friday('09:00'))).toBe('2026-11-21T02:00:00.000Z');
  });
});

describe('a wait until a date', () => {
  it('lets whoever comes later go on at once', () => {
    const until = (at: Date) => said(waitDate.rest?.until({ day: '2026-11-20', minuteOfDay: 600 }, at));
    expect(until(friday('09:00'))).toBe(friday('10:00').toISOString());
    expect(until(friday('11:00'))).toBe(friday('11:00').toISOString());
  });
});
