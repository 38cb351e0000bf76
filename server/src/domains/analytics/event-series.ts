import { addDays, daysBetween } from '../../platform/calendar.ts';
import {
  type Period,
  periodAfter,
  periodOfDay,
  periodStart,
  periodsBetween,
} from '../../platform/event-store/period.ts';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { allOf, bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { earlier, type Range, type RangeInput, readRange } from '../../platform/event-store/range.ts';
import { propertyText, type Selector, selects } from '../../platform/event-store/selector.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Breakdown, groupSql, NONE_LEFT, OTHERS, type Shares } from './breakdown.ts';

export type Measure = 'count' | 'persons' | 'per_person' | 'sum' | 'avg' | 'min' | 'max' | 'distinct';
export type Grain = Period | 'hour';

export type SeriesQuestion = RangeInput & {
  readonly selector: Selector;
  readonly measure: Measure;
  /** What is summed, or whose values are counted; null for what counts events or persons. */
  readonly property: string | null;
  readonly by: Grain;
  readonly breakdown: Breakdown | null;
  /** So many values of the breakdown by themselves; all others together are one more. */
  readonly top: number;
  readonly compare: boolean;
};

export type Figures = {
  /** Events. */
  readonly times: number;
  /** Distinct persons, and of a person with an event by several values one in each. */
  readonly persons: number;
  /** What was asked; null where there is nothing to take a mean or an extreme of. */
  readonly value: number | null;
};

export type Group = {
  /** A value of the breakdown; null: all. */
  readonly value: string | null;
  /** All values that are none of the top ones. */
  readonly others: boolean;
  readonly whole: Figures;
  /** By period; null: it has not begun. */
  readonly values: readonly (Figures | null)[];
  /** The same of the time before. `whole` only as far as the time itself has come. */
  readonly before: { readonly whole: Figures; readonly values: readonly Figures[] } | null;
};

export type Series = {
  readonly asOf: string;
  /** Days, or hours as `2026-11-20 09:00`. */
  readonly periods: readonly string[];
  /** From which period on their time is not over; as many as there are: none. */
  readonly unfinished: number;
  readonly before: { readonly from: string; readonly to: string; readonly periods: readonly string[] } | null;
  /** All first, then the top values, the others last. */
  readonly groups: readonly Group[];
  /** How many values are among the others. */
  readonly left: number;
  readonly shares: Shares;
};

/** Charts and tables of more would be read by nobody: a month by hours, a year by days. */
const MOST_PERIODS = 750;

/** One event over time. @throws platform.bad_range, platform.too_heavy */
export async function runSeries(ctx: StoreCtx, asked: SeriesQuestion): Promise<Series> {
  const range = readRange(ctx, asked);
  const periods = periodsOf(range, asked.by);
  if (periods.length > MOST_PERIODS) throw platformErrors.error('bad_range', { why: `> ${MOST_PERIODS}` });
  const shares = asked.breakdown ? await sharesOf(ctx, asked, range) : NONE_LEFT;
  const before = asked.compare ? rangeBefore(range, asked.by) : null;
  const [rows, earlierRows] = [
    await runQuery<Row>(ctx, seriesSql(asked, range, shares)),
    before ? await runQuery<Row>(ctx, seriesSql(asked, before, shares)) : [],
  ];
  const [now, cut] = [earlier(range.known, ctx.now()), before ? cutOf(ctx, range, before) : null];
  const cutRows =
    before && cut ? await runQuery<Row>(ctx, seriesSql(asked, { ...before, until: cut }, shares)) : earlierRows;
  const begun = periods.map((period) => startOf(period, range) < now);
  const beforePeriods = before ? periodsOf(before, asked.by) : [];
  const groups: readonly (string | null)[] = [null, ...shares.top, ...(shares.left > 0 ? [OTHERS] : [])];
  return {
    asOf: range.asOf,
    periods,
    unfinished: unfinishedFrom(periods, asked.by, range, now),
    before: before && { from: before.from, to: before.to, periods: beforePeriods },
    groups: groups.map((value) => ({
      value,
      others: value === OTHERS,
      whole: figuresAt(asked, rows, value, null),
      values: periods.map((period, n) => (begun[n] ? figuresAt(asked, rows, value, period) : null)),
      before: before && {
        whole: figuresAt(asked, cutRows, value, null),
        values: beforePeriods.map((period) => figuresAt(asked, earlierRows, value, period)),
      },
    })),
    left: shares.left,
    shares,
  };
}

/** Who did it, of one value of the breakdown or at all: whom `persons` counts. */
export function personsOfSeries(
  ctx: StoreCtx,
  asked: RangeInput & Pick<SeriesQuestion, 'selector' | 'breakdown'>,
  group: { readonly value: string; readonly top: readonly string[] } | null,
): PersonSet {
  const range = readRange(ctx, asked);
  const is =
    group === null || asked.breakdown === null
      ? piece`1`
      : piece`${groupSql(asked.breakdown, group.top)} = ${bound('String', group.value)}`;
  return personsOfQuery(piece`SELECT person_no ${fromSql(asked.selector, range)} AND ${is}`);
}

type Row = {
  readonly period: string;
  readonly everyPeriod: number;
  readonly grp: string;
  readonly everyGroup: number;
  readonly times: number;
  readonly persons: number;
  readonly value: number | null;
};

function fromSql(selector: Selector, { start, until, known }: Range): Piece {
  return piece`FROM history_once AS events WHERE ${allOf([selects(selector)])}
    AND ts >= ${bound(INSTANT, start)} AND ts < ${bound(INSTANT, earlier(until, known))}`;
}

/** Each value of each period, each period, each value, and all: persons of several periods or values are no sum. */
function seriesSql(asked: SeriesQuestion, range: Range, shares: Shares): Piece {
  const group = asked.breakdown ? groupSql(asked.breakdown, shares.top) : piece`''`;
  const sets = asked.breakdown ? '((p, g), (p), (g), ())' : '((p, g), (g))';
  return piece`SELECT p AS period, grouping(p) AS everyPeriod, g AS grp, grouping(g) AS everyGroup,
  count() AS times, groupBitmapIf(who, who > 0) AS persons, ${measureSql(asked)} AS value
FROM (SELECT ${periodText(asked.by, range)} AS p, ${group} AS g, person_no AS who, ${measuredText(asked)} AS m ${fromSql(asked.selector, range)})
GROUP BY GROUPING SETS ${sets}`;
}

/** The top values of the breakdown, by what is measured, and how many are left. */
async function sharesOf(ctx: StoreCtx, asked: SeriesQuestion, range: Range): Promise<Shares> {
  if (!asked.breakdown) return NONE_LEFT;
  const row = await runOne<{ top: string[]; total: number }>(
    ctx,
    piece`SELECT groupArray(${asked.top})(g) AS top, count() AS total FROM (
      SELECT g, ${measureSql(asked)} AS value FROM (SELECT ${groupSql(asked.breakdown, null)} AS g, person_no AS who, ${measuredText(asked)} AS m
        ${fromSql(asked.selector, range)})
      GROUP BY g ORDER BY value DESC NULLS LAST, count() DESC, g)`,
  );
  const top = row?.top ?? [];
  return { top, left: Math.max(0, Number(row?.total ?? 0) - top.length) };
}

function measuredText({ property }: SeriesQuestion): Piece {
  return property === null ? piece`''` : propertyText(property);
}

/** Of rows with `who` and the text `m` of the property. */
function measureSql({ measure }: SeriesQuestion): string {
  const number = 'toFloat64OrNull(m)';
  const of: Readonly<Record<Measure, string>> = {
    count: 'toFloat64(count())',
    persons: 'toFloat64(groupBitmapIf(who, who > 0))',
    per_person: 'if(groupBitmapIf(who, who > 0) = 0, NULL, countIf(who > 0) / groupBitmapIf(who, who > 0))',
    sum: `toFloat64(ifNull(sum(${number}), 0))`,
    avg: `avg(${number})`,
    min: `min(${number})`,
    max: `max(${number})`,
    distinct: "toFloat64(uniqExactIf(m, m != ''))",
  };
  return of[measure];
}

function periodText(by: Grain, { zone }: Range): string {
  if (by === 'hour') return `left(toString(toStartOfHour(toTimeZone(ts, '${zone.name}'))), 16)`;
  return `toString(${periodOfDay(daySql('ts', zone), by)})`;
}

/** Of what is counted nothing is nought; there is no mean of nothing. */
const NOUGHT: ReadonlySet<Measure> = new Set(['count', 'persons', 'sum', 'distinct']);

function figuresAt(
  { measure, breakdown }: SeriesQuestion,
  rows: readonly Row[],
  value: string | null,
  period: string | null,
): Figures {
  const found = rows.find(
    (row) =>
      (period === null ? row.everyPeriod === 1 : row.everyPeriod === 0 && row.period === period) &&
      (value === null ? breakdown === null || row.everyGroup === 1 : row.everyGroup === 0 && row.grp === value),
  );
  if (!found) return { times: 0, persons: 0, value: NOUGHT.has(measure) ? 0 : null };
  return { times: found.times, persons: found.persons, value: found.value };
}

function periodsOf({ from, to }: Range, by: Grain): string[] {
  if (by !== 'hour') return periodsBetween(from, to, by);
  const days = periodsBetween(from, to, 'day');
  return days.flatMap((day) => Array.from({ length: 24 }, (_, hour) => `${day} ${String(hour).padStart(2, '0')}:00`));
}

const HOUR = 3_600_000;

function startOf(period: string, { zone, start }: Range): Date {
  const [day = '', time] = period.split(' ');
  const begins = new Date(zone.dayStart(day).getTime() + Number(time?.slice(0, 2) ?? 0) * HOUR);
  return begins < start ? start : begins;
}

/** Periods that the range or the present cuts off are not over; those that the range cuts are whole within it. */
function unfinishedFrom(periods: readonly string[], by: Grain, range: Range, now: Date): number {
  const found = periods.findIndex((period) => {
    const end =
      by === 'hour'
        ? new Date(startOf(period, range).getTime() + HOUR)
        : earlier(range.zone.dayStart(periodAfter(period, by)), range.until);
    return end > now;
  });
  return found === -1 ? periods.length : found;
}

/**
 * The time before: as many days, weeks or months. Of months a last day stays the last, so that February stands before the whole of March.
 */
export function rangeBefore(range: Range, by: Grain): Range {
  const periods = by === 'hour' || by === 'day' ? 0 : periodsBetween(range.from, range.to, by).length;
  const days = by === 'week' ? 7 * periods : daysBetween(range.from, range.to) + 1;
  const back = (day: string) => (by === 'month' ? monthsBack(day, periods) : addDays(day, -days));
  const [from, to] = [back(range.from), back(range.to)];
  return { ...range, from, to, start: range.zone.dayStart(from), until: range.zone.dayStart(addDays(to, 1)) };
}

function monthsBack(day: string, months: number): string {
  const start = periodAfter(periodStart(day, 'month'), 'month', -months);
  const last = addDays(periodAfter(start, 'month'), -1);
  const isLast = addDays(day, 1).endsWith('-01');
  const same = `${start.slice(0, 8)}${day.slice(8)}`;
  return isLast || same > last ? last : same;
}

/** Until when the time before counts, where the time itself is not over: a morning against a morning. */
function cutOf(ctx: StoreCtx, range: Range, before: Range): Date | null {
  const now = earlier(range.known, ctx.now());
  if (now >= range.until) return null;
  return earlier(new Date(before.start.getTime() + Math.max(0, now.getTime() - range.start.getTime())), before.until);
}
