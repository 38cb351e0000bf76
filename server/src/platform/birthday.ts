import type { Words } from '@huoshui/contracts/words';
import { addDays } from './calendar.ts';
import { lunarDayIn, lunarOf, lunarWords } from './lunar.ts';

/** The day she was born on, `YYYY-MM-DD`, and whether she keeps it by the lunar calendar. */
export type Birthday = { readonly day: string; readonly lunar: boolean };

/**
 * Her birthday of a year, by her calendar: each year has one, and a lunar one may be in the January or February after. Who was born on 29 February
 * has it on the 28th where the year has none; what a lunar year lacks as `lunarDayIn` says.
 */
export function birthdayIn(year: number, { day, lunar }: Birthday): string {
  if (lunar) return lunarDayIn(year, lunarOf(day));
  const own = day.slice(5);
  return own === '02-29' && !isLeapYear(year) ? `${year}-02-28` : `${year}-${own}`;
}

/** The year, by her calendar, of which this day is a birthday. */
export const yearOfBirthday = (day: string, lunar: boolean): number =>
  lunar ? lunarOf(day).year : Number(day.slice(0, 4));

/** What is stored of a birthday, so that those of a day are found by it: `02-29`, `L08-15`, in a leap month `L06+08`. */
export function birthdayKey({ day, lunar }: Birthday): string {
  return lunar ? lunarKey(lunarOf(day)) : day.slice(5);
}

/** The keys of all whose birthday a day is. */
export function birthdayKeysOn(day: string): readonly string[] {
  const { month, leap, day: date, last29, leapMonth } = lunarOf(day);
  const solar = day.endsWith('-02-28') && addDays(day, 1).endsWith('-03-01') ? ['02-28', '02-29'] : [day.slice(5)];
  const dates = last29 ? [29, 30] : [date];
  // Of a leap month that this year lacks it is the plain one.
  const months = leap || leapMonth === month ? [leap] : [false, true];
  return [...solar, ...dates.flatMap((one) => months.map((isLeap) => lunarKey({ month, leap: isLeap, day: one })))];
}

/** How a birthday by the lunar calendar is said; null of any other. */
export function lunarBirthday(birthday: Birthday | null): Words | null {
  return birthday?.lunar ? lunarWords(lunarOf(birthday.day)) : null;
}

function lunarKey({ month, leap, day }: { readonly month: number; readonly leap: boolean; readonly day: number }) {
  return `L${String(month).padStart(2, '0')}${leap ? '+' : '-'}${String(day).padStart(2, '0')}`;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
