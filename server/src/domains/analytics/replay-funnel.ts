import { type Static, Type } from '@sinclair/typebox';
import type { EventRow } from './event.ts';
import type { FunnelInput, FunnelReport } from './funnel-plan.ts';
import { replayRow } from './replay-row.ts';

export type Difference = { readonly what: string; readonly expected: unknown; readonly actual: unknown };

const Instant = Type.Union([Type.Number(), Type.String()]);

/** One funnel case, restated from PostHog's tests. A user named "10 users" stands for ten who did the same. */
export const FunnelCase = Type.Object({
  name: Type.String(),
  order: Type.Union([Type.Literal('ordered'), Type.Literal('strict'), Type.Literal('unordered'), Type.Literal('any')]),
  steps: Type.Array(Type.String(), { minItems: 2 }),
  window_seconds: Type.Integer(),
  date_range: Type.Union([Type.Tuple([Type.String(), Type.String()]), Type.Null()]),
  /** [time, event, properties?]; a number counts seconds of an arbitrary day. */
  users: Type.Record(
    Type.String(),
    Type.Array(
      Type.Union([
        Type.Tuple([Instant, Type.String()]),
        Type.Tuple([Instant, Type.String(), Type.Record(Type.String(), Type.Unknown())]),
      ]),
    ),
  ),
  exclusions: Type.Optional(
    Type.Array(Type.Object({ event: Type.String(), from: Type.Integer(), to: Type.Integer() })),
  ),
  expected: Type.Object({
    counts: Type.Array(Type.Integer()),
    avg_conversion_s: Type.Optional(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
    median_conversion_s_step2: Type.Optional(Type.Number()),
  }),
});
export type FunnelCase = Static<typeof FunnelCase>;

const ARBITRARY_DAY = Date.UTC(2021, 0, 4);

export function funnelRows(one: FunnelCase): EventRow[] {
  const rows: EventRow[] = [];
  let person = 0;
  for (const [name, events] of Object.entries(one.users)) {
    const copies = Number(/^(\d+) users$/.exec(name)?.[1] ?? 1);
    for (let copy = 0; copy < copies; copy += 1) {
      person += 1;
      for (const [at, event, props] of events)
        rows.push(replayRow(rows.length, person, instant(at), event, props ?? {}));
    }
  }
  return rows;
}

/** PostHog wants every step inside the range. */
export function funnelInput(one: FunnelCase): FunnelInput {
  const days = funnelRows(one).map((row) => new Date(row.ts).toISOString().slice(0, 10));
  const [from, to] = one.date_range ?? [days.toSorted()[0] ?? '', days.toSorted().at(-1) ?? ''];
  return {
    from: from.slice(0, 10),
    to: to.slice(0, 10),
    asOf: [to.slice(0, 10), ...days].toSorted().at(-1),
    steps: one.steps.map((event) => ({ event })),
    order: one.order === 'unordered' ? 'any' : one.order,
    window: { seconds: one.window_seconds },
    rangePolicy: 'all',
    exclusions: one.exclusions ?? [],
  };
}

export function funnelDifferences(one: FunnelCase, report: FunnelReport): Difference[] {
  const { counts, avg_conversion_s: means, median_conversion_s_step2: median } = one.expected;
  const pairs: Difference[] = [
    { what: 'counts', expected: counts, actual: report.steps.map((step) => step.persons) },
    ...(means ? [{ what: 'mean seconds', expected: means, actual: report.steps.map((step) => step.meanSeconds) }] : []),
    ...(median === undefined
      ? []
      : [{ what: 'median seconds of step 2', expected: median, actual: report.steps[1]?.medianSeconds ?? null }]),
  ];
  return pairs.filter(({ expected, actual }) => JSON.stringify(expected) !== JSON.stringify(actual));
}

function instant(at: number | string): number {
  return typeof at === 'number' ? ARBITRARY_DAY + at * 1000 : Date.parse(at);
}
