import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Fen,
  FileLanguage,
  FormFields,
  FormValues,
  IdParams,
  Instant,
  Nullable,
  OneOf,
  Revision,
  TableFile,
} from './contract.ts';
import { Grade, Stage } from './members.ts';
import {
  buyingKind,
  churnSign,
  conditionAbout,
  gradeBy,
  rhythm,
  role,
  rulesApply,
  tagRuleState,
  valueBand,
} from './words/audiences.ts';
import { valuesOf } from './words.ts';

/** 导入 new · 成长 growing · 成熟 mature · 低迷 declining · 流失 lost; "none" has never paid. */
export const LifecycleRules = Type.Object({
  /** Paid orders at which a member counts as growing, and as mature. */
  growingOrders: Type.Integer({ minimum: 2, maximum: 20 }),
  matureOrders: Type.Integer({ minimum: 3, maximum: 100 }),
  /** Silent for so many times her own usual interval: declining, lost. */
  decliningFactor: Type.Number({ minimum: 1, maximum: 10 }),
  lostFactor: Type.Number({ minimum: 1.5, maximum: 30 }),
  /** Where she has no rhythm yet, or it is shorter or longer than this, in days. */
  minInterval: Type.Integer({ minimum: 1, maximum: 365 }),
  defaultInterval: Type.Integer({ minimum: 1, maximum: 365 }),
  maxInterval: Type.Integer({ minimum: 1, maximum: 730 }),
});

const StageCount = Type.Object({
  stage: Stage,
  label: Bilingual(),
  members: Type.Integer(),
  spent: Fen(),
  orders: Type.Integer(),
});

export const RfmGroup = Type.Object({
  /** `111` … `000`: recency, frequency, money high or not; frequency is days on which she bought. */
  group: Type.String(),
  label: Bilingual(),
  members: Type.Integer(),
  spent: Fen(),
  averageRecencyDays: Type.Number(),
  averageFrequency: Type.Number(),
  averageMoney: Fen(),
});

/** Buyers who came with imports and of whom nobody has said yet whether journeys start for them. */
const Arrivals = Type.Object({
  members: Type.Integer(),
  stages: Type.Array(Type.Object({ stage: Stage, members: Type.Integer() })),
  /** Whom silence alone moves within a day. */
  tomorrow: Type.Integer(),
  begins: Type.Array(Type.Object({ stage: Stage, name: Type.String(), members: Type.Integer() })),
  /** A decision is being carried out. */
  deciding: Type.Boolean(),
});

/** What is expected within so many days: purchases, and fen. */
const Ahead = Type.Object({ days: Type.Integer(), purchases: Type.Number(), spent: Fen() });

const Between = Type.Object({ low: Type.Number(), high: Type.Number() });

const Fitted = { logLikelihood: Type.Number(), customers: Type.Integer(), found: Type.Boolean() };
const Value = Type.Object({
  /** Of the last fitting; null while there are too few buyers for one. */
  day: Nullable(Day()),
  buyers: Type.Integer(),
  bands: Type.Array(
    Type.Object({
      band: OneOf(valuesOf(valueBand)),
      label: Bilingual(),
      members: Type.Integer(),
      spent: Fen(),
      ahead: Type.Array(Ahead),
    }),
  ),
  /** Of all bands together; the interval holds what comes with 95 %: by chance and by the errors of the fit, if buyers go on as they did. */
  ahead: Type.Array(
    Type.Composite([Ahead, Type.Object({ interval: Nullable(Type.Object({ purchases: Between, spent: Between })) })]),
  ),
  /** What a model that did not know the last days expected of them, and what came. */
  calibration: Nullable(
    Type.Object({
      days: Type.Integer(),
      /** Where all that came had to lie with 95 %. */
      interval: Nullable(Between),
      rows: Type.Array(
        Type.Object({
          repeats: Type.Integer(),
          members: Type.Integer(),
          expected: Type.Number(),
          bought: Type.Integer(),
        }),
      ),
    }),
  ),
  model: Nullable(
    Type.Object({
      buying: Type.Object({
        kind: OneOf(valuesOf(buyingKind)),
        r: Type.Number(),
        alpha: Type.Number(),
        a: Type.Number(),
        b: Type.Number(),
        ...Fitted,
      }),
      spending: Nullable(Type.Object({ p: Type.Number(), q: Type.Number(), v: Type.Number(), ...Fitted })),
    }),
  ),
});

/** How preferences are weighed, when somebody counts as active, frequent, at risk or churned, and how buyers are graded. */
export const MemberRules = Type.Object({
  viewWeight: Type.Number({ minimum: 0, maximum: 100 }),
  cartWeight: Type.Number({ minimum: 0, maximum: 100 }),
  orderWeight: Type.Number({ minimum: 0, maximum: 100 }),
  halfLifeDays: Type.Integer({ minimum: 1, maximum: 365 }),
  leastScore: Type.Number({ minimum: 0, maximum: 100 }),
  activeDays: Type.Integer({ minimum: 1, maximum: 30 }),
  frequentDays: Type.Integer({ minimum: 2, maximum: 30 }),
  quietDays: Type.Integer({ minimum: 1, maximum: 365 }),
  goneDays: Type.Integer({ minimum: 2, maximum: 400 }),
  /** By what buyers are graded, over how many days, and how many percent are S, A and B. */
  gradeBy: OneOf(valuesOf(gradeBy)),
  gradeDays: Type.Integer({ minimum: 30, maximum: 730 }),
  gradeS: Type.Integer({ minimum: 1, maximum: 50 }),
  gradeA: Type.Integer({ minimum: 1, maximum: 50 }),
  gradeB: Type.Integer({ minimum: 1, maximum: 50 }),
});

const Insight = Type.Object({
  role: OneOf(valuesOf(role)),
  rhythm: OneOf(valuesOf(rhythm)),
  why: Bilingual(),
  signs: Type.Array(Type.Object({ sign: OneOf(valuesOf(churnSign)), label: Bilingual(), why: Bilingual() })),
  /** What she likes best first, with what it was read from. */
  likes: Type.Array(
    Type.Object({
      categoryId: Type.String(),
      category: Bilingual(),
      score: Type.Number(),
      views: Type.Integer(),
      carts: Type.Integer(),
      buys: Type.Integer(),
    }),
  ),
});

const TagRule = Type.Object({
  id: Type.String(),
  tag: Type.String(),
  segmentId: Type.String(),
  segment: Type.String(),
  segmentMembers: Type.Integer(),
  state: OneOf(valuesOf(tagRuleState)),
  appliedAt: Nullable(Instant()),
  createdAt: Instant(),
  createdBy: Type.String(),
  /** What the last application did. */
  given: Type.Integer(),
  taken: Type.Integer(),
  /** What it was and is, the newest first: at most 20. */
  changes: Type.Array(Type.Object({ at: Instant(), by: Type.String(), tag: Type.String(), segment: Type.String() })),
  ...Revision,
});

export const audienceContract = {
  'GET /api/admin/tag-rules': {
    summary: 'Tags that whoever is in a segment has; at most 200',
    ok: Type.Object({ items: Type.Array(TagRule) }),
  },
  'POST /api/admin/tag-rules': {
    summary: 'The values of the form `audiences.tag_rule`',
    body: FormValues(),
    ok: TagRule,
  },
  'POST /api/admin/tag-rules/difference': {
    summary:
      'What a rule of these values would do to its tag now; `rule`: the one that would become it. Changes nothing',
    body: Type.Object({ values: FormValues(), rule: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Type.Object({
      members: Type.Integer(),
      gets: Type.Integer(),
      loses: Type.Integer(),
      losesOld: Type.Integer(),
      /** Who has the tag from elsewhere: it stays. */
      elsewhere: Type.Integer(),
    }),
  },
  'PUT /api/admin/tag-rules/:id': {
    summary: 'Another tag or another segment; the values of the form `audiences.tag_rule`',
    params: IdParams,
    body: FormValues(),
    ok: TagRule,
  },
  'POST /api/admin/tag-rules/:id/application': {
    summary: 'Look at its segment again, and give and take the tag by that',
    params: IdParams,
    ok: TagRule,
  },
  'DELETE /api/admin/tag-rules/:id': {
    summary: 'The tag is given no more; those who have it by this rule lose it, or keep it as one that somebody gave',
    params: IdParams,
    query: Type.Object({ tags: Type.Optional(OneOf(['take', 'keep'])) }),
    ok: TagRule,
  },
  'GET /api/admin/conditions': {
    summary: 'Every kind of condition: what it is called and what it asks for',
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          kind: Type.String(),
          /** What it asks about; those about the same stand together. */
          about: Type.Object({ key: OneOf(valuesOf(conditionAbout)), words: Bilingual() }),
          words: Bilingual(),
          fields: FormFields(),
          initial: FormValues(),
        }),
      ),
    }),
  },
  'GET /api/admin/lifecycle': {
    query: Type.Object({ asOf: Type.Optional(Day()), compare: Type.Optional(Day()) }),
    ok: Type.Object({
      asOf: Day(),
      compareTo: Day(),
      stages: Type.Array(StageCount),
      /** How many moved from a stage on `compareTo` to a stage on `asOf`. */
      transitions: Type.Array(Type.Object({ from: Stage, to: Stage, members: Type.Integer() })),
      rules: LifecycleRules,
      medianInterval: Nullable(Type.Number()),
    }),
  },
  'PUT /api/admin/settings/lifecycle': {
    summary: 'The values of the form `audiences.lifecycle`. Where they move anybody, `apply` says what that starts',
    query: Type.Object({ apply: Type.Optional(OneOf(valuesOf(rulesApply))) }),
    body: FormValues(),
    ok: Type.Composite([LifecycleRules, Type.Object(Revision)]),
  },
  'GET /api/admin/settings/lifecycle': {
    ok: Type.Composite([LifecycleRules, Type.Object({ suggestion: Nullable(LifecycleRules), ...Revision })]),
  },
  'GET /api/admin/lifecycle/arrivals': { ok: Arrivals },
  'POST /api/admin/lifecycle/arrivals/decision': {
    summary: 'Whether journeys start for buyers who came with imports, at the stage they are in',
    body: Type.Object({ apply: OneOf(valuesOf(rulesApply)) }),
    ok: Arrivals,
  },
  'GET /api/admin/rfm': {
    query: Type.Object({
      asOf: Type.Optional(Day()),
      windowDays: Type.Optional(Type.Integer({ minimum: 7, maximum: 1095, default: 365 })),
      cut: Type.Optional(OneOf(['mean', 'median'])),
    }),
    ok: Type.Object({
      asOf: Day(),
      windowDays: Type.Integer(),
      cuts: Type.Object({ recencyDays: Type.Number(), frequency: Type.Number(), money: Type.Number() }),
      members: Type.Integer(),
      groups: Type.Array(RfmGroup),
      /** 5 × 5 table of recency and frequency scores. */
      grid: Type.Array(Type.Object({ r: Type.Integer(), f: Type.Integer(), members: Type.Integer(), money: Fen() })),
    }),
  },
  'GET /api/admin/value': { summary: 'Buyers by how likely they are to buy again, and for how much', ok: Value },
  'GET /api/admin/value/export.csv': { query: Type.Object({ ...FileLanguage }), ok: TableFile() },
  'POST /api/admin/value/fitting': {
    summary: 'Fit the models anew, soon; they are each Monday at four',
    ok: Type.Object({ ok: Type.Literal(true) }),
  },
  'GET /api/admin/members/:id/value': {
    params: Type.Object({ id: Type.String() }),
    ok: Type.Object({
      /** Null where she has bought nothing that counts, or there is no model. */
      value: Nullable(Type.Object({ alive: Type.Number(), nextBy: Day(), ahead: Type.Array(Ahead) })),
    }),
  },
  'GET /api/admin/members/:id/insight': {
    summary: 'What she likes, how she comes by, and signs that she is leaving, each with its reason',
    params: IdParams,
    ok: Type.Object({ insight: Nullable(Insight) }),
  },
  'GET /api/admin/members/:id/grade': {
    summary: 'Her value grade and the lines that it was given by',
    params: IdParams,
    ok: Type.Object({ grade: Nullable(Type.Object({ grade: Grade, since: Instant(), why: Bilingual() })) }),
  },
  'GET /api/admin/settings/member-rules': { ok: Type.Composite([MemberRules, Type.Object(Revision)]) },
  'PUT /api/admin/settings/member-rules': {
    summary: 'The values of the form `audiences.member_rules`',
    body: FormValues(),
    ok: Type.Composite([MemberRules, Type.Object(Revision)]),
  },
  'GET /api/admin/members/:id/run-outs': {
    summary:
      'What she bought that will be used up, by her rhythm and that of each category; what ends first stands first',
    params: Type.Object({ id: Type.String() }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          categoryId: Type.String(),
          category: Bilingual(),
          productId: Type.String(),
          /** The goods of her last purchase of it. */
          goods: Type.String(),
          lastDay: Day(),
          /** Days on which she bought of it. */
          purchases: Type.Integer(),
          runsOutOn: Day(),
          /** How long a unit lasts all who buy it, from so many gaps of so many members. */
          cycle: Type.Object({ daysPerUnit: Type.Number(), gaps: Type.Integer(), members: Type.Integer() }),
        }),
      ),
    }),
  },
  'GET /api/admin/lifecycle/export.csv': {
    query: Type.Object({ ...FileLanguage, asOf: Type.Optional(Day()) }),
    ok: TableFile(),
  },
  'GET /api/admin/rfm/export.csv': {
    query: Type.Object({
      ...FileLanguage,
      asOf: Type.Optional(Day()),
      windowDays: Type.Optional(Type.Integer({ minimum: 7, maximum: 1095 })),
    }),
    ok: TableFile(),
  },
} as const satisfies Contract;
