import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, DAY_MS, dayStart, MINUTE_MS } from '../../platform/calendar.ts';
import { isOpenAt, isOver, type Schedule } from './schedule.ts';

const FIRST = '2026-10-26';
const minute = fc.integer({ min: 0, max: 1439 });
const day = fc.integer({ min: 0, max: 20 }).map((n) => addDays(FIRST, n));
const schedule: fc.Arbitrary<Schedule> = fc
  .record({
    days: fc.option(fc.tuple(day, day)),
    hours: fc.option(fc.record({ from: minute, to: minute }).filter(({ from, to }) => from !== to)),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
  })
  .map(({ days, hours, weekdays }) => {
    const [a = null, b = null] = days === null ? [] : [...days].sort();
    return { firstDay: a, lastDay: b, hours, weekdays };
  });

const name = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', weekday: 'short' });
const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Day by day, as somebody with a paper calendar would: is it between the hours of a day that is one of them? */
function open({ firstDay, lastDay, hours, weekdays }: Schedule, at: Date): boolean {
  for (let n = -2; n < 30; n += 1) {
    const on = addDays(FIRST, n);
    if ((firstDay !== null && on < firstDay) || (lastDay !== null && on > lastDay)) continue;
    const noon = new Date(dayStart(on).getTime() + DAY_MS / 2);
    if (weekdays.length > 0 && !weekdays.includes(NAMES.indexOf(name.format(noon)) + 1)) continue;
    const { from, to } = hours ?? { from: 0, to: 1440 };
    const begins = dayStart(on).getTime() + from * MINUTE_MS;
    const ends = dayStart(on).getTime() + (to > from ? to : to + 1440) * MINUTE_MS;
    if (at.getTime() >= begins && at.getTime() < ends) return true;
  }
  return false;
}

describe('a schedule', () => {
  it('is open exactly in the hours of its days, over midnight too, whatever the zone of the machine', () => {
    fc.assert(
      fc.property(schedule, fc.integer({ min: 0, max: 22 * 1440 * 60 }), (one, seconds) => {
        const at = new Date(dayStart(FIRST).getTime() + seconds * 1000);
        expect(isOpenAt(one, at)).toBe(open(one, at));
        if (isOver(one, at)) expect(isOpenAt(one, at)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('begins on its first midnight of Shanghai and ends with its last day', () => {
    const one: Schedule = { firstDay: '2026-11-11', lastDay: '2026-11-11', hours: null, weekdays: [] };
    const at = (text: string) => isOpenAt(one, new Date(text));
    expect([at('2026-11-10T15:59:59.999Z'), at('2026-11-10T16:00:00Z')]).toEqual([false, true]);
    expect([at('2026-11-11T15:59:59.999Z'), at('2026-11-11T16:00:00Z')]).toEqual([true, false]);
  });

  it('of a night belongs to the evening on which it began', () => {
    const friday: Schedule = { firstDay: null, lastDay: '2026-11-13', hours: { from: 1320, to: 120 }, weekdays: [5] };
    const at = (text: string) => isOpenAt(friday, new Date(`${text}+08:00`));
    expect([at('2026-11-13T21:59'), at('2026-11-13T22:00'), at('2026-11-14T01:59')]).toEqual([false, true, true]);
    expect([at('2026-11-14T02:00'), at('2026-11-13T01:00'), at('2026-11-14T22:30')]).toEqual([false, false, false]);
    expect(isOver(friday, new Date('2026-11-14T01:59+08:00'))).toBe(false);
    expect(isOver(friday, new Date('2026-11-14T02:00+08:00'))).toBe(true);
  });
});
