import type { ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { addDays, DAY_MS, dayStart } from '../../../platform/calendar.ts';
import { earlier } from '../../../platform/event-store/range.ts';

const days = { kind: 'count', unit: words('天', 'days'), max: 1100 } as const;

/** A stretch of time before the moment that a condition is asked for. */
export const whenFields = [
  {
    key: 'when',
    label: words('时间', 'When'),
    kind: 'choice',
    options: [
      { value: 'last', label: words('最近几天', 'In the last days') },
      { value: 'between', label: words('几天前到几天前', 'Between so many days ago') },
      { value: 'dates', label: words('指定日期', 'On these days') },
      { value: 'ever', label: words('至今', 'Ever') },
    ],
    initial: 'last',
  },
  {
    ...days,
    key: 'days',
    label: words('最近几天', 'In the last'),
    min: 1,
    initial: 30,
    when: { field: 'when', is: ['last'] },
  },
  {
    ...days,
    key: 'far',
    label: words('从几天前', 'From, days ago'),
    min: 1,
    initial: 60,
    when: { field: 'when', is: ['between'] },
  },
  {
    ...days,
    key: 'near',
    label: words('到几天前', 'Until, days ago'),
    min: 0,
    initial: 30,
    when: { field: 'when', is: ['between'] },
  },
  { key: 'dates', label: words('日期', 'Days'), kind: 'day_range', when: { field: 'when', is: ['dates'] } },
] as const;

export type When = ValuesOf<typeof whenFields>;

export function whenProblem({ far, near }: When) {
  return far !== null && near !== null && near >= far
    ? { at: 'near', words: words('到几天前要比从几天前小', 'It ends before it begins') }
    : null;
}

/** Half-open: what happens at `until` is not in it. Days are stretches of 24 hours back from the moment, dates are those of Shanghai. */
export function spanOf(
  { when, days, far, near, dates }: When,
  asOf: Date,
): { readonly since: Date; readonly until: Date } {
  const ago = (count: number) => new Date(asOf.getTime() - count * DAY_MS);
  if (when === 'last') return { since: ago(days ?? 0), until: asOf };
  if (when === 'between') return { since: ago(far ?? 0), until: ago(near ?? 0) };
  if (when === 'dates' && dates)
    return { since: dayStart(dates.from), until: earlier(asOf, dayStart(addDays(dates.to, 1))) };
  return { since: new Date(0), until: asOf };
}

export function whenWords({ when, days, far, near, dates }: When): Words {
  if (when === 'last') return words(`最近 ${days} 天`, `in the last ${days} days`);
  if (when === 'between') return words(`${far} 天前到 ${near} 天前`, `from ${far} to ${near} days ago`);
  if (when === 'dates' && dates)
    return dates.from === dates.to
      ? words(`${dates.from} `, `on ${dates.from}`)
      : words(`${dates.from} 到 ${dates.to} `, `from ${dates.from} to ${dates.to}`);
  return words('至今', 'ever');
}
