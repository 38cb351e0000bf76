import type { BriefingPlan } from '@huoshui/contracts/words/briefings';
import { addDays, dayStart, MINUTE_MS, shanghaiDay } from '../../../platform/calendar.ts';

export type Plan = {
  readonly plan: BriefingPlan;
  /** 1 is Monday. */
  readonly weekday: number | null;
  readonly monthDay: number | null;
  readonly minute: number;
};

/** The first moment after an instant at which it is due. */
export function nextOf({ plan, weekday, monthDay, minute }: Plan, after: Date): Date {
  const today = shanghaiDay(after);
  // A month and a day hold every plan.
  for (let n = 0; n <= 32; n += 1) {
    const day = addDays(today, n);
    const at = new Date(dayStart(day).getTime() + minute * MINUTE_MS);
    const isDay =
      plan === 'daily' ||
      (plan === 'weekly' && weekdayOf(day) === weekday) ||
      (plan === 'monthly' && Number(day.slice(8)) === monthDay);
    if (isDay && at > after) return at;
  }
  throw new Error(`no day for the plan ${plan}`);
}

/** 1 is Monday. */
const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
