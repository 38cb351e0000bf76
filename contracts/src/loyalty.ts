import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
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
import { pointsHold, pointsKind, rewardState } from './words/loyalty.ts';
import { valuesOf } from './words.ts';

/** How points are earned, when they may be spent, how long they last. */
export const PointsRule = Type.Object({
  on: Type.Boolean(),
  /** Points for each yuan of goods that was paid. */
  perYuan: Type.Integer({ minimum: 1, maximum: 100 }),
  hold: OneOf(valuesOf(pointsHold)),
  /** Days from when they may be spent to when they are gone; null: never. */
  days: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
  /** Whether an order may be paid with points, how many are a yuan, percent of its goods they may pay, the fewest of them. */
  spend: Type.Boolean(),
  spendPerYuan: Type.Integer({ minimum: 1, maximum: 10_000 }),
  spendShare: Type.Integer({ minimum: 1, maximum: 100 }),
  spendLeast: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
});

/** What a member has. */
const Balance = {
  /** May be spent. */
  usable: Type.Integer(),
  /** Earned by orders that may still be given back. */
  frozen: Type.Integer(),
  /** Spent already, of an order that was given back: the next points go here first. */
  owed: Type.Integer(),
  /** The first that will be gone, and when. */
  expiring: Nullable(Type.Object({ points: Type.Integer(), at: Instant() })),
};

/** One line of the ledger; `points` is negative where they went. */
const PointsEntry = {
  id: Type.String(),
  at: Instant(),
  kind: OneOf(valuesOf(pointsKind)),
  points: Type.Integer(),
  /** What it came from or went to. */
  note: Bilingual(),
  orderId: Nullable(Type.String()),
};

export const Reward = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  points: Type.Integer(),
  state: OneOf(valuesOf(rewardState)),
  /** The same as the form `loyalty.reward` holds it. */
  values: FormValues(),
  sentence: Bilingual(),
  total: Nullable(Type.Integer()),
  exchanged: Type.Integer(),
  createdAt: Instant(),
});

/** A reward as a shopper sees it. */
export const HerReward = Type.Object({
  id: Type.String(),
  name: Type.String(),
  points: Type.Integer(),
  /** What she gets, in a few words. */
  worth: Bilingual(),
  left: Nullable(Type.Integer()),
  /** open: it is hers for the points; short: she has too few; done: as often as one may; gone: none are left. */
  state: OneOf(['open', 'short', 'done', 'gone']),
});

export const loyaltyContract = {
  'GET /api/admin/settings/points': { ok: Type.Object({ ...Revision, ...PointsRule.properties }) },
  'PUT /api/admin/settings/points': {
    summary: 'The values of the form `loyalty.points_rule`',
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...PointsRule.properties }),
  },
  'GET /api/admin/points': {
    summary: 'The ledger of points, newest first',
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
      q: ListQuery.q,
      memberId: Type.Optional(Type.String({ maxLength: 64 })),
      kind: Type.Optional(OneOf(valuesOf(pointsKind))),
    }),
    ok: Page(Type.Object({ ...PointsEntry, memberId: Type.String(), memberName: Type.String() })),
  },
  'GET /api/admin/members/:id/points': { params: IdParams, ok: Type.Object(Balance) },
  'POST /api/admin/members/:id/points': {
    summary: 'Give points, or take some (`points` below 0; never more than may be spent)',
    params: IdParams,
    body: Type.Object({
      points: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }),
      /** For the shop's own people. */
      reason: Seen(60),
      /** What the member reads. */
      said: Type.Optional(Type.String({ maxLength: 30 })),
    }),
    ok: Type.Object(Balance),
  },
  'GET /api/admin/rewards': { query: Type.Object(ListQuery), ok: Page(Reward) },
  'POST /api/admin/rewards': { summary: 'The values of the form `loyalty.reward`', body: FormValues(), ok: Reward },
  'PUT /api/admin/rewards/:id': { params: IdParams, body: FormValues(), ok: Reward },
  'PUT /api/admin/rewards/:id/state': {
    params: IdParams,
    body: Type.Object({ ended: Type.Boolean() }),
    ok: Reward,
  },
  'GET /api/shop/points': {
    ok: Type.Object({
      on: Type.Boolean(),
      rule: Bilingual(),
      ...Balance,
      /** Whether an order may be paid with them: so many are a yuan, and how. */
      spend: Nullable(Type.Object({ perYuan: Type.Integer(), words: Bilingual() })),
    }),
  },
  'GET /api/shop/points/entries': {
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(Type.Object(PointsEntry)),
  },
  'GET /api/shop/rewards': { ok: Type.Object({ items: Type.Array(HerReward) }) },
  'POST /api/shop/rewards/:id': {
    summary: 'Exchange points for a reward',
    params: IdParams,
    ok: Type.Object({ name: Type.String(), points: Type.Integer(), ...Balance }),
  },
} as const satisfies Contract;
