import { Type } from '@sinclair/typebox';
import { type Contract, Day, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { friendEndedBy } from './words/scrm.ts';
import { valuesOf } from './words.ts';

/** A friendship that is over. */
const LostFriend = Type.Object({
  id: Type.String(),
  customer: Type.String(),
  memberId: Nullable(Type.String()),
  staff: Type.String(),
  /** The contact way by which she had come. */
  way: Nullable(Type.String()),
  by: OneOf(valuesOf(friendEndedBy)),
  addedAt: Instant(),
  endedAt: Instant(),
  /** She is a friend of the same member of staff again. */
  back: Type.Boolean(),
  /** Of whom else she is a friend now. */
  others: Type.Array(Type.String()),
  /** It ended within an hour of a mass message of that member of staff. */
  afterMass: Type.Boolean(),
});

/** A customer who is a friend of several members of staff. */
const Duplicate = Type.Object({
  id: Type.String(),
  customer: Type.String(),
  memberId: Nullable(Type.String()),
  staff: Type.Array(
    Type.Object({
      userid: Type.String(),
      name: Type.String(),
      addedAt: Instant(),
      /** What she sent and wrote down for her in ninety days. */
      served: Type.Integer(),
      /** She serves her most. */
      most: Type.Boolean(),
    }),
  ),
});

export const scrmLossContract = {
  'GET /api/admin/lost-friends': {
    summary: 'Friendships that are over, the latest first',
    query: Type.Object({
      ...ListQuery,
      by: Type.Optional(OneOf(valuesOf(friendEndedBy))),
      userid: Type.Optional(Type.String({ maxLength: 64 })),
      from: Type.Optional(Day()),
      to: Type.Optional(Day()),
    }),
    ok: Page(LostFriend),
  },
  'GET /api/admin/duplicate-customers': {
    summary: 'Customers who are friends of several members of staff',
    query: Type.Object({ ...ListQuery, userid: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Page(Duplicate),
  },
  'GET /api/admin/duplicate-figures': {
    summary: 'How many of the customers are friends of several members of staff',
    ok: Type.Object({ customers: Type.Integer(), duplicates: Type.Integer() }),
  },
} as const satisfies Contract;
