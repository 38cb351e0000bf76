import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
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
import { unansweredRule } from './words/after-sales.ts';
import { callbackSource, callbackState, taskState } from './words/shop.ts';
import { valuesOf } from './words.ts';

/** Shop-wide settings, files, the clock of the sandbox and long tasks: what belongs to no single domain. */
export const ShopSettings = Type.Object({
  name: Seen(30),
  notice: Type.String({ maxLength: 60 }),
  servicePhone: Type.String({ maxLength: 20 }),
  shipping: Type.Object({
    fee: Fen({ minimum: 0, maximum: 100_00 }),
    freeFrom: Nullable(Fen({ minimum: 0 })),
  }),
  order: Type.Object({
    /** Minutes before an unpaid order is cancelled. */
    payMinutes: Type.Integer({ minimum: 5, maximum: 1440 }),
    /** Days after shipping before an order counts as received. */
    receiveDays: Type.Integer({ minimum: 1, maximum: 60 }),
    /** Days after receipt in which a refund may be applied for. */
    refundDays: Type.Integer({ minimum: 0, maximum: 90 }),
  }),
  refunds: Type.Object({
    /** What an operator who is not the owner may give back of one order in all; null: no limit. */
    operatorMost: Nullable(Fen({ minimum: 0 })),
    /** From this on two operators must agree; null: never. */
    secondFrom: Nullable(Fen({ minimum: 0 })),
  }),
  afterSales: Type.Object({
    /** Days in which the shop answers a request, or sends what it agreed to send. */
    answerDays: Type.Integer({ minimum: 1, maximum: 30 }),
    /** Days in which she sends back; then the request is closed. */
    sendBackDays: Type.Integer({ minimum: 1, maximum: 60 }),
    /** Days in which the shop looks at what came back. */
    inspectDays: Type.Integer({ minimum: 1, maximum: 30 }),
    /** What becomes of what the shop does not answer in time. */
    unanswered: OneOf(valuesOf(unansweredRule)),
    /** Where goods are sent back to: name, phone, address; empty: nobody is asked to send anything. */
    returnTo: Type.String({ maxLength: 120 }),
    /** Coupons of an order come back when all of it is given back. */
    couponBack: Type.Boolean(),
    /** They are good for so many days at least then; 0: no longer than before. */
    couponDays: Type.Integer({ minimum: 0, maximum: 90 }),
  }),
  cards: Type.Object({
    /** Orders have a service card in WeChat's list of messages; the app must have added its template. */
    orders: Type.Boolean(),
  }),
  hotWords: Type.Array(Type.String({ maxLength: 12 }), { maxItems: 12 }),
});

/** The same as the form `orders.shop` holds it. */
const ShopValues = Type.Object({
  ...Revision,
  name: Type.String(),
  notice: Nullable(Type.String()),
  servicePhone: Nullable(Type.String()),
  hotWords: Nullable(Type.Array(Type.String())),
  ...ShopSettings.properties.shipping.properties,
  ...ShopSettings.properties.order.properties,
  ...ShopSettings.properties.refunds.properties,
  ...ShopSettings.properties.afterSales.properties,
  returnTo: Nullable(Type.String()),
  orderCards: Type.Boolean(),
});

export const Task = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  title: Bilingual(),
  state: OneOf(valuesOf(taskState)),
  done: Type.Integer(),
  total: Nullable(Type.Integer()),
  /** What became of it so far; null where there is nothing to say. */
  message: Nullable(Bilingual()),
  resultUrl: Nullable(Type.String()),
  startedAt: Instant(),
  finishedAt: Nullable(Instant()),
});

/** Something that waits for a person, and the page of the console where it is done. */
export const Work = Type.Object({
  kind: Type.String(),
  words: Bilingual(),
  count: Type.Integer(),
  to: Nullable(Type.String()),
});

/** A fact that a listener could not take in. */
const ParkedFact = Type.Object({
  id: Type.String(),
  listener: Type.String(),
  type: Type.String(),
  words: Bilingual(),
  error: Type.String(),
  parkedAt: Instant(),
});

/** Something that a platform pushed, and what became of it. */
const Callback = Type.Object({
  id: Type.String(),
  source: OneOf(valuesOf(callbackSource)),
  /** As the platform names it. */
  kind: Type.String(),
  /** Whose it is, in the platform's own words; '' for nobody's. */
  person: Type.String(),
  body: Type.Record(Type.String(), Type.Unknown()),
  happenedAt: Instant(),
  receivedAt: Instant(),
  deliveries: Type.Integer(),
  state: OneOf(valuesOf(callbackState)),
  attempts: Type.Integer(),
  nextAt: Nullable(Instant()),
  error: Nullable(Type.String()),
  doneAt: Nullable(Instant()),
});

export const ClockState = Type.Object({
  now: Instant(),
  offsetMs: Type.Integer(),
  moving: Type.Boolean(),
  target: Nullable(Instant()),
  /** Simulated shoppers are filling the demo: time runs on day by day until they are done. */
  filling: Nullable(Type.Object({ done: Type.Integer(), total: Nullable(Type.Integer()) })),
});

export const shopContract = {
  'GET /api/admin/settings/shop': { ok: ShopValues },
  'PUT /api/admin/settings/shop': {
    summary: 'The values of the form `orders.shop`',
    body: FormValues(),
    ok: ShopValues,
  },
  'GET /api/shop/settings': {
    /** The app that asks (its appid): templates belong to one. */
    query: Type.Object({ app: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Type.Object({
      name: Type.String(),
      notice: Type.String(),
      servicePhone: Type.String(),
      shipping: ShopSettings.properties.shipping,
      hotWords: Type.Array(Type.String()),
      sandbox: Type.Boolean(),
      /** The mini program that asks, or the shop's first one: what is built to be uploaded is built for it. */
      miniProgram: Nullable(Type.Object({ appid: Type.String(), name: Type.String() })),
      /** What WeChat calls our subscribe-message templates in this app. What she is asked for: `GET /api/shop/asks`. */
      templates: Type.Record(Type.String(), Type.String()),
    }),
  },
  'POST /api/admin/files': {
    summary: 'Upload a picture as multipart field `file` (jpeg, png, webp; at most 2 MiB)',
    ok: Type.Object({ url: Type.String(), bytes: Type.Integer() }),
  },
  'POST /api/admin/videos': {
    summary: 'Upload a video as multipart field `file` (MP4 with H.264; at most 30 MiB and three minutes)',
    ok: Type.Object({ url: Type.String(), bytes: Type.Integer() }),
  },
  'GET /api/admin/work': { ok: Type.Object({ items: Type.Array(Work) }) },
  'GET /api/admin/parked-facts': {
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(ParkedFact),
  },
  'POST /api/admin/parked-facts/:id/retry': {
    summary: 'Hand it to its listener again; where it fails once more, the error is answered',
    params: Type.Object({ id: Type.String({ pattern: '^[\\w.-]{1,80}:\\d{1,18}$' }) }),
    ok: Type.Object({ handled: Type.Boolean(), error: Nullable(Type.String()), words: Bilingual() }),
  },
  'GET /api/admin/callbacks': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(Callback.properties.state),
      source: Type.Optional(Callback.properties.source),
    }),
    ok: Page(Callback),
  },
  'POST /api/admin/callbacks/:id/replay': {
    summary: 'Work it off once more; what it did already it does not do twice',
    params: IdParams,
    ok: Callback,
  },
  'GET /api/admin/tasks': { ok: Type.Object({ items: Type.Array(Task) }) },
  'PUT /api/admin/tasks/:id': {
    summary: 'Report the progress of work done from outside, for the task centre',
    params: Type.Object({ id: Type.String({ pattern: '^[a-z0-9_-]{3,60}$' }) }),
    body: Type.Object({
      kind: Type.String({ maxLength: 30 }),
      title: Bilingual({ maxLength: 80 }),
      state: Task.properties.state,
      done: Type.Integer({ minimum: 0 }),
      total: Nullable(Type.Integer({ minimum: 0 })),
      message: Nullable(Bilingual({ maxLength: 200 })),
    }),
    ok: Task,
  },
  'GET /api/sandbox/clock': { summary: 'Sandbox only', ok: ClockState },
  'POST /api/sandbox/clock': {
    summary: 'Sandbox only: move the shared clock forward, waking everything that falls due on the way, in order',
    body: Type.Object({
      advanceMs: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 * 86_400_000 })),
      to: Type.Optional(Instant()),
      /** What falls due within so many milliseconds of each other is woken together (1 000); 0 wakes each alone. */
      stepMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000 })),
      /** Answer only when the clock has arrived. */
      wait: Type.Optional(Type.Boolean()),
    }),
    ok: ClockState,
  },
} as const satisfies Contract;
