import { addDays, daysBetween } from '../calendar.ts';
import { isDay } from '../holdable.ts';
import { platformErrors } from '../platform-errors.ts';
import type { StoreCtx } from './query.ts';
import { SHANGHAI, type Zone } from './zone.ts';

export type RangeInput = { readonly from: string; readonly to: string; readonly asOf?: string | null | undefined };

/** A report's span: whole days as given, and the instants they begin and end (`until` is not in it). */
export type Range = {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly start: Date;
  readonly until: Date;
  /** Nothing at or after this instant is known to the report. */
  readonly known: Date;
  /** The last day that is known whole: today is not, while it lasts. */
  readonly over: string;
  readonly zone: Zone;
};

const MAX_DAYS = 1100;

/** @throws platform.bad_range for days that are none, run backwards, or are too many */
export function readRange(ctx: Pick<StoreCtx, 'now'>, input: RangeInput, zone: Zone = SHANGHAI): Range {
  const { asOf, known, over } = readAsOf(ctx, input.asOf, zone);
  for (const day of [input.from, input.to]) refuseNoDay(day);
  const days = daysBetween(input.from, input.to) + 1;
  if (days < 1) throw platformErrors.error('bad_range', { why: `${input.from} > ${input.to}` });
  if (days > MAX_DAYS) throw platformErrors.error('bad_range', { why: `> ${MAX_DAYS} 天 days` });
  return {
    from: input.from,
    to: input.to,
    asOf,
    start: zone.dayStart(input.from),
    until: zone.dayStart(addDays(input.to, 1)),
    known,
    over,
    zone,
  };
}

/** A day up to whose end everything is known. */
export type AsOf = {
  readonly asOf: string;
  /** The end of that day: nothing at or after it is known. */
  readonly known: Date;
  /** The instant at which standings are judged: the end of the day, or now while it lasts. A list and a report agree on it. */
  readonly moment: Date;
  /** The last day that is known whole. */
  readonly over: string;
};

/** @throws platform.bad_range */
export function readAsOf(ctx: Pick<StoreCtx, 'now'>, day: string | null | undefined, zone: Zone = SHANGHAI): AsOf {
  const now = ctx.now();
  const asOf = day ?? zone.dayOf(now);
  refuseNoDay(asOf);
  const known = zone.dayStart(addDays(asOf, 1));
  const over = known <= now ? asOf : addDays(zone.dayOf(now), -1);
  return { asOf, known, moment: earlier(known, now), over };
}

/** The same number of days just before. */
export function rangeBefore(range: Range): Range {
  const days = daysBetween(range.from, range.to) + 1;
  const from = addDays(range.from, -days);
  return { ...range, from, to: addDays(range.from, -1), start: range.zone.dayStart(from), until: range.start };
}

/** As many days just before; while the range lasts, for as long as it has lasted: a morning is no fall beside a whole day. */
export function asFarBefore(ctx: Pick<StoreCtx, 'now'>, range: Range): Range {
  const before = rangeBefore(range);
  const lasted = earlier(earlier(range.until, range.known), ctx.now()).getTime() - range.start.getTime();
  return { ...before, until: earlier(before.until, new Date(before.start.getTime() + Math.max(0, lasted))) };
}

export function daysOf(range: Pick<Range, 'from' | 'to'>): string[] {
  return Array.from({ length: daysBetween(range.from, range.to) + 1 }, (_, n) => addDays(range.from, n));
}

export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function refuseNoDay(day: string): void {
  if (!isDay(day)) throw platformErrors.error('bad_range', { why: day });
}
