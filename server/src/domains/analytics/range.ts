import { addDays, dayStart, daysBetween, shanghaiDay } from '../../platform/calendar.ts';
import { analyticsErrors } from './errors.ts';
import type { ReportCtx } from './query.ts';

/** Where a day begins. Reports live in Shanghai; replayed cases of other systems in their own zone. */
export type Zone = {
  readonly name: string;
  readonly offsetMs: number;
  readonly dayStart: (day: string) => Date;
};
export const SHANGHAI: Zone = { name: 'Asia/Shanghai', offsetMs: 8 * 3_600_000, dayStart };

export type RangeInput = { readonly from: string; readonly to: string; readonly asOf?: string | undefined };

/** A report's span: whole days as given, and the instants they begin and end (`until` is not in it). */
export type Range = {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly start: Date;
  readonly until: Date;
  /** Nothing at or after this instant is known to the report. */
  readonly known: Date;
  readonly zone: Zone;
};

const MAX_DAYS = 1100;

/** @throws analytics.bad_range for days that are none, run backwards, or are too many */
export function readRange(ctx: Pick<ReportCtx, 'now'>, input: RangeInput, zone: Zone = SHANGHAI): Range {
  const asOf = input.asOf ?? shanghaiDay(ctx.now());
  for (const day of [input.from, input.to, asOf]) {
    if (!isDay(day)) throw analyticsErrors.error('bad_range', { why: day });
  }
  const days = daysBetween(input.from, input.to) + 1;
  if (days < 1) throw analyticsErrors.error('bad_range', { why: `${input.from} > ${input.to}` });
  if (days > MAX_DAYS) throw analyticsErrors.error('bad_range', { why: `> ${MAX_DAYS} 天 days` });
  return {
    from: input.from,
    to: input.to,
    asOf,
    start: zone.dayStart(input.from),
    until: zone.dayStart(addDays(input.to, 1)),
    known: zone.dayStart(addDays(asOf, 1)),
    zone,
  };
}

/** The same number of days just before. */
export function rangeBefore(range: Range): Range {
  const days = daysBetween(range.from, range.to) + 1;
  const from = addDays(range.from, -days);
  return { ...range, from, to: addDays(range.from, -1), start: range.zone.dayStart(from), until: range.start };
}

export function daysOf(range: Pick<Range, 'from' | 'to'>): string[] {
  return Array.from({ length: daysBetween(range.from, range.to) + 1 }, (_, n) => addDays(range.from, n));
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
