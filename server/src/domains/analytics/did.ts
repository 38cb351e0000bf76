import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { PersonSet } from '../../platform/event-store/person-set.ts';
import { anyOf, bound, INSTANT, joinPieces, type Piece, piece } from '../../platform/event-store/piece.ts';
import type { StoreCtx } from '../../platform/event-store/query.ts';
import { selects } from '../../platform/event-store/selector.ts';
import { readDays } from './days.ts';
import { ORDER_PAID } from './event.ts';
import { asTheyAreNow } from './purchases.ts';

type Asking = Pick<StoreCtx, 'events'>;

/**
 * Who did an event from one instant until another, which is not in it; `*` is whatever she did herself. Whole days are the sets that are
 * kept of them, and only what is cut off the first and the last day is read from the events.
 */
export async function personsWhoDid(ctx: Asking, event: string, since: Date, until: Date): Promise<PersonSet> {
  const kept = event === '*' ? piece`own` : piece`name = ${bound('String', event)}`;
  return whoever(ctx, { kept, row: selects({ event }) }, since, until);
}

/** Every member known before an instant: who joined, or bought. */
export async function everyMember(ctx: Asking, known: Date): Promise<PersonSet> {
  const names = piece`name IN ('member.joined', '${ORDER_PAID}')`;
  const row = piece`${names} AND source != 'sdk'`;
  return whoever(ctx, { kept: piece`${names} AND NOT own`, row }, new Date(0), known);
}

type Which = { readonly kept: Piece; readonly row: Piece };

/** All by the numbers that were told, and turned once: turning each day took seven times as long. */
async function whoever(ctx: Asking, { kept, row }: Which, since: Date, until: Date): Promise<PersonSet> {
  const [first, last] = [firstWholeDay(since), shanghaiDay(until)];
  const rows = (which: Piece) =>
    piece`SELECT groupBitmapState(person_no) AS who FROM events WHERE ${row} AND person_no > 0 AND (${which})`;
  const between = (from: Date, to: Date) => piece`(ts >= ${bound(INSTANT, from)} AND ts < ${bound(INSTANT, to)})`;
  if (first >= last) return asTheyAreNow(merged([rows(between(since, until))]));
  const mark = await markOf(ctx);
  const whole = between(dayStart(first), dayStart(last));
  const edges = [
    ...(since < dayStart(first) ? [between(since, dayStart(first))] : []),
    ...(dayStart(last) < until ? [between(dayStart(last), until)] : []),
  ];
  return asTheyAreNow(
    merged([
      piece`SELECT groupBitmapMergeState(who) AS who FROM day_persons
        WHERE ${kept} AND day >= ${bound('Date', first)} AND day < ${bound('Date', last)}`,
      rows(piece`stored_at >= toDateTime(${bound('UInt32', mark)}, 'UTC') AND ${whole}`),
      ...(edges.length > 0 ? [rows(anyOf(edges))] : []),
    ]),
  );
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

function merged(parts: readonly Piece[]): PersonSet {
  return { bitmap: piece`(SELECT groupBitmapMergeState(who) FROM (${joinPieces(parts, ' UNION ALL ')}))` };
}

function firstWholeDay(since: Date): string {
  const day = shanghaiDay(since);
  return dayStart(day) >= since ? day : addDays(day, 1);
}
