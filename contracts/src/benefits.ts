import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FileLanguage,
  FormValues,
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
import { budgetState, grantCause, grantKind, grantState } from './words/benefits.ts';
import { valuesOf } from './words.ts';

export const Cause = Type.Object({ kind: Type.String(), id: Type.String(), label: Bilingual() });

export const Grant = Type.Object({
  id: Type.String(),
  at: Instant(),
  memberId: Type.String(),
  memberName: Type.String(),
  /** What was given: `coupon`, and its name. */
  kind: Type.String(),
  label: Type.String(),
  /** Expected cost when given, fen. */
  cost: Fen(),
  /** What it cost in the end: the discount that was used; null while open. */
  actualCost: Nullable(Fen()),
  state: OneOf(valuesOf(grantState)),
  because: Cause,
  budgetId: Nullable(Type.String()),
  budgetName: Nullable(Type.String()),
  /** The order that it was used in, with what was paid for it; null while it led to none. */
  ledTo: Nullable(Type.Object({ orderId: Type.String(), amount: Fen() })),
});

export const Budget = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  limit: Fen(),
  /** Bound of it: the expected cost of open grants and the real cost of used ones; expired and revoked ones give it back. */
  committed: Fen(),
  /** What was really spent. */
  spent: Fen(),
  grants: Type.Integer(),
  state: OneOf(valuesOf(budgetState)),
  createdAt: Instant(),
});

const WhichGrants = {
  memberId: Type.Optional(Type.String()),
  causeId: Type.Optional(Type.String()),
  /** What kind of thing it was given for: a journey, a payment, a check-in. */
  cause: Type.Optional(OneOf(valuesOf(grantCause))),
  /** The coupon template that was given of, by whatever gave or took it. */
  couponId: Type.Optional(Type.String()),
  /** What was given: a coupon, points, a gift with an order. */
  kind: Type.Optional(OneOf(valuesOf(grantKind))),
  budgetId: Type.Optional(Type.String()),
  packageId: Type.Optional(Type.String()),
  state: Type.Optional(Grant.properties.state),
};

export const benefitContract = {
  'GET /api/admin/grants': {
    query: Type.Object({ ...ListQuery, ...WhichGrants }),
    ok: Type.Object({
      ...Page(Grant).properties,
      /** Fen, of all that the filters find; with the first page, where they name a cause, a budget, a package or a coupon. */
      sums: Type.Optional(Type.Object({ cost: Fen(), actualCost: Fen() })),
    }),
  },
  'GET /api/admin/grants.csv': {
    summary: 'The newest 50 000 that the same filters find as a CSV file, amounts in yuan',
    query: Type.Object({ ...FileLanguage, q: ListQuery.q, ...WhichGrants }),
    ok: TableFile(),
  },
  'POST /api/admin/grants/:id/revocation': {
    summary: 'Take back what was given and is not used yet; its cost returns to the budget',
    params: IdParams,
    body: Type.Object({ reason: Seen(60) }),
    ok: Grant,
  },
  'GET /api/admin/budgets': { query: Type.Object(ListQuery), ok: Page(Budget) },
  'GET /api/admin/budgets/:id': { params: IdParams, ok: Budget },
  'POST /api/admin/budgets': {
    summary: 'The values of the form `benefits.budget`',
    body: FormValues(),
    ok: Budget,
  },
  'PATCH /api/admin/budgets/:id': {
    params: IdParams,
    summary: 'Any of its values, or whether it is closed',
    body: Type.Object({
      name: Type.Optional(Type.Unknown()),
      limit: Type.Optional(Type.Unknown()),
      closed: Type.Optional(Type.Boolean()),
    }),
    ok: Budget,
  },
} as const satisfies Contract;
