import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
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
import { auditFault, role } from './words/operators.ts';
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

/** Somebody who is signed in somewhere. */
export const Session = Type.Object({
  id: Type.String(),
  /** Browser and system: `Chrome · Windows`. */
  device: Bilingual(),
  address: Type.String(),
  createdAt: Instant(),
  seenAt: Instant(),
  /** When it ends unless it is used. */
  endsAt: Instant(),
  /** The one that asks. */
  current: Type.Boolean(),
});
const Sessions = Type.Object({ items: Type.Array(Session) });
const Ended = Type.Object({ ended: Type.Integer() });

export const AuditEntry = Type.Object({
  id: Type.String(),
  at: Instant(),
  operatorId: Nullable(Type.String()),
  operatorName: Type.String(),
  /** The name of the API key by which it was done; null: in the console, or by the shop itself. */
  apiKey: Nullable(Type.String()),
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
  /** Its number in the line and its hash; null for some seconds after it was written. */
  seal: Nullable(Type.Object({ no: Type.Integer(), hash: Type.String() })),
});

export const AuditChain = Type.Object({
  sealed: Type.Integer(),
  waiting: Type.Integer(),
  /** Removed for their age; stones stand for them. */
  removed: Type.Integer(),
  /** The last look over the whole line: up to which entry it is good. */
  checked: Nullable(Type.Object({ at: Instant(), no: Type.Integer(), lastAt: Nullable(Instant()) })),
  broken: Nullable(
    Type.Object({ no: Type.Integer(), at: Nullable(Type.String()), why: OneOf(valuesOf(auditFault)) }),
  ),
});

const AuditFilter = {
  area: Type.Optional(Type.String()),
  operatorId: Type.Optional(Type.String()),
  entityId: Type.Optional(Type.String()),
  /** Business days, both included. */
  from: Type.Optional(Day()),
  to: Type.Optional(Day()),
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
  'GET /api/admin/session/devices': { summary: 'Where the caller is signed in', ok: Sessions },
  'DELETE /api/admin/session/devices': { summary: 'Signs the caller out everywhere else', ok: Ended },
  'DELETE /api/admin/session/devices/:id': { params: IdParams, ok: Ended },
  'GET /api/admin/operators/:id/sessions': { params: IdParams, ok: Sessions },
  'DELETE /api/admin/operators/:id/sessions': {
    params: IdParams,
    ok: Type.Object({ ...Ended.properties, login: Type.String() }),
  },
  'DELETE /api/admin/operators/:id/sessions/:session': {
    params: Type.Object({ ...IdParams.properties, session: Type.String() }),
    ok: Type.Object({ ...Ended.properties, login: Type.String() }),
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
  'GET /api/admin/audit/chain': { summary: 'Up to where the audit log is as it was sealed', ok: AuditChain },
  'POST /api/admin/audit/checks': { summary: 'Goes over the whole audit log', ok: AuditChain },
} as const satisfies Contract;
