import { addDays, daysBetween } from '../calendar.ts';
import { isDay } from '../holdable.ts';
import { platformErrors } from '../platform-errors.ts';
import type { StoreCtx } from './query.ts';
import { SHANGHAI, type Zone } from './zone.ts';

/** Instead of the end of a day: nothing at or after this instant is known. A symbol, so that no request can say it. */
const KNOWN_BY: unique symbol = Symbol('known by');

export type RangeInput = {
  readonly from: string;
  readonly to: string;
  readonly asOf?: string | null | undefined;
  readonly [KNOWN_BY]?: Date | undefined;
};

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
  const by = input[KNOWN_BY];
  const { asOf, known, over } = by ? knownByOf(by, zone) : readAsOf(ctx, input.asOf, zone);
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

function knownByOf(known: Date, zone: Zone): Pick<AsOf, 'asOf' | 'known' | 'over'> {
  const asOf = zone.dayOf(new Date(known.getTime() - 1));
  return { asOf, known, over: zone.dayStart(addDays(asOf, 1)) <= known ? asOf : addDays(asOf, -1) };
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

/**
 * The same question of as many days before, as it would have been answered so many days ago: whatever has not had its time now (a day
 * that lasts, a window that is open) had none then either.
 */
export function askedBefore<Input extends RangeInput>(ctx: Pick<StoreCtx, 'now'>, input: Input): Input {
  const range = readRange(ctx, input);
  const { from, to, start } = rangeBefore(range);
  const back = range.start.getTime() - start.getTime();
  return { ...input, from, to, [KNOWN_BY]: new Date(earlier(range.known, ctx.now()).getTime() - back) };
}

/** A range that is not over: some of its time is still to come, or not known. */
export function lasts(ctx: Pick<StoreCtx, 'now'>, { until, known }: Range): boolean {
  return earlier(known, ctx.now()) < until;
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
