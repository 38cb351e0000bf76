import { type Static, Type } from '@sinclair/typebox';
import { addDays } from '../../platform/calendar.ts';
import { type Period, periodAfter, periodStart } from '../../platform/event-store/period.ts';
import { type Zone, zoneOf } from '../../platform/event-store/zone.ts';
import type { EventRow } from './event.ts';
import type { Difference } from './replay-funnel.ts';
import { closed, replayRow, zoneOfCase } from './replay-row.ts';
import type { RetentionInput, RetentionReport } from './retention.ts';

const Rows = Type.Array(Type.Array(Type.Integer()));

/** One retention case, restated from PostHog's tests: the same event begins and returns unless a filter is told. */
export const RetentionCase = closed({
  name: Type.String(),
  note: Type.Optional(Type.String()),
  period: Type.Union([Type.Literal('Day'), Type.Literal('Week'), Type.Literal('Month')]),
  tz: Type.String(),
  /** Monday where it is not said. */
  week_start: Type.Optional(Type.Union([Type.Literal('Sunday'), Type.Literal('Monday')])),
  /** A local day of `tz`, whatever its trailing Z says; the last interval holds it and is looked at to its end. */
  date_to: Type.String(),
  intervals: Type.Integer({ minimum: 1 }),
  type: Type.Union([Type.Literal('recurring'), Type.Literal('first_time'), Type.Literal('rolling')]),
  events: Type.Array(Type.Tuple([Type.String(), Type.String()])),
  /** "only the event (person1, day 5 05:00) qualifies as return" */
  return_filter: Type.Optional(Type.String()),
  person_country: Type.Optional(Type.Record(Type.String(), Type.String())),
  expected_triangle: Type.Optional(Rows),
  /** Rows by number; what they do not list is nought, and so are the other rows. */
  expected_nonzero_rows: Type.Optional(Type.Record(Type.String(), Type.Array(Type.Integer()))),
  /** Rows by value of the breakdown. */
  expected: Type.Optional(Type.Record(Type.String(), Rows)),
});
export type RetentionCase = Static<typeof RetentionCase>;

const EVENT = 'active';

export function retentionRows(one: RetentionCase): EventRow[] {
  const persons = [...new Set(one.events.map(([person]) => person))];
  const returning = returnOf(one);
  return one.events.map(([person, at], n) =>
    replayRow(n, persons.indexOf(person) + 1, Date.parse(at), EVENT, {
      country: one.person_country?.[person] ?? '',
      returns: returning === null || (returning.person === person && Date.parse(at) === returning.at),
    }),
  );
}

export const retentionZone = (one: RetentionCase): Zone => zoneOfCase(zoneOf(one.tz), one.week_start);

export function retentionInput(one: RetentionCase): RetentionInput {
  const { from, to, period } = spanOf(one);
  return {
    from,
    to,
    asOf: to,
    period,
    mode: one.type,
    start: { event: EVENT },
    return: { event: EVENT, where: [{ property: 'returns', op: 'eq', value: 'true' }] },
    periods: Math.max(one.intervals - 1, 1),
    ...(one.person_country ? { breakdown: 'country' } : {}),
  };
}

export function retentionDifferences(one: RetentionCase, report: RetentionReport): Difference[] {
  const found = (value: string | null) =>
    (report.groups.find((group) => group.value === value)?.rows ?? []).map((row) =>
      row.cells.filter((cell) => cell !== null),
    );
  const whole = found(null);
  const pairs: Difference[] = [
    ...(one.expected_triangle ? [{ what: 'triangle', expected: one.expected_triangle, actual: whole }] : []),
    ...(one.expected_nonzero_rows
      ? [{ what: 'rows', expected: filled(one.expected_nonzero_rows, whole), actual: whole }]
      : []),
    ...Object.entries(one.expected ?? {}).map(([value, rows]) => ({
      what: value,
      expected: rows,
      actual: found(value),
    })),
  ];
  return pairs.filter(({ expected, actual }) => JSON.stringify(expected) !== JSON.stringify(actual));
}

function spanOf(one: RetentionCase): { from: string; to: string; period: Period } {
  const period = ({ Day: 'day', Week: 'week', Month: 'month' } as const)[one.period];
  const last = periodStart(one.date_to.slice(0, 10), period, retentionZone(one));
  const to = addDays(periodAfter(last, period), -1);
  const from = periodAfter(last, period, 1 - one.intervals);
  return { from, to, period };
}

function returnOf(one: RetentionCase): { person: string; at: number } | null {
  if (!one.return_filter) return null;
  const [, person, day, time] = /\((\S+), day (\d+) (\d\d:\d\d)\)/.exec(one.return_filter) ?? [];
  if (!person || !day || !time) throw new Error(`cannot read the filter: ${one.return_filter}`);
  return { person, at: Date.parse(`${addDays(spanOf(one).from, Number(day))}T${time}:00Z`) };
}

function filled(
  listed: Readonly<Record<string, readonly number[]>>,
  rows: readonly (readonly unknown[])[],
): number[][] {
  return rows.map((row, n) => row.map((_, k) => listed[String(n)]?.[k] ?? 0));
}
