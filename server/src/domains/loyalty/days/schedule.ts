import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { birthdayWindow } from '@huoshui/contracts/words/loyalty';
import { type Birthday, birthdayIn } from '../../../platform/birthday.ts';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';

/** Which days come again: weekdays (1 is Monday), days of the month (0 is its last), the n-th such weekday of a month (5 is the last), or her own around her birthday. */
export type Schedule =
  | { readonly kind: 'weekly'; readonly weekdays: readonly number[] }
  | { readonly kind: 'monthly'; readonly days: readonly number[] }
  | { readonly kind: 'nth'; readonly nth: number; readonly weekday: number }
  | { readonly kind: 'birthday'; readonly window: keyof typeof birthdayWindow };

/** Business days of Shanghai, both counted; as instants it is half-open: from the midnight of the first to the one after the last. */
export type Days = {
  readonly first: string;
  readonly last: string;
  /** Around a birthday: the year of it, by her calendar. */
  readonly year?: number;
};

const LAST = 5;

export function isHeld({ first, last }: Days, now: Date): boolean {
  return dayStart(first) <= now && now < endOf({ first, last });
}

export function endOf({ last }: Days): Date {
  return dayStart(addDays(last, 1));
}

/** The days of it that hold this day, if they do. */
export function heldOn(schedule: Schedule, day: string, birthday: Birthday | null): Days | null {
  if (schedule.kind === 'birthday') return birthday === null ? null : around(schedule.window, day, birthday);
  return isOn(schedule, day) ? { first: day, last: day } : null;
}

/** The days of it that hold `from`, or else the next that come; null where nothing comes within a year. */
export function nextHeld(schedule: Schedule, from: string, birthday: Birthday | null): Days | null {
  if (schedule.kind === 'birthday') return birthday === null ? null : nextAround(schedule.window, from, birthday);
  for (let [day, left] = [from, 367]; left > 0; left -= 1, day = addDays(day, 1)) {
    const held = heldOn(schedule, day, null);
    if (held !== null) return held;
  }
  return null;
}

/** All that begin, or go on, within these days; nothing of birthdays, which are everybody's own. */
export function heldWithin(schedule: Schedule, { first, last }: Days): readonly Days[] {
  const held: Days[] = [];
  if (schedule.kind === 'birthday') return held;
  for (let day = first; day <= last; day = addDays(day, 1))
    if (isOn(schedule, day)) held.push({ first: day, last: day });
  return held;
}

function isOn(schedule: Exclude<Schedule, { kind: 'birthday' }>, day: string): boolean {
  if (schedule.kind === 'weekly') return schedule.weekdays.includes(weekday(day));
  const ofMonth = Number(day.slice(8));
  const isLast = addDays(day, 1).endsWith('-01');
  if (schedule.kind === 'monthly') return schedule.days.includes(ofMonth) || (isLast && schedule.days.includes(0));
  if (weekday(day) !== schedule.weekday) return false;
  return schedule.nth === LAST
    ? addDays(day, 7).slice(0, 7) !== day.slice(0, 7)
    : Math.ceil(ofMonth / 7) === schedule.nth;
}

/** Those of the birthday that hold the day. */
function around(window: keyof typeof birthdayWindow, day: string, birthday: Birthday): Days | null {
  const next = nextAround(window, day, birthday);
  return next !== null && next.first <= day ? next : null;
}

/** A week of it may reach into another year, and a lunar year into the one after. */
function nextAround(window: keyof typeof birthdayWindow, from: string, birthday: Birthday): Days | null {
  const year = Number(from.slice(0, 4));
  for (const one of [year - 1, year, year + 1, year + 2]) {
    const days = daysAround(window, birthdayIn(one, birthday), one);
    if (days.last >= from) return days;
  }
  return null;
}

/** The days of a birthday, which is that of a year. */
export function daysAround(window: keyof typeof birthdayWindow, day: string, year: number): Days {
  if (window === 'day') return { first: day, last: day, year };
  if (window === 'week') {
    const monday = addDays(day, 1 - weekday(day));
    return { first: monday, last: addDays(monday, 6), year };
  }
  const next = addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7);
  return { first: `${day.slice(0, 7)}-01`, last: addDays(`${next}-01`, -1), year };
}

function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

export function today(now: Date): string {
  return shanghaiDay(now);
}

const weekdayNames = [
  words('周一', 'Monday'),
  words('周二', 'Tuesday'),
  words('周三', 'Wednesday'),
  words('周四', 'Thursday'),
  words('周五', 'Friday'),
  words('周六', 'Saturday'),
  words('周日', 'Sunday'),
];
const nths = [
  words('第一个', 'first'),
  words('第二个', 'second'),
  words('第三个', 'third'),
  words('第四个', 'fourth'),
  words('最后一个', 'last'),
];
const birthdays = {
  day: words('生日当天', 'on the birthday'),
  week: words('生日那一周', 'in the week of the birthday'),
  month: words('生日那个月', 'in the month of the birthday'),
} as const;

export const weekdayWords = (day: number): Words => weekdayNames[day - 1] ?? words('', '');
export const nthWords = (nth: number): Words => nths[nth - 1] ?? words('', '');
export const dayOfMonthWords = (day: number): Words =>
  day === 0 ? words('最后一天', 'last day') : words(`${day} 日`, `${day}`);

/** `每周三`, `每月 8 日、18 日`, `每月最后一个周五`, `生日那一周`. */
export function scheduleWords(schedule: Schedule): Words {
  if (schedule.kind === 'birthday') return birthdays[schedule.window];
  const and = words('、', ', ');
  if (schedule.kind === 'weekly') {
    if (schedule.weekdays.length === 7) return words('每天', 'every day');
    const days = joinWords(schedule.weekdays.toSorted((a, b) => a - b).map(weekdayWords), and);
    return words(`每${days.zh}`, `every ${days.en}`);
  }
  if (schedule.kind === 'monthly') {
    const days = joinWords(schedule.days.toSorted((a, b) => (a || 99) - (b || 99)).map(dayOfMonthWords), and);
    return words(`每月 ${days.zh}`, `each month: ${days.en}`);
  }
  const [nth, day] = [nthWords(schedule.nth), weekdayWords(schedule.weekday)];
  return words(`每月${nth.zh}${day.zh}`, `the ${nth.en} ${day.en} of each month`);
}
