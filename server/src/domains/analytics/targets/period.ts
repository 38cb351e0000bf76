import type { TargetPeriod } from '@huoshui/contracts/words/targets';
import { addDays } from '../../../platform/calendar.ts';
import { periodAfter } from '../../../platform/event-store/period.ts';

const MONTHS: Readonly<Record<TargetPeriod, number>> = { month: 1, quarter: 3 };

/** The last day of a period that begins on a day. */
export function lastDayOf(start: string, period: TargetPeriod): string {
  return addDays(periodAfter(start, 'month', MONTHS[period]), -1);
}
