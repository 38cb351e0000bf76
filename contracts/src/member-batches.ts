import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, IdParams, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { Stage } from './members.ts';
import { batchKind, batchOutcome, batchState } from './words/members.ts';
import { valuesOf } from './words.ts';

/** Members that are chosen one by one, or all whom the list would show by the same search and filters. */
const Who = Type.Object({
  ids: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 500 })),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  stage: Type.Optional(Stage),
  tag: Type.Optional(Type.String({ maxLength: 30 })),
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
  createdAt: Instant(),
  finishedAt: Nullable(Instant()),
});

const asked = {
  who: Who,
  /** How many she was told it would be: it does not start when they have become many more. */
  expected: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
  reason: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
};
const TagName = Type.String({ minLength: 1, maxLength: 30, pattern: '\\S' });

export const memberBatchContract = {
  'GET /api/admin/member-batches': {
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(MemberBatch),
  },
  'GET /api/admin/member-batches/:id': { params: IdParams, ok: MemberBatch },
  'POST /api/admin/member-batches/preview': {
    summary: 'How many members a batch would be for, all of them counted',
    body: Type.Object({ who: Who }),
    ok: Type.Object({ members: Type.Integer() }),
  },
  'POST /api/admin/member-batches/tag': { body: Type.Object({ ...asked, name: TagName }), ok: MemberBatch },
  'POST /api/admin/member-batches/untag': { body: Type.Object({ ...asked, name: TagName }), ok: MemberBatch },
  'POST /api/admin/member-batches/coupon': {
    body: Type.Object({
      ...asked,
      templateId: Type.String({ minLength: 1, maxLength: 64 }),
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
