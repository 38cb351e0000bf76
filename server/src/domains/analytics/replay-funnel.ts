import { type Static, Type } from '@sinclair/typebox';
import type { EventRow } from './event.ts';
import type { FunnelInput, FunnelReport } from './funnel-plan.ts';
import { closed, replayRow } from './replay-row.ts';

export type Difference = { readonly what: string; readonly expected: unknown; readonly actual: unknown };

const Instant = Type.Union([Type.Number(), Type.String()]);

/** Who came at least so far, by name. */
const Reached = Type.Optional(Type.Array(Type.String()));

/** One funnel case, restated from PostHog's tests. A user named "10 users" stands for ten who did the same. */
export const FunnelCase = closed({
  name: Type.String(),
  note: Type.Optional(Type.String()),
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
  exclusions: Type.Optional(Type.Array(closed({ event: Type.String(), from: Type.Integer(), to: Type.Integer() }))),
  /** Any of these, but at least one: a case that expects nothing passes whatever comes. */
  expected: closed(
    {
      counts: Type.Optional(Type.Array(Type.Integer())),
      avg_conversion_s: Type.Optional(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
      median_conversion_s_step2: Type.Optional(Type.Number()),
      step1: Reached,
      step2: Reached,
      step3: Reached,
      step4: Reached,
      step5: Reached,
    },
    { minProperties: 1 },
  ),
});
export type FunnelCase = Static<typeof FunnelCase>;

const ARBITRARY_DAY = Date.UTC(2021, 0, 4);

export function funnelRows(one: FunnelCase): EventRow[] {
  const rows: EventRow[] = [];
  let person = 0;
  for (const [name, events] of Object.entries(one.users)) {
    for (let copy = 0; copy < copiesOf(name); copy += 1) {
      person += 1;
      for (const [at, event, props] of events)
        rows.push(replayRow(rows.length, person, instant(at), event, props ?? {}));
    }
  }
  return rows;
}

/** The steps of which the case says by name who came there; from 0. */
export function namedSteps({ expected }: FunnelCase): { readonly step: number; readonly who: readonly string[] }[] {
  return [expected.step1, expected.step2, expected.step3, expected.step4, expected.step5].flatMap((who, step) =>
    who ? [{ step, who }] : [],
  );
}

/** In the order of their numbers. */
function personNames(one: FunnelCase): string[] {
  return Object.keys(one.users).flatMap((name) => Array.from({ length: copiesOf(name) }, () => name));
}

export function copiesOf(name: string): number {
  return Number(/^(\d+) users$/.exec(name)?.[1] ?? 1);
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

/** @param reached the numbers of those who came at least to each step, as far as the case names any */
export function funnelDifferences(
  one: FunnelCase,
  report: FunnelReport,
  reached: readonly (readonly number[])[],
): Difference[] {
  const { counts, avg_conversion_s: means, median_conversion_s_step2: median } = one.expected;
  const names = personNames(one);
  const pairs: Difference[] = [
    ...(counts ? [{ what: 'counts', expected: counts, actual: report.steps.map((step) => step.persons) }] : []),
    ...namedSteps(one).map(({ step, who }) => ({
      what: `who reached step ${step + 1}`,
      expected: who.toSorted(),
      actual: (reached[step] ?? []).map((no) => names[no - 1] ?? '').toSorted(),
    })),
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
