import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Fen,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
} from './contract.ts';
import { VerdictReason } from './messaging.ts';
import { Ranged } from './uplift.ts';
import { assumedFrom, rehearsalState, rehearsalStep } from './words/rehearsals.ts';
import { valuesOf } from './words.ts';

const Percent = Type.Number({ minimum: 0, maximum: 100 });
const Assumed = Type.Object({ percent: Percent, from: OneOf(valuesOf(assumedFrom)) });

/** What a rehearsal takes for true about whom the journey reaches: all of its uplift follows from these. */
export const Assumptions = Type.Object({
  /** Of a hundred messages, so many are opened. */
  opens: Assumed,
  /** Of a hundred times that an opened message or a new coupon reaches somebody, so many are followed by an order more than she would have placed. */
  response: Assumed,
});

const RehearsalParams = Type.Object({ id: Id('reh') });

const Weeks = Type.Integer({ minimum: 1, maximum: 8 });
const Shoppers = Type.Integer({ minimum: 20, maximum: 600 });
const Seed = Type.Integer({ minimum: 0, maximum: 999_999 });

/** One of two worlds, of the same people in the same weeks. */
const World = Type.Object({
  orders: Type.Integer(),
  /** What was paid, less what was given back. */
  revenue: Fen(),
  couponMoney: Fen(),
});

export const RehearsalResult = Type.Object({
  /** Members of the shop, how many of them were played, and how many joined meanwhile. */
  members: Type.Integer(),
  played: Type.Integer(),
  joined: Type.Integer(),
  from: Day(),
  to: Day(),
  with: World,
  without: World,
  /** The whole shop: each of the crowd stands for so many of it. With less without, of the same people; 95 % intervals by a bootstrap over people. */
  shop: Type.Object({
    orders: Ranged,
    /** Fen. */
    revenue: Ranged,
    /** Revenue less points, messages and what else the journey gave; coupons are off the revenue already. */
    net: Ranged,
    /** Used coupons, points, messages and all else. */
    cost: Fen(),
    messages: Type.Integer(),
    /** Orders of the world without it, beside what the shop really had in as many days before: whether the crowd is like the shop. */
    ordersWithout: Type.Integer(),
    ordersLately: Type.Integer(),
  }),
  entered: Type.Integer(),
  heldOut: Type.Integer(),
  parked: Type.Integer(),
  cost: Type.Object({
    /** Coupons of the journey: given, used, and what the used ones took off. */
    coupons: Type.Integer(),
    couponsUsed: Type.Integer(),
    couponMoney: Fen(),
    /** How many can still be used, what is neither is over or was taken back; not told of rehearsals that ended before it was counted. */
    couponsLeft: Type.Optional(Type.Integer()),
    /** What these can still cost. */
    couponsOpen: Fen(),
    points: Type.Integer(),
    pointsMoney: Fen(),
    /** Whatever else it gave. */
    otherMoney: Fen(),
    messages: Type.Integer(),
    messageMoney: Fen(),
  }),
  load: Type.Object({
    days: Type.Array(
      Type.Object({
        day: Day(),
        messages: Type.Integer(),
        todos: Type.Integer(),
        ordersWith: Type.Integer(),
        ordersWithout: Type.Integer(),
      }),
    ),
    /** Messages by hour of the day, 24 of them. */
    hours: Type.Array(Type.Integer()),
    opened: Type.Integer(),
    todos: Type.Integer(),
  }),
  suppressed: Type.Array(Type.Object({ reason: VerdictReason, count: Type.Integer() })),
  /** Wall clock. */
  seconds: Type.Integer(),
});

export const Rehearsal = Type.Object({
  id: Type.String(),
  name: Bilingual(),
  journeyId: Nullable(Type.String()),
  playbook: Nullable(Type.String()),
  /** Of a playbook: what it was rehearsed with. */
  values: Nullable(FormValues()),
  /** The version that stood, and the save of the drawing that was rehearsed; null: it was no drawing. */
  version: Nullable(Type.Integer()),
  saves: Nullable(Type.Integer()),
  /** What was rehearsed is not what stands now; null: nobody can say, the playbook has no journey. */
  changed: Nullable(Type.Boolean()),
  /** What of it simulated shoppers do not do: it has no part in what came of it. */
  notPlayed: Type.Array(Bilingual()),
  weeks: Type.Integer(),
  shoppers: Type.Integer(),
  seed: Type.Integer(),
  assumptions: Nullable(Assumptions),
  state: OneOf(valuesOf(rehearsalState)),
  step: OneOf(valuesOf(rehearsalStep)),
  /** Days played of both worlds together, and all of them. */
  done: Type.Integer(),
  total: Type.Integer(),
  /** Why it was broken off. */
  failure: Nullable(Type.Object({ code: Type.String(), text: Bilingual() })),
  /** In one sentence: what it says, and by which assumption. */
  text: Nullable(Bilingual()),
  result: Nullable(RehearsalResult),
  by: Type.String(),
  createdAt: Instant(),
  finishedAt: Nullable(Instant()),
});

export const rehearsalContract = {
  'GET /api/admin/rehearsals': {
    summary: 'Rehearsals, the newest first',
    query: Type.Object({
      ...ListQuery,
      journeyId: Type.Optional(Type.String({ maxLength: 64 })),
      playbook: Type.Optional(Type.String({ maxLength: 40 })),
      state: Type.Optional(OneOf(valuesOf(rehearsalState))),
    }),
    ok: Page(Rehearsal),
  },
  'GET /api/admin/rehearsals/assumptions': {
    summary: 'What a rehearsal would begin from: the shop’s own figures where it has any',
    ok: Type.Object({ members: Type.Integer(), buyers: Type.Integer(), ...Assumptions.properties }),
  },
  'POST /api/admin/rehearsals': {
    summary:
      'Rehearse a journey (its drawing, if there is one) or a playbook with these values, in a scratch shop. Takes Idempotency-Key',
    body: Type.Object({
      journeyId: Type.Optional(Type.String({ maxLength: 64 })),
      playbook: Type.Optional(Type.String({ maxLength: 40 })),
      /** Of a playbook, over what it starts from. */
      values: Type.Optional(FormValues()),
      weeks: Weeks,
      shoppers: Shoppers,
      /** The same seed over the same data gives the same rehearsal. */
      seed: Seed,
      /** Null: what the shop measured, else a default. */
      opens: Nullable(Percent),
      response: Nullable(Percent),
    }),
    ok: Rehearsal,
  },
  'GET /api/admin/rehearsals/:id': { params: RehearsalParams, ok: Rehearsal },
  'POST /api/admin/rehearsals/:id/cancellation': {
    summary: 'Call it off; the scratch shop is taken down',
    params: RehearsalParams,
    ok: Rehearsal,
  },
  'POST /api/admin/rehearsals/:id/retries': {
    summary: 'The same once more, with what stands now. Takes Idempotency-Key',
    params: RehearsalParams,
    ok: Rehearsal,
  },
} as const satisfies Contract;
