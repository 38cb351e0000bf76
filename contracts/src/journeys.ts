import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Fen,
  FormFields,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
} from './contract.ts';
import { JourneyResult } from './journey-results.ts';
import { Uplift } from './uplift.ts';
import {
  arm,
  giftState,
  goalState,
  goalTime,
  journeyState,
  missed,
  reentryKey,
  runState,
  stepGroup,
  underWay,
} from './words/journeys.ts';
import { valuesOf } from './words.ts';

export const NodeKey = Type.String({ pattern: '^[a-z][a-z0-9_]{0,30}$' });
const Kind = Type.String({ maxLength: 40 });
/** A piece of a journey: its kind, and values that the kind's own form checks. */
const Piece = { kind: Kind, values: FormValues() };

export const Trigger = Type.Object(Piece);
export const Goal = Type.Object(Piece);
/** What ends a run whatever its goal: something that happens, or a condition that holds. */
export const ExitRule = Type.Object(Piece);

/** A step for everyone who comes to it; each of its ways leads to another node, or out when null. */
export const Node = Type.Object({ key: NodeKey, ...Piece, ways: Type.Record(Type.String(), Nullable(NodeKey)) });

export const Definition = Type.Object({
  trigger: Trigger,
  start: NodeKey,
  nodes: Type.Array(Node, { maxItems: 150 }),
  goal: Nullable(Goal),
  /** Leaving early: the goal ends the journey; a block by the shopper always does. */
  exitOnGoal: Type.Boolean(),
  /** Independent of the goal: the first that holds ends the run, and takes back what waits to be sent. Absent: none. */
  exits: Type.Optional(Type.Array(ExitRule, { maxItems: 8 })),
  /** `cooldownDays`: business days from the one on which the run ended; 0: at once. */
  reentry: Type.Union([
    Type.Object({ kind: Type.Literal('never') }),
    Type.Object({ kind: Type.Literal('after_exit'), cooldownDays: Type.Integer({ minimum: 0, maximum: 365 }) }),
    /** Several runs of one person at once, one for each order, each product, or each time: each by itself comes in again so many days after it ended. */
    Type.Object({
      kind: Type.Literal('by_key'),
      by: OneOf(valuesOf(reentryKey)),
      cooldownDays: Type.Integer({ minimum: 0, maximum: 365 }),
    }),
  ]),
  /** Percent of entrants who get nothing and are compared. */
  holdout: Type.Integer({ minimum: 0, maximum: 50 }),
  budgetId: Nullable(Type.String()),
});

/** A kind of trigger, goal or exit rule: its words, what its form asks, and from which values it starts. */
const PieceKind = Type.Object({
  kind: Type.String(),
  words: Bilingual(),
  fields: FormFields(),
  initial: FormValues(),
});

/** A kind of step: with its group in the palette, the ways out of it, and what it does to people. */
const StepKind = Type.Composite([
  PieceKind,
  Type.Object({
    group: OneOf(valuesOf(stepGroup)),
    /** `when`: there only while that value of the step is one of these (`form-values.isWay`). */
    ways: Type.Array(
      Type.Object({
        key: Type.String(),
        words: Bilingual(),
        when: Type.Optional(
          Type.Object({
            field: Type.String(),
            is: Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
          }),
        ),
      }),
    ),
    /** Who comes here stays for a while. */
    rests: Type.Boolean(),
    /** It sends or gives something: the holdout passes by untouched. */
    reaches: Type.Boolean(),
  }),
]);

export const JourneyState = OneOf(valuesOf(journeyState));

export const JourneyRow = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  playbook: Nullable(Type.String()),
  state: JourneyState,
  version: Type.Integer(),
  entered: Type.Integer(),
  active: Type.Integer(),
  converted: Type.Integer(),
  cost: Fen(),
  updatedAt: Instant(),
});

export const NodeCount = Type.Object({
  key: Type.String(),
  /** Persons standing here now, who ever came here, and who went on. */
  waiting: Type.Integer(),
  visited: Type.Integer(),
  left: Type.Integer(),
  parked: Type.Integer(),
});

/** What keeps a journey from being published: at a field (`at`, or '') of a node; of the journey as a whole
 * (`node` null) at `trigger…`, `goal…`, `exits.N…`, `reentry` or ''. */
export const JourneyProblem = Type.Object({ node: Nullable(Type.String()), at: Type.String(), words: Bilingual() });

export const Journey = Type.Composite([
  JourneyRow,
  Type.Object({
    definition: Definition,
    /** The playbook that its steps were made by, with these values: they can be changed. Null: they were written by themselves. */
    settings: Nullable(Type.Object({ playbook: Type.String(), values: FormValues() })),
    /** Each node as a sentence: 等待 3 天; what lets someone in, and what counts in the end. */
    sentences: Type.Record(Type.String(), Bilingual()),
    triggerSentence: Bilingual(),
    goalSentence: Nullable(Bilingual()),
    exitSentences: Type.Array(Bilingual()),
    counts: Type.Array(NodeCount),
    /** Whom something brought in while it is paused: they wait until somebody says whether they come in. */
    missed: Type.Integer(),
    versions: Type.Array(Type.Object({ version: Type.Integer(), publishedAt: Instant(), active: Type.Integer() })),
    problems: Type.Array(JourneyProblem),
    /** What may be meant so and is better known: nothing of it keeps anybody from publishing. */
    warnings: Type.Array(JourneyProblem),
  }),
]);

export const Run = Type.Object({
  id: Type.String(),
  memberId: Type.String(),
  memberName: Type.String(),
  version: Type.Integer(),
  arm: OneOf(valuesOf(arm)),
  state: OneOf(valuesOf(runState)),
  node: Nullable(Type.String()),
  nodeSentence: Bilingual(),
  wakeAt: Nullable(Instant()),
  enteredAt: Instant(),
  /** Why she is in it: 首单 HS2026… 支付成功. */
  because: Bilingual(),
  /** Why she left, or why the run is parked. */
  outcome: Nullable(Bilingual()),
  /** What the journey had for her and she did not get last, and why. */
  notGiven: Nullable(Bilingual()),
});

export const Playbook = Type.Object({
  key: Type.String(),
  name: Bilingual(),
  promise: Bilingual(),
  /** What it does: by the numbers of the journey it runs as, else by those it starts from. */
  steps: Type.Array(Bilingual()),
  /** The messages it sends: each needs its template, and where WeChat asks for it a consent to it. */
  templates: Type.Array(Type.Object({ key: Type.String(), name: Bilingual() })),
  /** What an operator may change, and what it starts from. */
  fields: FormFields(),
  initial: FormValues(),
  /** The kind of coupon that it promises by its name. */
  suits: Nullable(Type.String()),
  journeyId: Nullable(Type.String()),
});

const DryRun = Type.Object({
  days: Type.Integer(),
  /** Who would have entered in that time, and what the journey would have done. */
  entered: Type.Integer(),
  reached: Type.Integer(),
  perDay: Type.Array(Type.Object({ day: Type.String(), entered: Type.Integer() })),
  /** Of those reached, for how many coupon and budget suffice as they stand now; null: it gives nothing. */
  given: Nullable(Type.Integer()),
  expectedCost: Fen(),
  text: Bilingual(),
});

/** Whom a call brings in, and what the journey may say of each. */
export const Entries = Type.Object({
  members: Type.Array(
    Type.Object({
      memberId: Type.String({ maxLength: 64 }),
      /** What its messages and webhooks may say of it. */
      context: Type.Optional(
        Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 200 }), { maxProperties: 20 }),
      ),
    }),
    { minItems: 1, maxItems: 1000 },
  ),
});
export const EntriesMade = Type.Object({
  entered: Type.Integer(),
  /** By the re-entry rule: in it still, or too soon again. */
  leftOut: Type.Integer(),
  unknown: Type.Array(Type.String()),
});

export const journeyContract = {
  'GET /api/admin/playbooks': { ok: Type.Object({ items: Type.Array(Playbook) }) },
  'POST /api/admin/playbooks/:key/journey': {
    summary: 'Switch a playbook on with these values. Takes Idempotency-Key',
    params: Type.Object({ key: Type.String({ maxLength: 40 }) }),
    body: Type.Object({
      /** Over what it starts from. */
      values: FormValues(),
      /** The journey's name; the playbook's own when absent. */
      name: Type.Optional(Seen(30)),
    }),
    ok: Journey,
  },
  'POST /api/admin/playbooks/:key/dry-run': {
    params: Type.Object({ key: Type.String({ maxLength: 40 }) }),
    body: Type.Object({
      values: FormValues(),
      asOf: Type.Optional(Day()),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })),
    }),
    ok: DryRun,
  },
  'POST /api/admin/playbooks/:key/preview': {
    summary: 'What these values would do, and what of a running journey they would change',
    params: Type.Object({ key: Type.String({ maxLength: 40 }) }),
    body: Type.Object({
      values: FormValues(),
      /** The journey whose values they would take the place of. */
      journeyId: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    ok: Type.Object({
      /** None while the values are not sound. */
      steps: Type.Array(Bilingual()),
      changes: Type.Array(
        Type.Object({
          at: Type.String(),
          label: Bilingual(),
          /** Null: nothing is chosen. */
          before: Nullable(Bilingual()),
          after: Nullable(Bilingual()),
        }),
      ),
    }),
  },
  'GET /api/admin/journeys/kit': {
    summary: 'Every kind of step, trigger, goal and exit rule with its form: the palette of the canvas',
    ok: Type.Object({
      steps: Type.Array(StepKind),
      triggers: Type.Array(PieceKind),
      goals: Type.Array(PieceKind),
      exits: Type.Array(PieceKind),
    }),
  },
  'GET /api/admin/journeys': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(JourneyState) }),
    ok: Page(JourneyRow),
  },
  'POST /api/admin/journeys': {
    body: Type.Object({ name: Seen(30), definition: Definition }),
    ok: Journey,
  },
  'GET /api/admin/journeys/:id': { params: IdParams, ok: Journey },
  'PUT /api/admin/journeys/:id': {
    summary: 'Edit: a live journey gets a new version; those under way keep theirs',
    params: IdParams,
    body: Type.Object({ name: Seen(30), definition: Definition }),
    ok: Journey,
  },
  'PUT /api/admin/journeys/:id/settings': {
    summary: 'Change it by the values of its playbook: a live journey gets a new version',
    params: IdParams,
    body: Type.Object({
      /** Over those it has. */
      values: FormValues(),
      name: Type.Optional(Seen(30)),
      /** Those under way: by the version they came in by when absent. */
      underWay: Type.Optional(OneOf(valuesOf(underWay))),
    }),
    ok: Journey,
  },
  'PUT /api/admin/journeys/:id/state': {
    params: IdParams,
    body: Type.Object({
      state: OneOf(['live', 'paused', 'ended']),
      /** Going on: whether those whom something brought in meanwhile come in now. Asked for when there are any. */
      missed: Type.Optional(OneOf(valuesOf(missed))),
    }),
    ok: Journey,
  },
  'POST /api/admin/journeys/:id/copies': {
    summary: 'A draft with the same steps, to change and run beside it or after it. Takes Idempotency-Key',
    params: IdParams,
    body: Type.Object({ name: Seen(30) }),
    ok: Journey,
  },
  'POST /api/admin/journeys/:id/moves': {
    summary: 'Move waiting runs of older versions to the live one by a node map',
    params: IdParams,
    body: Type.Object({ fromVersion: Type.Integer(), nodes: Type.Record(Type.String(), Type.String()) }),
    ok: Type.Object({ moved: Type.Integer() }),
  },
  'POST /api/admin/journeys/:id/entries': {
    summary:
      'Bring members into a journey that begins by being called. Takes Idempotency-Key: asked again by it, nobody comes in twice',
    params: IdParams,
    body: Entries,
    ok: EntriesMade,
  },
  'GET /api/admin/journeys/:id/runs': {
    params: IdParams,
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(Run.properties.state),
      node: Type.Optional(Type.String()),
      arm: Type.Optional(Run.properties.arm),
      /** The version she came in by. */
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      goal: Type.Optional(OneOf(valuesOf(goalState))),
      time: Type.Optional(OneOf(valuesOf(goalTime))),
      gift: Type.Optional(OneOf(valuesOf(giftState))),
    }),
    ok: Page(Run),
  },
  'GET /api/admin/journeys/:id/uplift': {
    summary: 'Whether it works, of those whose time is over: the light half of the result',
    params: IdParams,
    ok: Uplift,
  },
  'GET /api/admin/journeys/:id/result': {
    params: IdParams,
    query: Type.Object({ onlyComplete: Type.Optional(Type.Boolean({ default: true })) }),
    ok: JourneyResult,
  },
} as const satisfies Contract;
