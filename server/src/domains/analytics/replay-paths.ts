import { type Static, Type } from '@sinclair/typebox';
import type { EventRow } from './event.ts';
import { END, type PathsQuestion, type PathsReport } from './paths.ts';
import { copiesOf, type Difference } from './replay-funnel.ts';
import { closed, replayRow } from './replay-row.ts';

const Instant = Type.Union([Type.Number(), Type.String()]);

/** One case of paths. A user named "10 users" stands for ten who did the same. */
export const PathsCase = closed({
  name: Type.String(),
  note: Type.Optional(Type.String()),
  date_range: Type.Optional(Type.Union([Type.Tuple([Type.String(), Type.String()]), Type.Null()])),
  /** Paths begin with its first in each visit; or end with it. Neither: they begin where the visit does. */
  start_point: Type.Optional(Type.String()),
  end_point: Type.Optional(Type.String()),
  /** So long without an event is another visit. */
  session_seconds: Type.Optional(Type.Integer({ minimum: 1 })),
  /** One path a person instead, so long from the point. */
  window_seconds: Type.Optional(Type.Integer({ minimum: 1 })),
  step_limit: Type.Optional(Type.Integer({ minimum: 2, maximum: 10 })),
  /** So many nodes a step by themselves, others as `~others`. */
  top: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  collapse: Type.Optional(Type.Boolean()),
  /** [time, node]; a number counts seconds of an arbitrary day. */
  users: Type.Record(Type.String(), Type.Array(Type.Tuple([Instant, Type.String()]))),
  /** Edges from `1_first` to `2_next`; towards an end point steps are counted back from it, which is 1. An end (`~end`) where it is said. */
  expected: Type.Array(closed({ source: Type.String(), target: Type.String(), value: Type.Integer() })),
});
export type PathsCase = Static<typeof PathsCase>;

const ARBITRARY_DAY = Date.UTC(2021, 0, 4);
const instant = (at: number | string): number => (typeof at === 'number' ? ARBITRARY_DAY + at * 1000 : Date.parse(at));

export function pathsRows(one: PathsCase): EventRow[] {
  const rows: EventRow[] = [];
  let person = 0;
  for (const [name, events] of Object.entries(one.users))
    for (let copy = 0; copy < copiesOf(name); copy += 1) {
      person += 1;
      for (const [at, node] of events)
        rows.push({ ...replayRow(rows.length, person, instant(at), 'page_view', {}), page: node });
    }
  return rows;
}

export function pathsInput(one: PathsCase): PathsQuestion {
  const all = Object.values(one.users).flatMap((events) => events.map(([at]) => instant(at)));
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const [from, to] = one.date_range ?? [day(Math.min(...all)), day(Math.max(...all))];
  const last = to.slice(0, 10);
  return {
    from: from.slice(0, 10),
    to: last,
    asOf: last,
    direction: one.end_point === undefined ? 'from' : 'to',
    anchor: one.end_point ?? one.start_point ?? null,
    node: 'page',
    events: null,
    cut: one.window_seconds ? { windowMs: one.window_seconds * 1000 } : { gapMs: (one.session_seconds ?? 1800) * 1000 },
    collapse: one.collapse ?? true,
    steps: one.step_limit ?? 5,
    top: one.top ?? 1000,
  };
}

/** Whether ends are told is seen from what is expected: other systems leave them out. */
export function pathsDifferences(one: PathsCase, { edges }: PathsReport): Difference[] {
  const ends = one.expected.some(({ source, target }) => source.endsWith(END) || target.endsWith(END));
  const backwards = one.end_point !== undefined;
  const actual = edges
    .filter(({ to }) => ends || to !== END)
    .map(({ step, from, to, visits }) => {
      const [near, far] = [`${step}_${from}`, `${step + 1}_${to}`];
      return backwards ? { source: far, target: near, value: visits } : { source: near, target: far, value: visits };
    });
  const sorted = (all: readonly { source: string; target: string; value: number }[]) =>
    all.map(({ source, target, value }) => `${source} → ${target}: ${value}`).sort();
  const [expected, found] = [sorted(one.expected), sorted(actual)];
  return JSON.stringify(expected) === JSON.stringify(found) ? [] : [{ what: 'paths', expected, actual: found }];
}
