import { type Static, Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Fen,
  FileLanguage,
  FormValues,
  Instant,
  Nullable,
  OneOf,
  Revision,
  TableFile,
} from './contract.ts';
import { RetentionAims, RetentionQuery, RetentionReport } from './retention.ts';
import { EventOrAny, EventSelector } from './selector.ts';
import { eventSource } from './words/analytics.ts';
import { valuesOf } from './words.ts';

const EventName = () =>
  Type.String({
    pattern: '^[a-z][a-z0-9_]{0,63}$',
    description: 'as `page_view`; names with a dot are facts of the server',
  });
/**
 * Business days in Asia/Shanghai, both ends included. `asOf` is the last day that is known: what happened later is
 * not looked at, so a report of the past reads as it read then. Default: today.
 */
const Range = {
  from: Day(),
  to: Day(),
  asOf: Type.Optional(Day()),
};

/** Figures of a day or of a range. */
export const OverviewFigures = Type.Object({
  /** Paid amounts before refunds, fen. */
  gmv: Fen(),
  /** Refunds made in the range, whatever day their order is of, fen. */
  refunds: Fen(),
  /** Paid in the range, less what was given back of it by the end of `asOf`, whenever that was; fen. */
  spent: Fen(),
  /** Paid in the range and not given back whole: what counts as an order everywhere. */
  orders: Type.Integer(),
  /** Persons with such an order. */
  payers: Type.Integer(),
  /** Payers whose first such order ever lies in the range. */
  newPayers: Type.Integer(),
  returningPayers: Type.Integer(),
  /** Persons who did anything in the storefront. */
  visitors: Type.Integer(),
  /** Share of the visitors who paid in the range; null without visitors. */
  conversion: Nullable(Type.Number()),
  /** spent ÷ orders, fen, rounded; null without orders. */
  orderValue: Nullable(Fen()),
});

export const OverviewReport = Type.Object({
  range: Type.Object({ from: Day(), to: Day() }),
  /** The same number of days just before. */
  previousRange: Type.Object({ from: Day(), to: Day() }),
  /** Up to when the days before count in `previous`: the range is not over. Null: they count whole. */
  previousUntil: Nullable(Instant()),
  asOf: Day(),
  current: OverviewFigures,
  previous: OverviewFigures,
  days: Type.Array(Type.Composite([Type.Object({ day: Day() }), OverviewFigures])),
  previousDays: Type.Array(Type.Composite([Type.Object({ day: Day() }), OverviewFigures])),
});

export const FunnelQuery = Type.Object({
  ...Range,
  steps: Type.Array(
    Type.Composite([Type.Object({ label: Type.Optional(Type.String({ maxLength: 40 })) }), EventSelector]),
    { minItems: 2, maxItems: 10 },
  ),
  /** `ordered`: other events may come between. `strict`: none may. `any`: all steps in any order. */
  order: Type.Optional(OneOf(['ordered', 'strict', 'any'])),
  /** From the first step to the last, both ends included; `day`: all on one Shanghai day. Default 7 days. */
  window: Type.Optional(
    Type.Union([Type.Object({ seconds: Type.Integer({ minimum: 1, maximum: 366 * 86_400 }) }), Type.Literal('day')]),
  ),
  /** `first_step` (default): the first step lies in the range, later ones may follow after it. `all`: every step does. */
  rangePolicy: Type.Optional(OneOf(['first_step', 'all'])),
  /** Events that throw a person out when they happen between two steps (step numbers from 0) inside the window. */
  exclusions: Type.Optional(
    Type.Array(
      Type.Composite([
        EventSelector,
        Type.Object({ from: Type.Integer({ minimum: 0, maximum: 8 }), to: Type.Integer({ minimum: 1, maximum: 9 }) }),
      ]),
      { maxItems: 5 },
    ),
  ),
  /** With the same steps of as many days before, as they stood so many days ago: what is under way now was then. */
  compare: Type.Optional(Type.Boolean()),
});

/** How a funnel went: by what began it, how long it took, and what of it may still go on. */
export const FunnelDetailQuery = Type.Composite([
  FunnelQuery,
  Type.Object({
    /** A property of the event that began an attempt: everybody is in one group, that of her furthest attempt. */
    breakdown: Type.Optional(Type.String({ pattern: '^[A-Za-z_$][A-Za-z0-9_.$]{0,63}$' })),
  }),
]);

export const FunnelGroup = Type.Object({
  /** `all` comes first, then values with the most persons, then `others` together; `none`: the event has no such property. */
  kind: OneOf(['all', 'value', 'none', 'others']),
  value: Type.String(),
  steps: Type.Array(
    Type.Object({
      persons: Type.Integer(),
      /** Who came to this step and no further, but began so lately that she still may. */
      open: Type.Integer(),
    }),
  ),
  /** From the first step to the last, of those who did all; null where nobody did, and of `others`. */
  medianSeconds: Nullable(Type.Number()),
  p90Seconds: Nullable(Type.Number()),
});

export const FunnelDetail = Type.Object({
  asOf: Day(),
  groups: Type.Array(FunnelGroup),
  /** Who did all steps, by how long it took: more than `over` seconds and at most `within`; the first holds no time at all too. */
  times: Type.Array(
    Type.Object({ over: Nullable(Type.Integer()), within: Nullable(Type.Integer()), persons: Type.Integer() }),
  ),
});

export const FunnelStepResult = Type.Object({
  /** As the step was named, else what its event is called. */
  label: Bilingual(),
  event: Type.String(),
  /** Persons who came at least so far. */
  persons: Type.Integer(),
  /** Share of the step before; null where that is empty. */
  fromPrevious: Nullable(Type.Number()),
  /** Share of the first step. */
  fromFirst: Nullable(Type.Number()),
  /** Seconds since the step before, over each person's furthest attempt (the earliest of equals). */
  meanSeconds: Nullable(Type.Number()),
  medianSeconds: Nullable(Type.Number()),
});

export const FunnelReport = Type.Object({
  range: Type.Object({ from: Day(), to: Day() }),
  asOf: Day(),
  steps: Type.Array(FunnelStepResult),
  /** Null where it was not asked for. */
  before: Nullable(
    Type.Object({ range: Type.Object({ from: Day(), to: Day() }), steps: Type.Array(FunnelStepResult) }),
  ),
});

export const RepurchaseReport = Type.Object({
  asOf: Day(),
  range: Type.Object({ from: Day(), to: Day() }),
  /** Buyers with a first order in the range, and how many of them ordered on a later day again. */
  buyers: Type.Integer(),
  repeatBuyers: Type.Integer(),
  rate: Nullable(Type.Number()),
  /** By month of the first order that counts: paid and not given back whole. */
  cohorts: Type.Array(
    Type.Object({
      /** First day of the month. */
      month: Day(),
      buyers: Type.Integer(),
      repeatBuyers: Type.Integer(),
      rate: Nullable(Type.Number()),
      /** Second order within so many days of the first; null while the youngest buyer has not had them. */
      within30: Nullable(Type.Integer()),
      within60: Nullable(Type.Integer()),
      within90: Nullable(Type.Integer()),
      /** Paid by the cohort's buyers up to `asOf`, before refunds, fen. */
      gmv: Fen(),
      /** The same less what was given back. */
      spent: Fen(),
    }),
  ),
  /** Days between a buyer's successive buying days. */
  intervals: Type.Object({
    pairs: Type.Integer(),
    meanDays: Nullable(Type.Number()),
    /** Exact quantiles, linear interpolation between order statistics at h = (n − 1)p (Hyndman and Fan type 7). */
    p10: Nullable(Type.Number()),
    p25: Nullable(Type.Number()),
    p50: Nullable(Type.Number()),
    p75: Nullable(Type.Number()),
    p90: Nullable(Type.Number()),
    /** Pairs with `from` ≤ days < `to`; the last has no end. */
    buckets: Type.Array(
      Type.Object({
        from: Type.Integer(),
        to: Nullable(Type.Integer()),
        pairs: Type.Integer(),
        /** Persons with such a pair; one may be in several buckets. */
        buyers: Type.Integer(),
      }),
    ),
  }),
  /** Buyers by number of orders that count: 1, 2, … 9, and 10 for ten or more. */
  byOrders: Type.Array(Type.Object({ orders: Type.Integer(), buyers: Type.Integer() })),
});

export const EventCatalogueRow = Type.Object({
  name: Type.String(),
  /** What it is called where it is one of Huoshui's own. */
  label: Nullable(Bilingual()),
  source: OneOf(valuesOf(eventSource)),
  events: Type.Integer(),
  persons: Type.Integer(),
  firstAt: Instant(),
  lastAt: Instant(),
  /** Events of the last 7 days before `asOf`, oldest first. */
  lastDays: Type.Array(Type.Integer()),
});

export const TimelineEvent = Type.Object({
  id: Type.String(),
  name: Type.String(),
  label: Nullable(Bilingual()),
  source: OneOf(valuesOf(eventSource)),
  at: Instant(),
  page: Nullable(Type.String()),
  session: Nullable(Type.String()),
  orderId: Nullable(Type.String()),
  productId: Nullable(Type.String()),
  categoryId: Nullable(Type.String()),
  /** Fen for amounts, a count otherwise. */
  value: Nullable(Type.Integer()),
  props: Type.Record(Type.String(), Type.Unknown()),
});

/** One event as the SDK sends it. The batch is read leniently and judged event by event; this is what a good one is. */
export const CollectEvent = Type.Object({
  /** UUID given when the event was made: a resend carries the same one and counts once. */
  id: Type.String({ pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$' }),
  name: EventName(),
  /** Device clock, ISO 8601; corrected by the difference between `sentAt` and the time of receipt. */
  ts: Instant(),
  page: Type.Optional(Type.String({ maxLength: 200 })),
  session: Type.Optional(Type.String({ maxLength: 64 })),
  productId: Type.Optional(Type.String({ maxLength: 64 })),
  categoryId: Type.Optional(Type.String({ maxLength: 64 })),
  orderId: Type.Optional(Type.String({ maxLength: 64 })),
  value: Type.Optional(Type.Integer()),
  /** At most 40 flat properties: text up to 1 000 characters, number or boolean. */
  props: Type.Optional(
    Type.Record(
      Type.String({ pattern: '^[A-Za-z_$][A-Za-z0-9_$]{0,63}$' }),
      Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean()]),
    ),
  ),
});
export type CollectEvent = Static<typeof CollectEvent>;

export const analyticsContract = {
  'GET /api/admin/settings/retention-aims': { ok: Type.Object({ ...Revision, ...RetentionAims.properties }) },
  'PUT /api/admin/settings/retention-aims': {
    summary: 'The values of the form `analytics.retention_aims`',
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...RetentionAims.properties }),
  },
  'POST /collect': {
    summary: 'Events of the signed-in shopper: at most 500 and 512 KB a batch; answered when they are durable',
    body: Type.Object({
      sentAt: Instant(),
      /** `CollectEvent`s; a bad one is reported and the others are taken. */
      events: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 500 }),
    }),
    ok: Type.Object({
      accepted: Type.Integer(),
      /** Taken before: acknowledged, counted once. */
      duplicates: Type.Integer(),
      /** Never to be sent again as they are. */
      rejected: Type.Array(
        Type.Object({
          index: Type.Integer(),
          id: Nullable(Type.String()),
          code: Type.String(),
          message: Type.String(),
        }),
      ),
    }),
  },
  'GET /api/admin/reports/overview': { query: Type.Object({ ...Range }), ok: OverviewReport },
  'GET /api/admin/reports/overview/export.csv': {
    query: Type.Object({ ...Range, ...FileLanguage }),
    ok: TableFile(),
  },
  'POST /api/admin/reports/retention': { body: RetentionQuery, ok: RetentionReport },
  'POST /api/admin/reports/retention/export.csv': {
    body: Type.Composite([RetentionQuery, Type.Object(FileLanguage)]),
    ok: TableFile(),
  },
  'POST /api/admin/reports/funnel': { body: FunnelQuery, ok: FunnelReport },
  'POST /api/admin/reports/funnel/detail': { body: FunnelDetailQuery, ok: FunnelDetail },
  'POST /api/admin/reports/funnel/export.csv': {
    body: Type.Composite([FunnelQuery, Type.Object(FileLanguage)]),
    ok: TableFile(),
  },
  'GET /api/admin/reports/repurchase': { query: Type.Object({ ...Range }), ok: RepurchaseReport },
  'GET /api/admin/reports/repurchase/export.csv': {
    query: Type.Object({ ...Range, ...FileLanguage, table: Type.Optional(OneOf(['cohorts', 'intervals', 'orders'])) }),
    ok: TableFile(),
  },
  'GET /api/admin/reports/events': {
    query: Type.Object({ asOf: Type.Optional(Day()) }),
    ok: Type.Object({
      items: Type.Array(EventCatalogueRow),
      unseen: Type.Array(Type.Object({ name: Type.String(), label: Bilingual() }), {
        description: 'Kinds that are known by name and have not happened yet: a new shop asks its reports with them',
      }),
    }),
  },
  'GET /api/admin/reports/events/export.csv': {
    query: Type.Object({ ...FileLanguage, asOf: Type.Optional(Day()) }),
    ok: TableFile(),
  },
  'GET /api/admin/reports/events/:name/properties': {
    summary: 'Property names of an event with example values, for filters and breakdowns',
    params: Type.Object({ name: EventOrAny() }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({ property: Type.String(), events: Type.Integer(), examples: Type.Array(Type.String()) }),
      ),
    }),
  },
  'GET /api/admin/reports/timeline': {
    summary: 'What one person did and what was done for her, newest first',
    query: Type.Object({
      personNo: Type.Integer({ minimum: 1 }),
      names: Type.Optional(Type.String({ maxLength: 500, description: 'comma-separated event names' })),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    }),
    ok: Type.Object({ items: Type.Array(TimelineEvent), nextCursor: Nullable(Type.String()) }),
  },
  'GET /api/admin/reports/timeline/export.csv': {
    query: Type.Object({ ...FileLanguage, personNo: Type.Integer({ minimum: 1 }) }),
    ok: TableFile(),
  },
} as const satisfies Contract;
