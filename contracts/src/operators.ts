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
import { apiKeyState, auditFault, role } from './words/operators.ts';
import { permissions } from './words/permissions.ts';
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
  /** Whether it signs in by a second step. */
  secondFactor: Type.Boolean(),
  lastSeenAt: Nullable(Instant()),
  createdAt: Instant(),
});

/** Of an authenticator app, or a recovery code. */
const Code = Type.String({ maxLength: 40 });
const OwnPassword = Type.String({ minLength: 1, maxLength: 200 });
const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) });

export const SecondFactorDemand = Type.Object({
  roles: Type.Array(Role, { maxItems: 3 }),
  graceDays: Type.Integer({ minimum: 0, maximum: 30 }),
});

export const SignedIn = Type.Object({
  operator: Operator,
  permissions: Type.Array(Type.String()),
  /** The routes by which she may change something: `POST /api/admin/coupons`. */
  acts: Type.Array(Type.String()),
  /** Until when she has to turn it on; `due`: that is over, and she may do nothing else. */
  secondFactor: Type.Object({ dueAt: Nullable(Instant()), due: Type.Boolean() }),
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
  broken: Nullable(Type.Object({ no: Type.Integer(), at: Nullable(Type.String()), why: OneOf(valuesOf(auditFault)) })),
});

const AuditFilter = {
  area: Type.Optional(Type.String()),
  operatorId: Type.Optional(Type.String()),
  entityId: Type.Optional(Type.String()),
  /** Business days, both included. */
  from: Type.Optional(Day()),
  to: Type.Optional(Day()),
};

const Scope = OneOf(permissions);

export const ApiKey = Type.Object({
  id: Type.String(),
  operatorId: Type.String(),
  /** For whom it acts. */
  operatorName: Type.String(),
  name: Type.String(),
  /** `hs_` and a few letters, to know it by. */
  begins: Type.String(),
  scopes: Type.Array(Scope),
  /** Those of them that whoever made it still has. */
  worksFor: Type.Array(Scope),
  state: OneOf(valuesOf(apiKeyState)),
  createdAt: Instant(),
  expiresAt: Instant(),
  /** To the minute. */
  lastUsedAt: Nullable(Instant()),
  lastAddress: Nullable(Type.String()),
  endedAt: Nullable(Instant()),
});

const Demand = Type.Object({
  ...SecondFactorDemand.properties,
  ...Revision,
  /** Of each role: its active accounts, and how many of them have no second step. */
  accounts: Type.Array(Type.Object({ role: Role, all: Type.Integer(), without: Type.Integer() })),
});

export const operatorContract = {
  'POST /api/admin/session': {
    summary: 'Sign in; sets the session cookie',
    body: Type.Object({
      login: Type.String({ minLength: 1, maxLength: 60 }),
      password: Type.String({ minLength: 1, maxLength: 200 }),
      /** The second step, of an account that has one: `operators.code_needed` asks for it. */
      code: Type.Optional(Code),
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
  'GET /api/admin/session/second-factor': {
    ok: Type.Object({
      on: Type.Boolean(),
      since: Nullable(Instant()),
      recoveryCodesLeft: Type.Integer(),
      /** Until when the role needs it; null: it does not. */
      dueAt: Nullable(Instant()),
    }),
  },
  'POST /api/admin/session/second-factor': {
    summary: 'A new secret for an authenticator app; it works once confirmed',
    body: Type.Object({ password: OwnPassword, code: Type.Optional(Code) }),
    ok: Type.Object({ secret: Type.String(), address: Type.String() }),
  },
  'POST /api/admin/session/second-factor/confirmation': { body: Type.Object({ code: Code }), ok: RecoveryCodes },
  'POST /api/admin/session/second-factor/recovery-codes': { body: Type.Object({ code: Code }), ok: RecoveryCodes },
  'POST /api/admin/session/second-factor/removal': {
    body: Type.Object({ password: OwnPassword, code: Code }),
    ok: Done,
  },
  'DELETE /api/admin/operators/:id/second-factor': { params: IdParams, ok: Operator },
  'GET /api/admin/settings/second-factor': { ok: Demand },
  'PUT /api/admin/settings/second-factor': { body: SecondFactorDemand, ok: Demand },
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
  'GET /api/admin/api-keys': { query: Type.Object(ListQuery), ok: Page(ApiKey) },
  'POST /api/admin/api-keys': {
    summary: 'A key that acts for the caller within some permissions; its secret is answered this once',
    body: Type.Object({
      name: Seen(60),
      scopes: Type.Array(Scope, { minItems: 1, maxItems: 100 }),
      days: Type.Integer({ minimum: 1, maximum: 730 }),
    }),
    ok: Type.Object({ ...ApiKey.properties, secret: Type.String() }),
  },
  'POST /api/admin/api-keys/:id/ending': { params: IdParams, ok: ApiKey },
  'GET /api/admin/session/key': { summary: 'What the API key of this call may do', ok: ApiKey },
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
