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
} from './contract.ts';
import { levelsApply, privilegeKind } from './words/loyalty.ts';
import { valuesOf } from './words.ts';

/** What orders grow, how long that counts, how long a level is kept. */
export const GrowthRule = Type.Object({
  on: Type.Boolean(),
  /** Growth for each yuan of goods that was paid. */
  perYuan: Type.Integer({ minimum: 1, maximum: 100 }),
  /** Days that growth counts; null: for good. */
  days: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
  /** Days for which a level is kept at least; null: it follows the growth. */
  keepDays: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
  graceDays: Type.Integer({ minimum: 0, maximum: 365 }),
});

export const Level = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  growth: Type.Integer(),
  /** The same as the form `loyalty.level` holds it. */
  values: FormValues(),
  sentence: Bilingual(),
  /** Who has it now. */
  members: Type.Integer(),
});

const Privilege = Type.Object({ kind: OneOf(valuesOf(privilegeKind)), words: Bilingual() });

/** Where a member stands. */
const Standing = {
  on: Type.Boolean(),
  growth: Type.Integer(),
  level: Nullable(Type.Object({ id: Type.String(), name: Type.String(), growth: Type.Integer() })),
  /** The next level, and what is missing to it; null at the top. */
  next: Nullable(Type.Object({ name: Type.String(), growth: Type.Integer(), missing: Type.Integer() })),
  /** She keeps her level until then at least; null: as long as her growth is enough. */
  keptUntil: Nullable(Instant()),
  /** Her growth is no longer enough: she loses it then, unless so much comes. */
  falls: Nullable(Type.Object({ at: Instant(), missing: Type.Integer() })),
};

/** One thing that grew her; what was given back is no longer in it. */
const Grown = Type.Object({
  key: Type.String(),
  at: Instant(),
  value: Type.Integer(),
  note: Bilingual(),
  orderId: Nullable(Type.String()),
  endsAt: Nullable(Instant()),
});

const Applied = Type.Object({ apply: Type.Optional(OneOf(valuesOf(levelsApply))) });
const GrowthPage = Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit });

export const levelContract = {
  'GET /api/admin/settings/growth': { ok: Type.Object({ ...Revision, ...GrowthRule.properties }) },
  'PUT /api/admin/settings/growth': {
    summary: 'The values of the form `loyalty.growth_rule`. Where they move anybody, `apply` says what that starts',
    query: Applied,
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...GrowthRule.properties }),
  },
  'GET /api/admin/levels': { ok: Type.Object({ items: Type.Array(Level) }) },
  'POST /api/admin/levels': {
    summary: 'The values of the form `loyalty.level`. Where they move anybody, `apply` says what that starts',
    query: Applied,
    body: FormValues(),
    ok: Level,
  },
  'PUT /api/admin/levels/:id': { params: IdParams, query: Applied, body: FormValues(), ok: Level },
  'DELETE /api/admin/levels/:id': {
    params: IdParams,
    query: Applied,
    ok: Type.Object({ id: Type.String(), name: Type.String() }),
  },
  'GET /api/admin/members/:id/level': { params: IdParams, ok: Type.Object(Standing) },
  'GET /api/admin/members/:id/growth': { params: IdParams, query: GrowthPage, ok: Page(Grown) },
  'GET /api/shop/level': {
    ok: Type.Object({
      ...Standing,
      rule: Bilingual(),
      /** The whole ladder, lowest first. */
      levels: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          growth: Type.Integer(),
          privileges: Type.Array(Privilege),
        }),
      ),
      /** Free deliveries of this month: what her level gives, and what she has used. */
      freeShipping: Nullable(Type.Object({ of: Type.Integer(), used: Type.Integer() })),
    }),
  },
  'GET /api/shop/growth': { query: GrowthPage, ok: Page(Grown) },
} as const satisfies Contract;
