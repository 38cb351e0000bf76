import type { ReportComparison } from '@huoshui/contracts/words/analytics';
import { addDays, daysBetween } from '../../../platform/calendar.ts';
import { periodAfter, periodStart } from '../../../platform/event-store/period.ts';
import type { StoreCtx } from '../../../platform/event-store/query.ts';
import {
  earlier,
  lasts,
  type Range,
  type RangeInput,
  rangeBefore,
  readRange,
} from '../../../platform/event-store/range.ts';

/** Days, and the instant up to which something of them counts. */
export type Span = { readonly from: string; readonly to: string; readonly start: Date; readonly until: Date };

export type Compared = {
  readonly current: Span;
  readonly previous: Span;
  readonly range: Range;
  readonly cut: boolean;
};
export type ComparedInput = RangeInput & {
  readonly compare?: ReportComparison | undefined;
  readonly with?: { readonly from: string; readonly to: string } | null | undefined;
};

/**
 * A range and the days that it is held against. While the range lasts, they count for as long as it has lasted: a morning is no
 * fall beside a whole day.
 * @throws platform.bad_range
 */
export function readCompared(ctx: Pick<StoreCtx, 'now'>, input: ComparedInput): Compared {
  const range = readRange(ctx, input);
  const days = otherDays(range, input);
  const before = readRange(ctx, { ...days, asOf: range.asOf });
  const gone = earlier(earlier(range.until, range.known), ctx.now()).getTime() - range.start.getTime();
  const [open, cut] = [lasts(ctx, range), new Date(before.start.getTime() + Math.max(gone, 0))];
  const spanOf = ({ from, to, start, until, known }: Range, end: Date): Span => ({
    from,
    to,
    start,
    until: earlier(earlier(until, known), end),
  });
  return {
    range,
    current: spanOf(range, range.until),
    previous: spanOf(before, open ? cut : before.until),
    cut: open && cut < before.until,
  };
}

function otherDays(range: Range, { compare = 'before', with: others }: ComparedInput) {
  const { from, to } = range;
  if (compare === 'chosen' && others) return others;
  if (compare === 'week') return { from: addDays(from, -7), to: addDays(to, -7) };
  if (compare === 'month') return monthsBefore(from, to, 1);
  if (compare === 'year') return monthsBefore(from, to, 12);
  const before = rangeBefore(range);
  return { from: before.from, to: before.to };
}

/** Whole months stay whole; any other day is the same of its month, or the last that the month has. */
function monthsBefore(from: string, to: string, months: number) {
  const isLast = addDays(to, 1).endsWith('-01');
  const whole = from.endsWith('-01') && isLast;
  const last = lastOfMonth(to, months);
  return { from: sameDay(from, months), to: whole ? last : earliest(sameDay(to, months), last) };
}

function sameDay(day: string, months: number): string {
  const month = periodAfter(periodStart(day, 'month'), 'month', -months);
  return earliest(addDays(month, daysBetween(periodStart(day, 'month'), day)), lastOfMonth(day, months));
}

function lastOfMonth(day: string, months: number): string {
  return addDays(periodAfter(periodStart(day, 'month'), 'month', 1 - months), -1);
}

const earliest = (a: string, b: string): string => (a < b ? a : b);
