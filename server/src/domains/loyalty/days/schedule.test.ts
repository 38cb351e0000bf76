import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthdayIn } from '../../../platform/birthday.ts';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { endOf, heldOn, heldWithin, isHeld, nextHeld, type Schedule, scheduleWords } from './schedule.ts';

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({
    kind: fc.constant('weekly' as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('monthly' as const),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 28 }), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('nth' as const),
    nth: fc.integer({ min: 1, max: 5 }),
    weekday: fc.integer({ min: 1, max: 7 }),
  }),
);

describe('days that come again', () => {
  it.each([
    [
      { kind: 'weekly', weekdays: [3] },
      '2026-12-01',
      ['2026-12-02', '2026-12-09', '2026-12-16', '2026-12-23', '2026-12-30'],
    ],
    [{ kind: 'monthly', days: [8, 28] }, '2026-02-01', ['2026-02-08', '2026-02-28']],
    [{ kind: 'monthly', days: [0] }, '2028-02-01', ['2028-02-29']],
    [{ kind: 'nth', nth: 5, weekday: 5 }, '2026-12-01', ['2026-12-25']],
    [{ kind: 'nth', nth: 1, weekday: 2 }, '2026-12-01', ['2026-12-01']],
    [{ kind: 'nth', nth: 4, weekday: 7 }, '2026-02-01', ['2026-02-22']],
  ] as const)('%o in the month of %s', (schedule, first, days) => {
    const month = first.slice(0, 7);
    const last =
      Array.from({ length: 31 }, (_, n) => addDays(first, n)).findLast((day) => day.startsWith(month)) ?? first;
    expect(heldWithin(schedule, { first, last }).map((held) => held.first)).toEqual(days);
  });

  it('are half-open by Shanghai’s midnights, and their days within a time are those on which they are held', () => {
    fc.assert(
      fc.property(anySchedule, anyDay, (schedule, day) => {
        const held = heldOn(schedule, day, null);
        const next = nextHeld(schedule, day, null);
        expect(next).not.toBeNull();
        if (next === null) return;
        const [from, to] = [dayStart(next.first), endOf(next)];
        expect([
          isHeld(next, from),
          isHeld(next, new Date(from.getTime() - 1)),
          isHeld(next, new Date(to.getTime() - 1)),
          isHeld(next, to),
        ]).toEqual([true, false, true, false]);
        expect(held === null).toBe(next.first !== day);
        expect(heldOn(schedule, shanghaiDay(from), null)).toEqual(next);
        expect(heldWithin(schedule, { first: day, last: addDays(day, 60) })[0]).toEqual(
          next.first <= addDays(day, 60) ? next : undefined,
        );
      }),
    );
  });
});

describe('the days around a birthday', () => {
  it('are the day, its week from Monday to Sunday, or its month; over the end of a year too', () => {
    const at = (window: 'day' | 'week' | 'month', day: string, birthday: string) =>
      heldOn({ kind: 'birthday', window }, day, { day: birthday, lunar: false });
    expect(at('day', '2026-05-20', '1990-05-20')).toEqual({ first: '2026-05-20', last: '2026-05-20', year: 2026 });
    expect(at('day', '2026-05-21', '1990-05-20')).toBeNull();
    // 1 January 2027 is a Friday.
    expect(at('week', '2026-12-28', '1990-01-01')).toEqual({ first: '2026-12-28', last: '2027-01-03', year: 2027 });
    expect(at('week', '2027-01-04', '1990-01-01')).toBeNull();
    expect(at('month', '2026-02-01', '1990-02-14')).toEqual({ first: '2026-02-01', last: '2026-02-28', year: 2026 });
    expect(at('month', '2026-12-31', '1990-12-01')).toEqual({ first: '2026-12-01', last: '2026-12-31', year: 2026 });
    expect(at('month', '2026-12-31', '1990-11-30')).toBeNull();
    expect(heldOn({ kind: 'birthday', window: 'month' }, '2026-12-31', null)).toBeNull();
  });

  it('who was born on 29 February has it on the 28th where the year has none', () => {
    const leapling = { day: '2000-02-29', lunar: false };
    expect(birthdayIn(2026, leapling)).toBe('2026-02-28');
    expect(birthdayIn(2028, leapling)).toBe('2028-02-29');
    expect(heldOn({ kind: 'birthday', window: 'day' }, '2027-02-28', leapling)).not.toBeNull();
    expect(heldOn({ kind: 'birthday', window: 'day' }, '2028-02-28', leapling)).toBeNull();
  });

  it('come once in each year of hers to everybody, by either calendar', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom('day', 'week', 'month'),
        fc.integer({ min: 2020, max: 2040 }),
        fc.boolean(),
        (day, window, year, lunar) => {
          const birthday = { day, lunar };
          const held = new Map<number, Set<string>>();
          for (let on = `${year - 1}-01-01`; on <= `${year + 1}-12-31`; on = addDays(on, 1)) {
            const days = heldOn({ kind: 'birthday', window }, on, birthday);
            if (days?.year !== undefined) held.set(days.year, (held.get(days.year) ?? new Set()).add(days.first));
          }
          const [first] = held.get(year) ?? [];
          expect(held.get(year)?.size).toBe(1);
          expect((first ?? '') <= birthdayIn(year, birthday)).toBe(true);
        },
      ),
      { numRuns: 8 },
    );
  });
});

it('reads as people say it', () => {
  const said = (schedule: Schedule) => Object.values(scheduleWords(schedule));
  expect(said({ kind: 'weekly', weekdays: [5, 3] })).toEqual(['每周三、周五', 'every Wednesday, Friday']);
  expect(said({ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7] })).toEqual(['每天', 'every day']);
  expect(said({ kind: 'monthly', days: [0, 8] })).toEqual(['每月 8 日、最后一天', 'each month: 8, last day']);
  expect(said({ kind: 'nth', nth: 5, weekday: 5 })).toEqual(['每月最后一个周五', 'the last Friday of each month']);
  expect(said({ kind: 'birthday', window: 'week' })).toEqual(['生日那一周', 'in the week of the birthday']);
});
