import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import {
  experimentMetric,
  experimentRole,
  experimentState,
  experimentVerdict,
  ratioState,
} from './words/experiments.ts';
import { valuesOf } from './words.ts';

const Metric = OneOf(valuesOf(experimentMetric));
const Params = Type.Object({ id: Id('exp') });

const Experiment = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  state: OneOf(valuesOf(experimentState)),
  /** The values of the form `experiments.experiment`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** What keeps it from beginning, or from being read rightly. */
  trouble: Nullable(Bilingual()),
  /** The placement it is about. */
  placement: Type.Object({ id: Type.String(), name: Type.String() }),
  /** The first is the placement as it stands; `share` of all who are in it. */
  arms: Type.Array(Type.Object({ name: Bilingual(), share: Type.Number(), differs: Bilingual() })),
  /** Which arm was taken over at its end, by its place; null: none. */
  winner: Nullable(Type.Integer()),
  learnt: Type.String(),
  startedAt: Nullable(Instant()),
  endedAt: Nullable(Instant()),
  createdAt: Instant(),
});

/** An arm against the first one; relative to it, as a share. */
const Against = Type.Object({
  arm: Type.Integer(),
  estimate: Type.Number(),
  /** Holds at all looks together, 95 times of a hundred. */
  low: Type.Number(),
  high: Type.Number(),
  p: Type.Number(),
  chanceToWin: Type.Number(),
  /** What is lost on average by staying with the first arm, and by taking this one. */
  risk: Type.Object({ stay: Type.Number(), take: Type.Number() }),
  text: Bilingual(),
});

export const ExperimentReading = Type.Object({
  asOf: Instant(),
  /** Orders count for so many days after she saw her arm. */
  days: Type.Integer(),
  /** Whose days are not over yet; they are compared as far as they have come. */
  open: Type.Integer(),
  /** Left out, since they are one person with somebody of another arm. */
  inBoth: Type.Integer(),
  ratio: Type.Object({ p: Type.Number(), state: OneOf(valuesOf(ratioState)), text: Bilingual() }),
  arms: Type.Array(Type.Object({ name: Bilingual(), people: Type.Integer(), share: Type.Number() })),
  metrics: Type.Array(
    Type.Object({
      metric: Metric,
      role: OneOf(valuesOf(experimentRole)),
      /** A share, fen, or a count, by arm. */
      values: Type.Array(Type.Number()),
      /** Empty where there is nothing to compare yet. */
      against: Type.Array(Against),
    }),
  ),
  verdict: Type.Object({
    kind: OneOf(valuesOf(experimentVerdict)),
    /** The arm to take over, where there is one. */
    arm: Nullable(Type.Integer()),
    text: Bilingual(),
    /** About so many more days of the same traffic, where it is not clear yet. */
    moreDays: Nullable(Type.Integer()),
  }),
});

export const ExperimentPlan = Type.Object({
  /** Who first came to the placement a day, over the last four weeks. */
  peopleADay: Type.Number(),
  /** What the metric is of those who came to it. */
  baseline: Nullable(Type.Number()),
  /** Of all arms together. */
  people: Nullable(Type.Integer()),
  days: Nullable(Type.Integer()),
  text: Bilingual(),
});

export const experimentContract = {
  'GET /api/admin/experiments': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(experimentState))) }),
    ok: Page(Experiment),
  },
  'POST /api/admin/experiments': {
    summary: 'The values of the form `experiments.experiment`; nobody is in it before it begins',
    body: FormValues(),
    ok: Experiment,
  },
  'GET /api/admin/experiments/:id': { params: Params, ok: Experiment },
  'PUT /api/admin/experiments/:id': {
    summary: 'Before it begins: afterwards people would be moved between arms',
    params: Params,
    body: FormValues(),
    ok: Experiment,
  },
  'POST /api/admin/experiments/:id/start': { params: Params, ok: Experiment },
  'POST /api/admin/experiments/:id/end': {
    summary: 'For good: takes an arm over into the placement, or leaves it as it is; what was learnt is kept',
    params: Params,
    body: Type.Object({
      /** By its place; 0 or null leaves the placement as it is. */
      winner: Nullable(Type.Integer({ minimum: 0, maximum: 3 })),
      learnt: Type.String({ maxLength: 500 }),
    }),
    ok: Experiment,
  },
  'GET /api/admin/experiments/:id/reading': { params: Params, ok: ExperimentReading },
  'POST /api/admin/experiments/plan': {
    summary: 'How many people and days the values of the form would need; nothing is stored',
    body: FormValues(),
    ok: ExperimentPlan,
  },
} as const satisfies Contract;
