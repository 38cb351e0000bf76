import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { minuteOfDay, shanghaiDay } from './calendar.ts';

/** Hours of a week by Shanghai's clocks, half-open; no holiday changes them. `weekdays`: 1 is Monday; minutes of the day, `to` up to 1440. */
export type HoursOfUse = {
  readonly weekdays: readonly number[];
  readonly from: number;
  readonly to: number;
};

/** Whether this is one of its hours. */
export function isOpen({ hours }: { readonly hours?: HoursOfUse | null }, now: Date): boolean {
  if (!hours) return true;
  const minute = minuteOfDay(now);
  return hours.weekdays.includes(weekdayOf(now)) && hours.from <= minute && minute < hours.to;
}

/** 1 is Monday, by Shanghai's days. */
export function weekdayOf(at: Date): number {
  return new Date(`${shanghaiDay(at)}T00:00:00Z`).getUTCDay() || 7;
}

/** `周一至周五 10:00–14:00`. */
export function hoursText({ weekdays, from, to }: HoursOfUse): Words {
  const time = `${clock(from)}–${clock(to)}`;
  const all = from === 0 && to === 1440;
  return joinWords([weekdaysText(weekdays), ...(all ? [] : [words(time, time)])], words(' ', ' '));
}

function weekdaysText(weekdays: readonly number[]): Words {
  if (weekdays.length === 7) return words('每天', 'every day');
  const days = weekdays.toSorted((a, b) => a - b);
  const [first = 1, last = 1] = [days[0], days.at(-1)];
  if (days.length > 2 && last - first === days.length - 1)
    return joinWords([dayWords(first), dayWords(last)], words('至', '–'));
  return joinWords(days.map(dayWords), words('、', ', '));
}

const dayNames = ['一', '二', '三', '四', '五', '六', '日'];
const dayNamesEn = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function dayWords(day: number): Words {
  return words(`周${dayNames[day - 1] ?? ''}`, dayNamesEn[day - 1] ?? '');
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
