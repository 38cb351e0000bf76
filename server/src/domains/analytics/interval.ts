import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { anyOf, bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, type StoreCtx } from '../../platform/event-store/query.ts';
import { earlier, type RangeInput, readRange } from '../../platform/event-store/range.ts';
import { type Selector, selects } from '../../platform/event-store/selector.ts';
import { LEVELS } from './spread.ts';

export type IntervalQuestion = RangeInput & {
  readonly start: Selector;
  /** Null: the same event again. */
  readonly end: Selector | null;
  /** What comes later than this belongs to no start. */
  readonly withinMs: number;
};

export type Interval = {
  readonly pairs: number;
  readonly persons: number;
  /** Starts after which nothing came in time, and those of them whose time is not over. */
  readonly unpaired: number;
  readonly open: number;
  /** Seconds, at `LEVELS`. */
  readonly quantiles: readonly (number | null)[];
  readonly mean: number | null;
  readonly buckets: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly pairs: number;
    readonly persons: number;
  }[];
};

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];
/** Left edges, seconds. */
export const EDGES = [
  0,
  MINUTE,
  10 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  60 * DAY,
  90 * DAY,
  180 * DAY,
] as const;

/**
 * How long it takes from an event to another, or to the same again. Each end belongs to the last start before it, and to one alone: starts that
 * another start follows first are told as unpaired. At one instant the start comes first. Starts lie in the range; ends may follow after it.
 */
export async function runInterval(ctx: StoreCtx, asked: IntervalQuestion): Promise<Interval> {
  const gaps = gapsSql(ctx, asked);
  const buckets = EDGES.map((from, n) => ({ from, to: EDGES[n + 1] ?? null })).filter(
    ({ from }) => from * 1000 <= asked.withinMs,
  );
  const counts = buckets.map(({ from, to }) => {
    const is = within(from, to);
    return `(countIf(${is}), groupBitmapIf(person_no, ${is}))`;
  });
  const row = await runOne<{
    counts: readonly (readonly [number, number])[];
    pairs: number;
    persons: number;
    unpaired: number;
    open: number;
    quantiles: readonly (number | null)[];
    mean: number | null;
  }>(
    ctx,
    piece`SELECT [${counts.join(', ')}] AS counts, countIf(gap >= 0) AS pairs, groupBitmapIf(person_no, gap >= 0) AS persons, countIf(gap < 0) AS unpaired, countIf(gap = -2) AS open,
      quantilesExactInclusiveIf(${LEVELS.join(', ')})(gap, gap >= 0) AS quantiles, avgIf(gap, gap >= 0) AS mean FROM (${gaps})`,
  );
  const pairs = row?.pairs ?? 0;
  return {
    pairs,
    persons: row?.persons ?? 0,
    unpaired: row?.unpaired ?? 0,
    open: row?.open ?? 0,
    quantiles: LEVELS.map((_, n) => (pairs > 0 ? Number(row?.quantiles[n]) / 1000 : null)),
    mean: pairs > 0 ? Number(row?.mean) / 1000 : null,
    buckets: buckets.map((bucket, n) => ({
      ...bucket,
      pairs: row?.counts[n]?.[0] ?? 0,
      persons: row?.counts[n]?.[1] ?? 0,
    })),
  };
}

/** Who took so long, at least once. */
export function personsOfInterval(
  ctx: StoreCtx,
  asked: IntervalQuestion,
  { from, to }: { readonly from: number; readonly to: number | null },
): PersonSet {
  return personsOfQuery(piece`SELECT person_no FROM (${gapsSql(ctx, asked)}) WHERE ${within(from, to)}`);
}

function within(from: number, to: number | null): string {
  return `gap >= ${from * 1000}${to === null ? '' : ` AND gap < ${to * 1000}`}`;
}

/** A row a start of the range: (person_no, gap), ms; -1 where nothing came in time, -2 where it still may. */
function gapsSql(ctx: StoreCtx, { start, end, withinMs, ...days }: IntervalQuestion): Piece {
  const range = readRange(ctx, days);
  const now = earlier(range.known, ctx.now());
  const seenUntil = earlier(new Date(range.until.getTime() + withinMs + 1), range.known);
  const which = anyOf([selects(start), ...(end ? [selects(end)] : [])]);
  // Sorted by time × 2, and at one instant starts before ends. Of one event alone each is the end of the one before it.
  const isEnd = end ? piece`toUInt64(${selects(end)})` : piece`toUInt64(0)`;
  const starts = end ? 'bitAnd(e, 1) = 0' : '1';
  const ends = end ? 'bitAnd(n, 1) = 1' : '1';
  const startsIn = `bitShiftRight(e, 1) < ${earlier(range.until, range.known).getTime()}`;
  const gap = `if(n != 0 AND ${ends} AND bitShiftRight(n, 1) - bitShiftRight(e, 1) <= ${withinMs}, toInt64(bitShiftRight(n, 1) - bitShiftRight(e, 1)),
    if(bitShiftRight(e, 1) + ${withinMs} >= ${now.getTime()} AND n = 0, -2, -1))`;
  return piece`SELECT person_no, pair.2 AS gap FROM (
  SELECT person_no, arrayJoin(arrayFilter(p -> p.1, arrayMap((e, n) -> (${starts} AND ${startsIn}, ${gap}), all, arrayPushBack(arrayPopFront(all), toUInt64(0))))) AS pair
  FROM (
    SELECT person_no, arraySort(groupArray(bitOr(bitShiftLeft(reinterpretAsUInt64(ts), 1), ${isEnd}))) AS all
    FROM history_once AS events WHERE (${which}) AND person_no > 0 AND ts >= ${bound(INSTANT, range.start)} AND ts < ${bound(INSTANT, seenUntil)}
    GROUP BY person_no
  )
)`;
}
