import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FormFields,
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
  experimentSubject,
  experimentVerdict,
  ratioState,
} from './words/experiments.ts';
import { valuesOf } from './words.ts';

const Metric = OneOf(valuesOf(experimentMetric));
const Params = Type.Object({ id: Id('exp') });

/** A placement by its id, a block of a page by both: `pge_….key`. */
const Subject = Type.Object({
  kind: OneOf(valuesOf(experimentSubject)),
  id: Type.String({ minLength: 1, maxLength: 60 }),
});
/** What it is called, and where the console shows it. */
const named = { name: Bilingual(), to: Type.String() };

/** What is tried on what: `values` of the form `experiments.experiment`, and for each of its arms a version, the values of the subject's own form. */
const Draft = Type.Object({
  subject: Subject,
  values: FormValues(),
  versions: Type.Array(FormValues(), { minItems: 1, maxItems: 3 }),
});

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
  /** Of the other arms, in their order: the values of the subject's form. */
  versions: Type.Array(FormValues()),
  subject: Type.Object({ ...Subject.properties, ...named }),
  /** The first is the thing as it stands; `share` of all who are in it. */
  arms: Type.Array(Type.Object({ name: Bilingual(), share: Type.Number(), differs: Bilingual() })),
  /** Which arm was taken over at its end, by its place; null: none. */
  winner: Nullable(Type.Integer()),
  learnt: Type.String(),
  /** It ended by itself: what it was about was taken off. */
  gone: Type.Boolean(),
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
  /** Who first came to the thing a day, over the last four weeks. */
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
  'GET /api/admin/experiment-subject': {
    summary: 'A thing that can be experimented on: how versions of it are edited, and what it is as it stands',
    query: Subject,
    ok: Type.Object({
      ...Subject.properties,
      ...named,
      fields: FormFields(),
      stands: FormValues(),
      /** What it can be read by. */
      metrics: Type.Array(Metric),
      /** Why nobody would see it now. */
      unseen: Nullable(Bilingual()),
    }),
  },
  'POST /api/admin/experiments': {
    summary: 'Nobody is in it before it begins',
    body: Draft,
    ok: Experiment,
  },
  'GET /api/admin/experiments/:id': { params: Params, ok: Experiment },
  'PUT /api/admin/experiments/:id': {
    summary: 'Before it begins: afterwards people would be moved between arms',
    params: Params,
    body: Draft,
    ok: Experiment,
  },
  'POST /api/admin/experiments/:id/start': { params: Params, ok: Experiment },
  'POST /api/admin/experiments/:id/end': {
    summary: 'For good: takes an arm over into what it is about, or leaves that as it is; what was learnt is kept',
    params: Params,
    body: Type.Object({
      /** By its place; 0 or null leaves it as it is. */
      winner: Nullable(Type.Integer({ minimum: 0, maximum: 3 })),
      learnt: Type.String({ maxLength: 500 }),
      /** What was edited of the very block and not published gives way to the arm. */
      overDraft: Type.Optional(Type.Boolean()),
    }),
    ok: Experiment,
  },
  'GET /api/admin/experiments/:id/reading': { params: Params, ok: ExperimentReading },
  'POST /api/admin/experiments/plan': {
    summary: 'How many people and days the values of the form would need; nothing is stored',
    body: Type.Pick(Draft, ['subject', 'values']),
    ok: ExperimentPlan,
  },
} as const satisfies Contract;
