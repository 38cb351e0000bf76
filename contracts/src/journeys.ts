import { Type } from '@sinclair/typebox';
import { type Contract, Fen, IdParams, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { Stage } from './members.ts';

const Key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,30}$' });
const Next = Type.Object({ next: Nullable(Key) });

/** What a run is asked at a condition node; all are answered set-at-a-time. */
export const Condition = Type.Union([
  Type.Object({ kind: Type.Literal('paid_orders'), atLeast: Type.Integer({ minimum: 0 }), sinceEntry: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('stage_in'), stages: Type.Array(Stage, { minItems: 1 }) }),
  Type.Object({ kind: Type.Literal('has_tag'), tag: Type.String({ minLength: 1, maxLength: 30 }) }),
  Type.Object({ kind: Type.Literal('opened_message'), node: Key }),
  Type.Object({ kind: Type.Literal('used_benefit'), node: Key }),
]);

export const Trigger = Type.Union([
  Type.Object({
    kind: Type.Literal('event'),
    event: OneOf(['order.paid', 'member.joined', 'coupon.taken', 'order.received']),
    /** Only the first order of a member. */
    firstOnly: Type.Optional(Type.Boolean()),
  }),
  Type.Object({ kind: Type.Literal('stage_entered'), stage: Stage }),
]);

export const Duration = Type.Object({
  days: Type.Integer({ minimum: 0, maximum: 365 }),
  hours: Type.Integer({ minimum: 0, maximum: 23 }),
  minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 59 })),
});

export const Node = Type.Union([
  Type.Composite([Type.Object({ key: Key, kind: Type.Literal('wait'), duration: Duration }), Next]),
  Type.Composite([
    Type.Object({
      key: Key,
      kind: Type.Literal('wait_until'),
      minuteOfDay: Type.Integer({ minimum: 0, maximum: 1439 }),
    }),
    Next,
  ]),
  Type.Object({
    key: Key,
    kind: Type.Literal('condition'),
    condition: Condition,
    yes: Nullable(Key),
    no: Nullable(Key),
  }),
  Type.Composite([
    Type.Object({
      key: Key,
      kind: Type.Literal('message'),
      /** Channels in order: the next is taken where the first has no consent. */
      channels: Type.Array(OneOf(['subscribe', 'inbox']), { minItems: 1, maxItems: 2 }),
      templateKey: Type.String({ maxLength: 40 }),
    }),
    Next,
  ]),
  Type.Composite([
    Type.Object({
      key: Key,
      kind: Type.Literal('grant'),
      /** A coupon template; 'bought_category' copies its rules onto the category that was bought. */
      couponTemplateId: Type.String(),
      scope: OneOf(['template', 'bought_category']),
    }),
    Next,
  ]),
  Type.Composite([
    Type.Object({
      key: Key,
      kind: Type.Literal('tag'),
      tag: Type.String({ minLength: 1, maxLength: 30 }),
      remove: Type.Boolean(),
    }),
    Next,
  ]),
  Type.Object({ key: Key, kind: Type.Literal('exit') }),
]);

export const Definition = Type.Object({
  trigger: Trigger,
  start: Key,
  nodes: Type.Array(Node, { minItems: 1, maxItems: 60 }),
  goal: Nullable(
    Type.Object({
      event: OneOf(['order.paid']),
      withinDays: Type.Integer({ minimum: 1, maximum: 180 }),
    }),
  ),
  /** Leaving early: the goal ends the journey; a block by the shopper always does. */
  exitOnGoal: Type.Boolean(),
  reentry: Type.Union([
    Type.Object({ kind: Type.Literal('never') }),
    Type.Object({ kind: Type.Literal('after_exit'), cooldownDays: Type.Integer({ minimum: 0, maximum: 365 }) }),
  ]),
  /** Percent of entrants who get nothing and are compared. */
  holdout: Type.Integer({ minimum: 0, maximum: 50 }),
  budgetId: Nullable(Type.String()),
});

export const JourneyState = OneOf(['draft', 'live', 'paused', 'ended']);

export const JourneyRow = Type.Object({
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

export const Journey = Type.Composite([
  JourneyRow,
  Type.Object({
    definition: Definition,
    /** Each node as a sentence: 等待 3 天. */
    sentences: Type.Record(Type.String(), Type.String()),
    counts: Type.Array(NodeCount),
    versions: Type.Array(Type.Object({ version: Type.Integer(), publishedAt: Instant(), active: Type.Integer() })),
    problems: Type.Array(Type.Object({ node: Nullable(Type.String()), message: Type.String() })),
  }),
]);

export const Run = Type.Object({
  id: Type.String(),
  memberId: Type.String(),
  memberName: Type.String(),
  version: Type.Integer(),
  arm: OneOf(['treated', 'holdout']),
  state: OneOf(['waiting', 'converted', 'completed', 'exited', 'parked']),
  node: Nullable(Type.String()),
  nodeSentence: Type.String(),
  wakeAt: Nullable(Instant()),
  enteredAt: Instant(),
  /** Why she is in it: 首单 HS2026… 支付成功. */
  because: Type.String(),
  /** Why she left, or why the run is parked. */
  outcome: Nullable(Type.String()),
});

const Arm = Type.Object({
  members: Type.Integer(),
  converted: Type.Integer(),
  rate: Type.Number(),
  revenue: Fen(),
  revenuePerMember: Type.Number(),
});

export const JourneyResult = Type.Object({
  asOf: Instant(),
  goalText: Type.String(),
  treated: Arm,
  holdout: Arm,
  /** Entrants whose goal window is still open; they are left out of the comparison when `onlyComplete`. */
  open: Type.Integer(),
  /** Difference of the conversion rates, with a 95 % interval (Newcombe's hybrid score). */
  uplift: Type.Object({
    points: Type.Number(),
    low: Type.Number(),
    high: Type.Number(),
    verdict: OneOf(['better', 'worse', 'unclear', 'too_few']),
    text: Type.String(),
  }),
  extraOrders: Type.Number(),
  extraRevenue: Fen(),
  cost: Fen(),
  /** Revenue brought per fen spent; null without cost. */
  returnOnCost: Nullable(Type.Number()),
  messages: Type.Array(
    Type.Object({
      node: Type.String(),
      sentence: Type.String(),
      verdict: Type.String(),
      reason: Type.String(),
      text: Type.String(),
      count: Type.Integer(),
    }),
  ),
  days: Type.Array(Type.Object({ day: Type.Integer(), treated: Type.Number(), holdout: Type.Number() })),
});

export const Playbook = Type.Object({
  key: Type.String(),
  name: Type.String(),
  promise: Type.String(),
  steps: Type.Array(Type.String()),
  /** The values an operator may change before it is switched on. */
  form: Type.Array(
    Type.Object({
      key: Type.String(),
      label: Type.String(),
      help: Type.String(),
      kind: OneOf(['days', 'percent', 'fen', 'minute_of_day', 'coupon']),
      value: Type.Union([Type.Integer(), Type.String()]),
      min: Type.Optional(Type.Integer()),
      max: Type.Optional(Type.Integer()),
    }),
  ),
  journeyId: Nullable(Type.String()),
});

const DryRun = Type.Object({
  days: Type.Integer(),
  /** Who would have entered in that time, and what the journey would have done. */
  entered: Type.Integer(),
  reached: Type.Integer(),
  perDay: Type.Array(Type.Object({ day: Type.String(), entered: Type.Integer() })),
  expectedCost: Fen(),
  text: Type.String(),
});

export const journeyContract = {
  'GET /api/admin/playbooks': { ok: Type.Object({ items: Type.Array(Playbook) }) },
  'POST /api/admin/playbooks/:key/journey': {
    summary: 'Switch a playbook on with these values. Takes Idempotency-Key',
    params: Type.Object({ key: Type.String({ maxLength: 40 }) }),
    body: Type.Object({ values: Type.Record(Type.String(), Type.Union([Type.Integer(), Type.String()])) }),
    ok: Journey,
  },
  'POST /api/admin/playbooks/:key/dry-run': {
    params: Type.Object({ key: Type.String({ maxLength: 40 }) }),
    body: Type.Object({
      values: Type.Record(Type.String(), Type.Union([Type.Integer(), Type.String()])),
      asOf: Type.Optional(Type.String()),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })),
    }),
    ok: DryRun,
  },
  'GET /api/admin/journeys': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(JourneyState) }),
    ok: Page(JourneyRow),
  },
  'POST /api/admin/journeys': {
    body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 30 }), definition: Definition }),
    ok: Journey,
  },
  'GET /api/admin/journeys/:id': { params: IdParams, ok: Journey },
  'PUT /api/admin/journeys/:id': {
    summary: 'Edit: a live journey gets a new version; those under way keep theirs',
    params: IdParams,
    body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 30 }), definition: Definition }),
    ok: Journey,
  },
  'PUT /api/admin/journeys/:id/state': {
    params: IdParams,
    body: Type.Object({ state: OneOf(['live', 'paused', 'ended']) }),
    ok: Journey,
  },
  'POST /api/admin/journeys/:id/moves': {
    summary: 'Move waiting runs of older versions to the live one by a node map',
    params: IdParams,
    body: Type.Object({ fromVersion: Type.Integer(), nodes: Type.Record(Type.String(), Type.String()) }),
    ok: Type.Object({ moved: Type.Integer() }),
  },
  'GET /api/admin/journeys/:id/runs': {
    params: IdParams,
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(Run.properties.state),
      node: Type.Optional(Type.String()),
      arm: Type.Optional(Run.properties.arm),
    }),
    ok: Page(Run),
  },
  'GET /api/admin/journeys/:id/result': {
    params: IdParams,
    query: Type.Object({ onlyComplete: Type.Optional(Type.Boolean({ default: true })) }),
    ok: JourneyResult,
  },
} as const satisfies Contract;
