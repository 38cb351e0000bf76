import { type Words, words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../../platform/calendar.ts';

/** The last so many days, or ever when it is left empty. */
export const inDays = {
  key: 'days',
  label: words('最近几天', 'In the last'),
  hint: words('不填就是至今全部', 'Empty: ever'),
  kind: 'count',
  unit: words('天', 'days'),
  min: 1,
  max: 1100,
  optional: true,
} as const;

export function sinceOf(days: number | null, asOf: Date): Date {
  return days === null ? new Date(0) : new Date(asOf.getTime() - days * DAY_MS);
}

export function inDaysWords(days: number | null): Words {
  return days === null ? words('累计', 'Ever') : words(`最近 ${days} 天`, `In the last ${days} days`);
}
