import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import { periodAfter, periodStart } from '../../platform/event-store/period.ts';
import type { PersonSet } from '../../platform/event-store/person-set.ts';
import { allOf, anyOf, bound, joinPieces, type Piece, piece } from '../../platform/event-store/piece.ts';
import type { StoreCtx } from '../../platform/event-store/query.ts';
import { selects } from '../../platform/event-store/selector.ts';
import { readDays } from './days.ts';
import { ORDER_PAID } from './event.ts';
import { MERGED_SET, turnedSql } from './turned-set.ts';

type Asking = Pick<StoreCtx, 'events'>;

/**
 * Who did an event from one instant until another, which is not in it; `*` is whatever she did herself. Whole months and days are the sets
 * that are kept of them, what is cut off the first and the last day is read in the order of time, and of the events only what was not kept yet.
 */
async function personsWhoDid(ctx: Asking, event: string, since: Date, until: Date): Promise<PersonSet> {
  const asked = together();
  return asked.alone(ctx, asked.persons(event, since, until));
}

/** Every member known before an instant: who joined, or bought. */
export async function everyMember(ctx: Asking, known: Date): Promise<PersonSet> {
  const asked = together();
  return asked.alone(ctx, asked.everyMember(known));
}

export const did = { persons: personsWhoDid, together } as const;

/**
 * Several such questions of one statement: each table is read once for all of them, and who was merged is turned once for each. They are columns of
 * one row, not values known by a name: the store would look at all of the question anew wherever the name stands.
 */
export type Together = {
  /** Columns, for a statement that ends with `from`. */
  persons(event: string, since: Date, until: Date): PersonSet;
  everyMember(known: Date): PersonSet;
  /** Where all that was asked so far is found; empty where nothing was. */
  from(ctx: Asking): Promise<Piece>;
  /** A set that was composed of these, for any statement. */
  alone(ctx: Asking, set: PersonSet): Promise<PersonSet>;
};

function together(): Together {
  const places = new Map<string, number>();
  const asked: Asked[] = [];
  const add = (one: Asked): PersonSet => {
    const key = `${one.kept.sql} ${one.since.getTime()} ${one.until.getTime()}`;
    const place = places.get(key) ?? asked.push(one);
    places.set(key, place);
    return { bitmap: piece`did_${place}` };
  };
  const from = async (ctx: Asking) =>
    asked.length === 0 ? piece`` : piece` FROM (${setsSql(asked, await markOf(ctx))})`;
  return {
    persons(event, since, until) {
      const one = piece`name = ${bound('String', event)}`;
      // Both sides of the order in which the sets lie.
      const kept = event === '*' ? piece`own` : anyOf([piece`own AND ${one}`, piece`NOT own AND ${one}`]);
      return add({ kept, row: selects({ event }), since, until });
    },
    everyMember(known) {
      const names = piece`name IN ('member.joined', '${ORDER_PAID}')`;
      const row = piece`events.${names} AND events.source != 'sdk'`;
      return add({ kept: piece`NOT own AND ${names}`, row, since: new Date(0), until: known });
    },
    from,
    alone: async (ctx, set) => ({ bitmap: piece`(SELECT ${set.bitmap}${await from(ctx)})` }),
  };
}

/** `kept` chooses by `name` and `own` among what is kept, `row` among the events. */
type Asked = { readonly kept: Piece; readonly row: Piece; readonly since: Date; readonly until: Date };

/**
 * One row of sets, `did_1` and so on in the order in which they were asked for. Every table gives sets of one name and one stretch of time (`at`: its first day, or ms),
 * and each question takes those that lie in its own. Instants are parted where any question begins or ends, and no finer.
 * All by the numbers that were told, and turned once: turning each day took seven times as long.
 */
function setsSql(asked: readonly Asked[], mark: number): Piece {
  const parts = asked.map((one) => ({ ...one, ...partsOf(one.since, one.until) }));
  const ends = parts.flatMap(({ since, until, edges }) => [since, until, ...edges.flat()]).map((at) => at.getTime());
  const bounds = [...new Set([0, ...ends])].sort((a, b) => a - b).join(', ');
  const at = `toInt64(roundDown(toUnixTimestamp64Milli(ts), CAST([${bounds}], 'Array(Int64)')))`;
  const days = (column: string, all: readonly Days[]) =>
    all.map(([from, to]) => `${column} >= toDate(${dayNo(from)}) AND ${column} < toDate(${dayNo(to)})`);
  const instants = (all: readonly Stretch[]) =>
    all.map(([from, to]) => `ts >= ${instant(from)} AND ts < ${instant(to)}`);
  const sources = [
    ...keptSql(
      `SELECT 'month' AS source_of, name, own, toInt64(toUInt16(month)) AS at, who FROM month_sets`,
      parts.map(({ kept, months }) => [kept, days('month', months)]),
    ),
    ...keptSql(
      `SELECT 'day' AS source_of, name, own, toInt64(toUInt16(day)) AS at, who FROM day_sets`,
      parts.map((part) => [part.kept, days('day', part.days)]),
    ),
    ...keptSql(
      `SELECT 'moment' AS source_of, name, own, ${at} AS at, groupBitmapState(person_no) AS who FROM moments`,
      parts.map(({ kept, edges }) => [kept, instants(edges)]),
      piece`person_no > 0 GROUP BY name, own, at`,
    ),
    ...keptSql(
      `SELECT 'event' AS source_of, name, source = 'sdk' AS own, ${at} AS at, groupBitmapState(person_no) AS who FROM events`,
      parts.map(({ row, since, until }) => [row, instants([[since, until]])]),
      piece`person_no > 0 AND stored_at >= toDateTime(${bound('UInt32', mark)}, 'UTC') GROUP BY name, own, at`,
    ),
  ];
  const sets = parts.map(({ kept, since, until, months, days, edges }, n) => {
    const spans = [
      ...months.map(([from, to]) => ['month', dayNo(from), dayNo(to)] as const),
      ...days.map(([from, to]) => ['day', dayNo(from), dayNo(to)] as const),
      ...edges.map(([from, to]) => ['moment', from.getTime(), to.getTime()] as const),
      ['event', since.getTime(), until.getTime()] as const,
    ].map(([source, from, to]) => piece`source_of = '${source}' AND at >= ${from} AND at < ${to}`);
    return piece`groupBitmapMergeStateIf(who, ${allOf([kept, anyOf(spans)])}) AS told_${n + 1}`;
  });
  return piece`WITH ${MERGED_SET}
    SELECT ${sets.map((_, n) => `${turnedSql(`told_${n + 1}`)} AS did_${n + 1}`).join(', ')}
    FROM (SELECT ${joinPieces(sets, ', ')} FROM (${joinPieces(sources, ' UNION ALL ')}))`;
}

/** The rows of one table that any question asks for; none where none does. */
function keptSql(
  select: string,
  asked: readonly (readonly [which: Piece, spans: readonly string[]])[],
  more?: Piece,
): readonly Piece[] {
  const which = asked
    .filter(([, spans]) => spans.length > 0)
    .map(([which, spans]) => allOf([which, anyOf(spans.map((sql) => ({ sql, params: {} })))]));
  return which.length === 0 ? [] : [piece`${select} WHERE (${anyOf(which)})${more ? piece` AND ${more}` : ''}`];
}

const dayNo = (day: string): number => Date.parse(day) / DAY_MS;
const instant = (at: Date): string => `fromUnixTimestamp64Milli(${at.getTime()}, 'UTC')`;

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

function firstWholeDay(since: Date): string {
  // From the beginning of time on nothing is cut off.
  if (since.getTime() <= 0) return '1970-01-01';
  const day = shanghaiDay(since);
  return dayStart(day) >= since ? day : addDays(day, 1);
}
