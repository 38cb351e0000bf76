import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Done,
  FileLanguage,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
  TableFile,
} from './contract.ts';
import { role } from './words/operators.ts';
import { valuesOf } from './words.ts';

export const Role = OneOf(valuesOf(role));

/** Ids of stores; null: the whole shop. */
const Stores = Nullable(Type.Array(Seen(60), { minItems: 1, maxItems: 200 }));

export const Operator = Type.Object({
  ...Revision,
  id: Type.String(),
  login: Type.String(),
  name: Type.String(),
  role: Role,
  /** The stores it is limited to; null: the whole shop. */
  stores: Nullable(Type.Array(Type.Object({ id: Type.String(), name: Type.String() }))),
  disabled: Type.Boolean(),
  lastSeenAt: Nullable(Instant()),
  createdAt: Instant(),
});

export const SignedIn = Type.Object({
  operator: Operator,
  permissions: Type.Array(Type.String()),
  /** The routes by which she may change something: `POST /api/admin/coupons`. */
  acts: Type.Array(Type.String()),
  shop: Type.Object({ name: Type.String(), demo: Type.Boolean(), sandbox: Type.Boolean() }),
  now: Instant(),
});

export const AuditEntry = Type.Object({
  id: Type.String(),
  at: Instant(),
  operatorId: Nullable(Type.String()),
  operatorName: Type.String(),
  /** The route that was called, `POST /api/admin/coupons`. */
  action: Type.String(),
  /** The area of the permission that it took. */
  area: Type.String(),
  entityId: Nullable(Type.String()),
  summary: Bilingual(),
  details: Type.Unknown(),
  /** What the change before this one, by the same route and of the same thing, had in its place; null for the first. */
  before: Type.Unknown(),
  requestId: Type.String(),
});

const AuditFilter = {
  area: Type.Optional(Type.String()),
  operatorId: Type.Optional(Type.String()),
  entityId: Type.Optional(Type.String()),
};

export const operatorContract = {
  'POST /api/admin/session': {
    summary: 'Sign in; sets the session cookie',
    body: Type.Object({
      login: Type.String({ minLength: 1, maxLength: 60 }),
      password: Type.String({ minLength: 1, maxLength: 200 }),
    }),
    ok: SignedIn,
  },
  'GET /api/admin/session': { ok: SignedIn },
  'DELETE /api/admin/session': { ok: Done },
  'PUT /api/admin/session/password': {
    body: Type.Object({
      current: Type.String({ maxLength: 200 }),
      next: Type.String({ minLength: 8, maxLength: 200 }),
    }),
    ok: Done,
  },
  'GET /api/admin/colleagues': {
    summary: 'Accounts of the console, by name: to whom something can be given to do',
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) }),
    ok: Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) }),
  },
  'GET /api/admin/operators': { query: Type.Object(ListQuery), ok: Page(Operator) },
  'POST /api/admin/operators': {
    body: Type.Object({
      login: Type.String({ minLength: 3, maxLength: 60, pattern: '^[A-Za-z0-9._@-]+$' }),
      name: Seen(30),
      role: Role,
      stores: Type.Optional(Stores),
      password: Type.String({ minLength: 8, maxLength: 200 }),
    }),
    ok: Operator,
  },
  'PATCH /api/admin/operators/:id': {
    params: IdParams,
    body: Type.Partial(
      Type.Object({
        name: Seen(30),
        role: Role,
        stores: Stores,
        disabled: Type.Boolean(),
        password: Type.String({ minLength: 8, maxLength: 200 }),
      }),
    ),
    ok: Operator,
  },
  'GET /api/admin/audit': { query: Type.Object({ ...ListQuery, ...AuditFilter }), ok: Page(AuditEntry) },
  'GET /api/admin/audit/export.csv': {
    query: Type.Object({ ...FileLanguage, q: ListQuery.q, ...AuditFilter }),
    ok: TableFile(),
  },
} as const satisfies Contract;
