import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { packageState } from './words/benefits.ts';
import { valuesOf } from './words.ts';

/** Several benefits given at once (礼包), with what one person costs: as planned, and as it came. */
export const Package = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  /** 满减券 + 包邮券, 每人最多 20 元. */
  sentence: Bilingual(),
  values: FormValues(),
  budgetName: Nullable(Type.String()),
  mostEach: Nullable(Fen()),
  /** What one person is expected to cost, and at most where all of it is bounded. */
  expectedEach: Fen(),
  atMostEach: Nullable(Fen()),
  state: OneOf(valuesOf(packageState)),
  /** Persons who got something of it, what of it may still be used, and what was. */
  persons: Type.Integer(),
  bound: Fen(),
  spent: Fen(),
  /** Persons who ordered with something of it, and what one of these cost; null while there are none. */
  ordered: Type.Integer(),
  costEach: Nullable(Fen()),
  createdAt: Instant(),
});

export const packageContract = {
  'GET /api/admin/packages': { query: Type.Object(ListQuery), ok: Page(Package) },
  'GET /api/admin/packages/:id': { params: IdParams, ok: Package },
  'POST /api/admin/packages': {
    summary: 'The values of the form `benefits.package`',
    body: FormValues(),
    ok: Package,
  },
  'PUT /api/admin/packages/:id': {
    summary: 'What was given stays as it was given',
    params: IdParams,
    body: FormValues(),
    ok: Package,
  },
  'PUT /api/admin/packages/:id/state': {
    params: IdParams,
    body: Type.Object({ ended: Type.Boolean() }),
    ok: Package,
  },
  'GET /api/shop/payment-gifts': {
    summary: 'What paying one of her orders brought her',
    query: Type.Object({ orderId: Type.String({ maxLength: 64 }) }),
    ok: Type.Object({
      items: Type.Array(Type.Object({ id: Type.String(), kind: Type.String(), label: Type.String() })),
    }),
  },
} as const satisfies Contract;
