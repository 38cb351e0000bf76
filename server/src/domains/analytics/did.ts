import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import { periodAfter, periodStart } from '../../platform/event-store/period.ts';
import type { PersonSet } from '../../platform/event-store/person-set.ts';
import { anyOf, bound, INSTANT, joinPieces, type Piece, piece } from '../../platform/event-store/piece.ts';
import type { StoreCtx } from '../../platform/event-store/query.ts';
import { selects } from '../../platform/event-store/selector.ts';
import { readDays } from './days.ts';
import { ORDER_PAID } from './event.ts';
import { turnedSet } from './purchases.ts';

type Asking = Pick<StoreCtx, 'events'>;

/**
 * Who did an event from one instant until another, which is not in it; `*` is whatever she did herself. Whole months and days are the sets
 * that are kept of them, what is cut off the first and the last day is read in the order of time, and of the events only what was not kept yet.
 */
export async function personsWhoDid(ctx: Asking, event: string, since: Date, until: Date): Promise<PersonSet> {
  const kept =
    event === '*'
      ? [piece`own`]
      : [true, false].map((own) => piece`${own ? '' : 'NOT '}own AND name = ${bound('String', event)}`);
  return whoever(ctx, { kept: anyOf(kept), row: selects({ event }) }, since, until);
}

/** Every member known before an instant: who joined, or bought. */
export async function everyMember(ctx: Asking, known: Date): Promise<PersonSet> {
  const names = piece`name IN ('member.joined', '${ORDER_PAID}')`;
  const row = piece`${names} AND source != 'sdk'`;
  return whoever(ctx, { kept: piece`NOT own AND ${names}`, row }, new Date(0), known);
}

type Which = { readonly kept: Piece; readonly row: Piece };

/** All by the numbers that were told, and turned once: turning each day took seven times as long. */
async function whoever(ctx: Asking, { kept, row }: Which, since: Date, until: Date): Promise<PersonSet> {
  const { months, days, edges } = partsOf(since, until);
  const mark = await markOf(ctx);
  const between = ([from, to]: Stretch) => piece`(ts >= ${bound(INSTANT, from)} AND ts < ${bound(INSTANT, to)})`;
  const spans = (column: string, all: readonly Days[]) =>
    anyOf(all.map(([from, to]) => piece`${column} >= ${bound('Date', from)} AND ${column} < ${bound('Date', to)}`));
  const sets = (table: string, column: string, all: readonly Days[]) =>
    all.length === 0
      ? []
      : [piece`SELECT groupBitmapMergeState(who) AS who FROM ${table} WHERE (${kept}) AND (${spans(column, all)})`];
  const rows = (table: string, which: Piece) =>
    piece`SELECT groupBitmapState(person_no) AS who FROM ${table} WHERE ${which} AND person_no > 0`;
  return merged([
    ...sets('month_persons', 'month', months),
    ...sets('day_persons', 'day', days),
    ...(edges.length > 0 ? [rows('moments', piece`(${kept}) AND (${anyOf(edges.map(between))})`)] : []),
    rows(
      'events',
      piece`${row} AND stored_at >= toDateTime(${bound('UInt32', mark)}, 'UTC') AND ${between([since, until])}`,
    ),
  ]);
}

type Days = readonly [from: string, until: string];
type Stretch = readonly [from: Date, until: Date];

/** A stretch of time as whole months, whole days on either side of them, and what is left of the first and the last day. */
export function partsOf(
  since: Date,
  until: Date,
): { readonly months: readonly Days[]; readonly days: readonly Days[]; readonly edges: readonly Stretch[] } {
  const [first, last] = [firstWholeDay(since), shanghaiDay(until)];
  const some = <T>(from: T, to: T): (readonly [T, T])[] => (from < to ? [[from, to]] : []);
  if (first >= last) return { months: [], days: [], edges: some(since, until) };
  const edges = [...(since.getTime() <= 0 ? [] : some(since, dayStart(first))), ...some(dayStart(last), until)];
  const begun = periodStart(first, 'month');
  const [month, end] = [begun === first ? first : periodAfter(begun, 'month'), periodStart(last, 'month')];
  if (month >= end) return { months: [], days: some(first, last), edges };
  return { months: some(month, end), days: [...some(first, month), ...some(end, last)], edges };
}

/** An older mark says the same: more is then read from the events. So it is asked once for all conditions of a look. */
const MARK_MS = 10_000;
const marks = new WeakMap<Asking['events'], { readonly mark: Promise<number>; readonly since: number }>();

async function markOf(ctx: Asking): Promise<number> {
  const known = marks.get(ctx.events);
  if (known && performance.now() - known.since < MARK_MS) return known.mark;
  const mark = readDays(ctx).then((days) => days.mark);
  marks.set(ctx.events, { mark, since: performance.now() });
  mark.catch(() => marks.delete(ctx.events));
  return mark;
}

/** Whoever is in one of these, in one statement: a set within a set would be computed, written down and read again. */
function merged(parts: readonly Piece[]): PersonSet {
  return turnedSet(piece`SELECT groupBitmapMergeState(who) AS told FROM (${joinPieces(parts, ' UNION ALL ')})`);
}

function firstWholeDay(since: Date): string {
  // From the beginning of time on nothing is cut off.
  if (since.getTime() <= 0) return '1970-01-01';
  const day = shanghaiDay(since);
  return dayStart(day) >= since ? day : addDays(day, 1);
}
