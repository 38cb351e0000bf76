import fc from 'fast-check';
import { expect, it } from 'vitest';
import { birthdayIn, birthdayKey, birthdayKeysOn, lunarBirthday, yearOfBirthday } from './birthday.ts';
import { addDays } from './calendar.ts';

const days = (from: string, n: number) => fc.integer({ min: 0, max: n }).map((ahead) => addDays(from, ahead));

it('is found on the very day that it is in a year, and on no other', () => {
  fc.assert(
    fc.property(days('1930-01-01', 30_000), fc.boolean(), fc.integer({ min: 2024, max: 2060 }), (day, lunar, year) => {
      const birthday = { day, lunar };
      const on = birthdayIn(year, birthday);
      expect(birthdayKeysOn(on)).toContain(birthdayKey(birthday));
      expect(yearOfBirthday(on, lunar)).toBe(year);
      for (const near of [-30, -2, -1, 1, 2, 30].map((ahead) => addDays(on, ahead)))
        expect([near, birthdayKeysOn(near).includes(birthdayKey(birthday))]).toEqual([near, false]);
    }),
    { numRuns: 150 },
  );
});

it('of everybody is once in each year: all days of it together hold each key', () => {
  fc.assert(
    fc.property(days('1940-01-01', 25_000), fc.integer({ min: 2024, max: 2050 }), (day, year) => {
      const key = birthdayKey({ day, lunar: true });
      const from = birthdayIn(year, { day: '2000-02-05', lunar: true });
      const until = birthdayIn(year + 1, { day: '2000-02-05', lunar: true });
      let found = 0;
      for (let on = from; on < until; on = addDays(on, 1)) if (birthdayKeysOn(on).includes(key)) found += 1;
      expect(found).toBe(1);
    }),
    { numRuns: 10 },
  );
});

// Known from calendars in print: New Year of 2027 and 2030, mid-autumn, a leap sixth month, months of 29 days.
it.each([
  ['1990-10-03', 2026, '2026-09-25', '农历八月十五'],
  ['2000-02-05', 2027, '2027-02-06', '农历正月初一'],
  ['2000-02-05', 2030, '2030-02-03', '农历正月初一'],
  ['2025-08-01', 2025, '2025-08-01', '农历闰六月初八'],
  // A leap month that the year lacks: the plain one.
  ['2025-08-01', 2026, '2026-07-21', '农历闰六月初八'],
  // The 30th of the twelfth month in a year in which it has 29.
  ['2024-02-09', 2024, '2025-01-28', '农历腊月三十'],
])('born %s, by the lunar calendar: of %i on %s', (day, year, on, said) => {
  const birthday = { day, lunar: true };
  expect(birthdayIn(year, birthday)).toBe(on);
  expect(lunarBirthday(birthday)?.zh).toBe(said);
});

it('of 29 February is on the 28th where the year has none', () => {
  const birthday = { day: '2000-02-29', lunar: false };
  expect([2026, 2028].map((year) => birthdayIn(year, birthday))).toEqual(['2026-02-28', '2028-02-29']);
  expect(birthdayKeysOn('2028-02-28')).not.toContain('02-29');
});
