import { addDays, minuteOfDay, shanghaiDay } from '../../platform/calendar.ts';

/** When a placement is there, by Shanghai's clocks. */
export type Schedule = {
  /** Business days, both counted. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Half-open, minutes of the day; over midnight where it ends before it begins. Null: all day. */
  readonly hours: { readonly from: number; readonly to: number } | null;
  /** 1 is Monday; empty: every day. */
  readonly weekdays: readonly number[];
};

/** Hours that go over midnight belong to the day on which they began: its date and its weekday decide. */
export function isOpenAt({ firstDay, lastDay, hours, weekdays }: Schedule, at: Date): boolean {
  const day = dayOf(hours, at);
  if (day === null) return false;
  if ((firstDay !== null && day < firstDay) || (lastDay !== null && day > lastDay)) return false;
  return weekdays.length === 0 || weekdays.includes(weekdayOf(day));
}

/** The business day on which the hours began that hold this instant; null outside of them. */
function dayOf(hours: Schedule['hours'], at: Date): string | null {
  const day = shanghaiDay(at);
  if (hours === null) return day;
  const minute = minuteOfDay(at);
  if (hours.from < hours.to) return minute >= hours.from && minute < hours.to ? day : null;
  if (minute >= hours.from) return day;
  return minute < hours.to ? addDays(day, -1) : null;
}

/** 1 is Monday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Whether its last day is over, with the hours of it that go beyond midnight. */
export function isOver({ lastDay, hours }: Schedule, at: Date): boolean {
  if (lastDay === null) return false;
  const today = shanghaiDay(at);
  if (hours !== null && hours.from > hours.to && today === addDays(lastDay, 1)) return minuteOfDay(at) >= hours.to;
  return today > lastDay;
}
