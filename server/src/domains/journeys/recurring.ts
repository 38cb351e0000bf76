import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { clockText } from '@huoshui/contracts/form-numbers';
import { type Words, words } from '@huoshui/contracts/words';
import { addDays, MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../platform/calendar.ts';
import { weekdayOf, weekdayOptions, weekdaysText } from '../themes/index.ts';

export const whenField = {
  key: 'minuteOfDay',
  label: words('几点', 'At'),
  kind: 'minute_of_day',
  min: 0,
  max: 1439,
  initial: 600,
} as const satisfies Field;

/** When something happens by itself: once, or again and again. */
export const recurringFields = [
  {
    key: 'repeat',
    label: words('多久一次', 'How often'),
    kind: 'choice',
    options: [
      { value: 'once', label: words('一次', 'Once') },
      { value: 'daily', label: words('每天', 'Every day') },
      { value: 'weekly', label: words('每周', 'Every week') },
      { value: 'monthly', label: words('每月', 'Every month') },
    ],
    initial: 'weekly',
  },
  { key: 'day', label: words('哪一天', 'On'), kind: 'day', when: { field: 'repeat', is: ['once'] } },
  {
    key: 'weekdays',
    label: words('周几', 'Weekdays'),
    kind: 'choices',
    options: weekdayOptions,
    min: 1,
    initial: ['mon'],
    when: { field: 'repeat', is: ['weekly'] },
  },
  {
    key: 'dayOfMonth',
    label: words('几号', 'Day of the month'),
    hint: words('没有这一天的月份，在最后一天', 'In months without it, on their last day'),
    kind: 'count',
    unit: words('号', ''),
    min: 1,
    max: 31,
    initial: 1,
    when: { field: 'repeat', is: ['monthly'] },
  },
  whenField,
] as const satisfies readonly Field[];

export type Recurring = ValuesOf<typeof recurringFields>;

/** That minute of the day, today or tomorrow. */
export function nextDaily(minuteOfDay: number, after: Date): Date {
  const today = shanghaiDay(after);
  const at = shanghaiInstant(today, minuteOfDay * MINUTE_MS);
  return at > after ? at : shanghaiInstant(addDays(today, 1), minuteOfDay * MINUTE_MS);
}

/** The first such moment after one; null where there is none any more. */
export function nextMoment(recurring: Recurring, after: Date): Date | null {
  const { repeat, day, minuteOfDay } = recurring;
  const instant = (of: string) => shanghaiInstant(of, minuteOfDay * MINUTE_MS);
  if (repeat === 'once') return day !== null && instant(day) > after ? instant(day) : null;
  const today = shanghaiDay(after);
  // Two months and a day hold every kind of repetition at least once.
  for (let ahead = 0; ahead <= 63; ahead += 1) {
    const one = addDays(today, ahead);
    if (isHeldOn(recurring, one) && instant(one) > after) return instant(one);
  }
  return null;
}

function isHeldOn({ repeat, weekdays, dayOfMonth }: Recurring, day: string): boolean {
  if (repeat === 'daily') return true;
  if (repeat === 'weekly') return weekdays?.some((one) => one === weekdayOf(day)) ?? false;
  const last = addDays(`${nextMonth(day)}-01`, -1);
  return Number(day.slice(8)) === Math.min(dayOfMonth ?? 1, Number(last.slice(8)));
}

function nextMonth(day: string): string {
  return addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7);
}

export function recurringText({ repeat, day, weekdays, dayOfMonth, minuteOfDay }: Recurring): Words {
  const at = clockText(minuteOfDay);
  if (repeat === 'once') return words(`${day ?? ''} ${at}`, `${day ?? ''} at ${at}`);
  if (repeat === 'daily') return words(`每天 ${at}`, `every day at ${at}`);
  if (repeat === 'monthly') return words(`每月 ${dayOfMonth} 号 ${at}`, `on day ${dayOfMonth} of every month at ${at}`);
  const days = weekdaysText(weekdays ?? []);
  return words(`每周：${days.zh} ${at}`, `every ${days.en} at ${at}`);
}
