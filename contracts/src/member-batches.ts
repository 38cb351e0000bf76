import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Seen,
} from './contract.ts';
import { Stage } from './members.ts';
import { Ranged, Uplift } from './uplift.ts';
import { batchKind, batchOutcome, batchState } from './words/members.ts';
import { valuesOf } from './words.ts';

/**
 * Members that are chosen one by one, all whom the list would show by the same search and filters, or all whom a number of
 * the console counts. Who they are is written down when the batch starts.
 */
const Who = Type.Object({
  ids: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 500 })),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  stage: Type.Optional(Stage),
  tag: Type.Optional(Type.String({ maxLength: 30 })),
  /** A question of people and its values, as `GET /api/admin/people/:name` takes them. */
  people: Type.Optional(
    Type.Object({
      name: Type.String({ maxLength: 60 }),
      values: Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 20 }),
    }),
  ),
});

export const MemberBatch = Type.Object({
  id: Type.String(),
  kind: OneOf(valuesOf(batchKind)),
  /** The deed with the name of its tag or coupon. */
  title: Bilingual(),
  /** For the shop's own people. */
  reason: Type.String(),
  by: Type.String(),
  state: OneOf(valuesOf(batchState)),
  /** Whom it is for, and how many it has come to. */
  total: Type.Integer(),
  done: Type.Integer(),
  /** How many it ended for in which way; together they are `done`. */
  outcomes: Type.Array(Type.Object({ outcome: OneOf(valuesOf(batchOutcome)), members: Type.Integer() })),
  /** Percent of them who were drawn to get nothing, so that it shows what the others do beyond them. */
  holdout: Type.Integer(),
  /** Until when orders are compared; null where nobody is held out. */
  comparedUntil: Nullable(Instant()),
  createdAt: Instant(),
  finishedAt: Nullable(Instant()),
});

const IncrementArm = Type.Object({
  members: Type.Integer(),
  /** Who bought, and their orders: paid, and not given back whole. */
  buyers: Type.Integer(),
  rate: Type.Number(),
  orders: Type.Integer(),
  /** Paid less given back. */
  revenue: Fen(),
  revenuePerMember: Type.Number(),
});

/**
 * What a batch brought beyond what would have been anyway. Everything is said of the same people in the same time: all who were
 * drawn, whether the coupon reached them or not, but for those who are one person with somebody of the other arm.
 */
export const Increment = Type.Object({
  asOf: Instant(),
  since: Instant(),
  until: Instant(),
  /** Whether more may still come. */
  open: Type.Boolean(),
  treated: IncrementArm,
  holdout: IncrementArm,
  /** Members who are left out since a merge put them into both arms. */
  inBoth: Type.Integer(),
  uplift: Uplift,
  /** What the treated did beyond the holdout; null while there are too few, or nobody bought. */
  extra: Nullable(
    Type.Object({
      orders: Ranged,
      /** Fen. */
      revenue: Ranged,
      /** Revenue brought per fen spent on the same people; null without cost. */
      returnOnCost: Nullable(Ranged),
    }),
  ),
  /** What the coupons took off these people's orders, fen. */
  cost: Fen(),
});

const asked = {
  who: Who,
  /** How many she was told it would be: it does not start when they have become many more. */
  expected: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
  reason: Seen(60),
};
const CouponDeed = {
  templateId: Seen(64),
  /** What pays for it: nothing more is given when it is used up. */
  budgetId: Type.Optional(Seen(64)),
  /** Percent of them who get nothing. */
  holdout: Type.Optional(Type.Integer({ minimum: 0, maximum: 50 })),
};
const TagName = Seen(30);

export const memberBatchContract = {
  'GET /api/admin/member-batches': {
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
      /** Those that gave this coupon. */
      couponId: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Page(MemberBatch),
  },
  'GET /api/admin/member-batches/:id': { params: IdParams, ok: MemberBatch },
  'POST /api/admin/member-batches/preview': {
    summary: 'How many members a batch would be for, all of them counted',
    body: Type.Object({ who: Who }),
    ok: Type.Object({ members: Type.Integer() }),
  },
  'GET /api/admin/member-batches/:id/increment': {
    summary: 'What it brought beyond those who were held out',
    params: IdParams,
    ok: Increment,
  },
  'POST /api/admin/member-batches/coupon/preview': {
    summary: 'What giving this coupon to them would come to, as things stand now. Gives nothing',
    body: Type.Object({ who: Who, ...CouponDeed }),
    ok: Type.Object({
      members: Type.Integer(),
      /** About so many of them get nothing. */
      heldOut: Type.Integer(),
      /** For how many the coupon and the budget suffice. */
      given: Type.Integer(),
      /** Expected, fen. */
      cost: Fen(),
      /** Fen at most; null where the coupon has no cap. */
      most: Nullable(Fen()),
    }),
  },
  'POST /api/admin/member-batches/tag': { body: Type.Object({ ...asked, name: TagName }), ok: MemberBatch },
  'POST /api/admin/member-batches/untag': { body: Type.Object({ ...asked, name: TagName }), ok: MemberBatch },
  'POST /api/admin/member-batches/coupon': {
    body: Type.Object({
      ...asked,
      ...CouponDeed,
      /** What each reads on her coupon. */
      said: Type.Optional(Type.String({ maxLength: 30 })),
    }),
    ok: MemberBatch,
  },
  'PUT /api/admin/member-batches/:id/state': {
    summary: 'Stop a batch where it is, or go on with one that was stopped or broke off',
    params: IdParams,
    body: Type.Object({ state: OneOf(['running', 'stopped']) }),
    ok: MemberBatch,
  },
} as const satisfies Contract;
