import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { addDays } from '../../platform/calendar.ts';
import { analyticsErrors } from './errors.ts';
import { type Period, periodAfter, periodSql, periodStart, periodsBetween } from './period.ts';
import { type ReportCtx, runQuery } from './query.ts';
import { earlier, type Range, readRange, SHANGHAI, type Zone } from './range.ts';
import { allOf, type Piece, propertyText, selects } from './selector.ts';

type Shape = (typeof analyticsContract)['POST /api/admin/reports/retention'];
export type RetentionInput = RouteIn<Shape>['body'];
export type RetentionReport = RouteOut<Shape>;
type Group = RetentionReport['groups'][number];

/** How many came back, cohort by cohort. Persons are counted as bitmaps, so an event stored twice counts once. */
export async function runRetention(
  ctx: ReportCtx,
  input: RetentionInput,
  zone: Zone = SHANGHAI,
): Promise<RetentionReport> {
  const plan = planRetention(readRange(ctx, input, zone), input);
  const whole = await runQuery<CohortRow>(ctx, cohortsSql(plan, null));
  const values = plan.breakdown ? await runQuery<{ value: string }>(ctx, topValuesSql(plan)) : [];
  const parts =
    values.length > 0
      ? await runQuery<CohortRow>(
          ctx,
          cohortsSql(
            plan,
            values.map((row) => row.value),
          ),
        )
      : [];
  const groups = [
    toGroup(plan, null, whole),
    ...values.map(({ value }) =>
      toGroup(
        plan,
        value,
        parts.filter((row) => row.value === value),
      ),
    ),
  ];
  return { asOf: plan.range.asOf, period: plan.period, mode: plan.mode, groups };
}

type Plan = {
  readonly range: Range;
  readonly period: Period;
  readonly mode: RetentionInput['mode'];
  readonly cohorts: readonly string[];
  readonly columns: number;
  readonly start: Piece;
  readonly back: Piece;
  readonly breakdown: Piece | null;
};

const COLUMNS: Readonly<Record<Period, number>> = { day: 30, week: 12, month: 12 };
const MAX_COHORTS = 400;
const MAX_GROUPS = 20;

function planRetention(range: Range, input: RetentionInput): Plan {
  const cohorts = periodsBetween(range.from, range.to, input.period);
  if (cohorts.length > MAX_COHORTS) throw analyticsErrors.error('bad_range', { why: `> ${MAX_COHORTS}` });
  return {
    range,
    period: input.period,
    mode: input.mode,
    cohorts,
    columns: input.periods ?? COLUMNS[input.period],
    start: selects(input.start, 's'),
    back: selects(input.return, 'r'),
    breakdown: input.breakdown ? propertyText(input.breakdown, 'b') : null,
  };
}

type CohortRow = {
  readonly start: string;
  readonly value: string;
  readonly size: number;
  /** Distinct persons over all cohorts of this value. */
  readonly persons: number;
  /** [period, persons of the cohort who came back in it], in order; `rolling`: whose last return lies in it. */
  readonly back: readonly (readonly [string, number])[];
};

/**
 * Cohorts as bitmaps, returns as bitmaps, their intersections: one pass over the events each. Measured on 5.5 M events of
 * one name, 30 × 30: 0.3 s against 1.3 s for joining persons with themselves and 2.9 s for arrays per person.
 */
function cohortsSql(plan: Plan, values: readonly string[] | null): Piece {
  const { range, period } = plan;
  const first = range.zone.dayStart(plan.cohorts[0] ?? range.from);
  const last = periodAfter(periodStart(range.to, period), period);
  const until = earlier(range.zone.dayStart(last), range.known);
  const seen =
    plan.mode === 'rolling'
      ? range.known
      : earlier(range.zone.dayStart(periodAfter(last, period, plan.columns)), range.known);
  const value = values ? (plan.breakdown?.sql ?? "''") : "''";
  const of = (instant: string) => periodSql(instant, period, range.zone.name);
  const wanted = values ? 'WHERE value IN {values:Array(String)}' : '';
  const returns = `SELECT arraySort(r -> r.1, groupArray((period, who))) AS back FROM (${returnsSql(plan, of)})`;
  const starts = `SELECT ${of('at')} AS start, value, groupBitmapState(person_no) AS who FROM (${startsSql(plan, value)}) ${wanted} GROUP BY start, value`;
  const cohorts = returnsAreStarts(plan, values)
    ? `SELECT tupleElement(r, 1) AS start, '' AS value, tupleElement(r, 2) AS who, back FROM (${returns}) ARRAY JOIN back AS r WHERE start < {last:Date}`
    : `SELECT start, value, who, back FROM (${starts}) AS s CROSS JOIN (${returns}) AS b`;
  return {
    sql: `
SELECT
  toString(start) AS start,
  value,
  bitmapCardinality(who) AS size,
  bitmapCardinality(groupBitmapMergeState(who) OVER (PARTITION BY value)) AS persons,
  arrayMap(r -> (toString(r.1), bitmapAndCardinality(who, r.2)), arrayFilter(r -> r.1 > cohorts.start, back)) AS back
FROM (${cohorts}) AS cohorts
ORDER BY start`,
    params: {
      ...plan.start.params,
      ...plan.back.params,
      ...plan.breakdown?.params,
      ...(values ? { values } : {}),
      first,
      until,
      seen,
      last,
      known: range.known,
    },
  };
}

/** The usual question, "who came again": one pass finds both. */
function returnsAreStarts(plan: Plan, values: readonly string[] | null): boolean {
  const sameEvents = plan.start.sql.replaceAll('{s_', '{r_') === plan.back.sql;
  const sameValues = Object.entries(plan.start.params).every(([name, value]) => {
    return JSON.stringify(value) === JSON.stringify(plan.back.params[name.replace('s_', 'r_')]);
  });
  return plan.mode === 'recurring' && values === null && sameEvents && sameValues;
}

const INSTANT = "DateTime64(3, 'UTC')";

/** Start events as (person_no, at, value): all in the range, or each person's first ever. */
function startsSql(plan: Plan, value: string): string {
  if (plan.mode !== 'first_time') {
    return `SELECT person_no, ts AS at, ${value} AS value FROM events
    WHERE ${plan.start.sql} AND person_no > 0 AND ts >= {first:${INSTANT}} AND ts < {until:${INSTANT}}`;
  }
  return `SELECT person_no, min(ts) AS at, argMin(${value}, (ts, event_id)) AS value FROM events
    WHERE ${plan.start.sql} AND person_no > 0 AND ts < {known:${INSTANT}}
    GROUP BY person_no HAVING at >= {first:${INSTANT}} AND at < {until:${INSTANT}}`;
}

function returnsSql(plan: Plan, of: (instant: string) => string): string {
  const rows = `FROM events WHERE ${plan.back.sql} AND person_no > 0 AND ts >= {first:${INSTANT}} AND ts < {seen:${INSTANT}}`;
  if (plan.mode !== 'rolling')
    return `SELECT ${of('ts')} AS period, groupBitmapState(person_no) AS who ${rows} GROUP BY period`;
  // "In this period or later" is the sum over the periods of last returns, which share nobody.
  return `SELECT ${of('at')} AS period, groupBitmapState(person_no) AS who
    FROM (SELECT person_no, max(ts) AS at ${rows} GROUP BY person_no) GROUP BY period`;
}

function topValuesSql(plan: Plan): Piece {
  const whole = cohortsSql(plan, null);
  return {
    sql: `SELECT value, uniqExact(person_no) AS persons FROM (${startsSql(plan, plan.breakdown?.sql ?? "''")})
      GROUP BY value ORDER BY persons DESC, value LIMIT ${MAX_GROUPS}`,
    params: { ...whole.params, ...allOf([]).params },
  };
}

function toGroup(plan: Plan, value: string | null, found: readonly CohortRow[]): Group {
  const byStart = new Map(found.map((row) => [row.start, row]));
  const rows = plan.cohorts.map((start) => {
    const row = byStart.get(start);
    return { start, size: row?.size ?? 0, cells: cellsOf(plan, start, row) };
  });
  return { value, persons: found[0]?.persons ?? 0, rows, average: averageOf(plan, rows) };
}

function cellsOf(plan: Plan, start: string, row: CohortRow | undefined): (number | null)[] {
  const back = new Map(row?.back ?? []);
  return Array.from({ length: plan.columns + 1 }, (_, offset) => {
    const period = periodAfter(start, plan.period, offset);
    if (period > plan.range.asOf) return null;
    if (offset === 0) return row?.size ?? 0;
    if (plan.mode !== 'rolling') return back.get(period) ?? 0;
    return (row?.back ?? []).reduce((sum, [last, persons]) => (last >= period ? sum + persons : sum), 0);
  });
}

/** Cohort by cohort, as far as their period was over by the end of `asOf`: what has not happened yet is no loss. */
function averageOf(plan: Plan, rows: Group['rows']): Group['average'] {
  const end = addDays(plan.range.asOf, 1);
  return Array.from({ length: plan.columns + 1 }, (_, offset) => {
    let eligible = 0;
    let retained = 0;
    for (const row of rows) {
      if (periodAfter(row.start, plan.period, offset + 1) > end) continue;
      eligible += row.size;
      retained += row.cells[offset] ?? 0;
    }
    return { offset, eligible, retained, rate: eligible > 0 ? retained / eligible : null };
  });
}
