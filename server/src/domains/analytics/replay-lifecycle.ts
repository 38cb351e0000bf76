import { type Static, Type } from '@sinclair/typebox';
import { addDays } from '../../platform/calendar.ts';
import { periodAfter, periodStart } from '../../platform/event-store/period.ts';
import { type Zone, zoneOf } from '../../platform/event-store/zone.ts';
import type { Activity, ActivityQuestion, Standing } from './activity.ts';
import type { EventRow } from './event.ts';
import type { Difference } from './replay-funnel.ts';
import { closed, replayRow, zoneOfCase } from './replay-row.ts';

const Counts = Type.Optional(Type.Array(Type.Integer()));

/** Who is new, returns, comes back or has gone, interval by interval. */
export const LifecycleCase = closed({
  name: Type.String(),
  note: Type.Optional(Type.String()),
  period: Type.Union([Type.Literal('Day'), Type.Literal('Week'), Type.Literal('Month')]),
  tz: Type.String(),
  week_start: Type.Optional(Type.Union([Type.Literal('Sunday'), Type.Literal('Monday')])),
  /** Local days of `tz`, whatever stands behind them; the last interval holds `date_to`. */
  date_from: Type.String(),
  date_to: Type.String(),
  events: Type.Array(Type.Tuple([Type.String(), Type.String()])),
  /** One number an interval; who has gone may be counted below nought, as it is drawn. */
  expected: closed({ new: Counts, returning: Counts, resurrecting: Counts, dormant: Counts }, { minProperties: 1 }),
});
export type LifecycleCase = Static<typeof LifecycleCase>;

const EVENT = 'active';

export function lifecycleRows(one: LifecycleCase): EventRow[] {
  const persons = [...new Set(one.events.map(([person]) => person))];
  return one.events.map(([person, at], n) => replayRow(n, persons.indexOf(person) + 1, Date.parse(at), EVENT, {}));
}

export function lifecycleInput(one: LifecycleCase): ActivityQuestion {
  const period = ({ Day: 'day', Week: 'week', Month: 'month' } as const)[one.period];
  const zone = lifecycleZone(one);
  const to = addDays(periodAfter(periodStart(one.date_to.slice(0, 10), period, zone), period), -1);
  return { from: one.date_from.slice(0, 10), to, asOf: to, period, selector: { event: EVENT } };
}

export const lifecycleZone = (one: LifecycleCase): Zone => zoneOfCase(zoneOf(one.tz), one.week_start);

export function lifecycleDifferences({ expected }: LifecycleCase, { rows }: Activity): Difference[] {
  const told = (standing: Standing, counts: readonly number[]) => ({
    what: standing,
    expected: counts.map(Math.abs),
    actual: rows.map((row) => row[standing]),
  });
  return (['new', 'returning', 'resurrecting', 'dormant'] as const)
    .flatMap((standing) => (expected[standing] ? [told(standing, expected[standing])] : []))
    .filter((pair) => JSON.stringify(pair.expected) !== JSON.stringify(pair.actual));
}
