import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { pickupTodo } from './words/orders.ts';
import { valuesOf } from './words.ts';

const PickupTodo = OneOf(valuesOf(pickupTodo));

const PickupRow = Type.Object({
  /** Of the order. */
  id: Type.String(),
  number: Type.String(),
  storeId: Type.String(),
  storeName: Type.String(),
  todo: PickupTodo,
  memberId: Type.String(),
  memberName: Type.String(),
  name: Type.String(),
  phone: Type.String(),
  firstLine: Type.String(),
  image: Nullable(Type.String()),
  quantity: Type.Integer(),
  from: Instant(),
  to: Instant(),
  collectedAt: Nullable(Instant()),
  collectedBy: Type.String(),
});

/** What staff see of an order at the counter. */
const AtCounter = Type.Object({
  orderId: Type.String(),
  number: Type.String(),
  storeId: Type.String(),
  storeName: Type.String(),
  name: Type.String(),
  phone: Type.String(),
  note: Type.String(),
  remark: Type.String(),
  from: Instant(),
  to: Instant(),
  readyAt: Nullable(Instant()),
  collectedAt: Nullable(Instant()),
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      name: Type.String(),
      values: Type.Array(Type.String()),
      image: Nullable(Type.String()),
      /** How many are handed over. */
      quantity: Type.Integer(),
      /** How many were given back, and stay here. */
      refunded: Type.Integer(),
    }),
  ),
});

/** Nine digits, however they were typed, or an order's number. */
const Code = Type.String({ minLength: 1, maxLength: 40 });

export const pickupContract = {
  'GET /api/admin/pickups': {
    query: Type.Object({
      ...ListQuery,
      storeId: Type.Optional(Type.String({ maxLength: 64 })),
      todo: Type.Optional(PickupTodo),
    }),
    ok: Page(PickupRow),
  },
  'GET /api/admin/pickups/by-code/:code': {
    summary: 'What a code, or an order number, stands for, and what keeps it from being handed over at this store',
    params: Type.Object({ code: Code }),
    query: Type.Object({ storeId: Type.String({ maxLength: 64 }) }),
    ok: Type.Composite([
      AtCounter,
      Type.Object({ refusal: Nullable(Type.Object({ code: Type.String(), words: Bilingual() })) }),
    ]),
  },
  'POST /api/admin/pickups/readiness': {
    summary: 'Their goods lie ready: shoppers and WeChat are told. Those that were so before are left alone',
    body: Type.Object({ ids: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 100 }) }),
    ok: Type.Object({ ready: Type.Integer() }),
  },
  'POST /api/admin/pickups/redemptions': {
    summary: 'Hand an order over, once. Needs Idempotency-Key: the same key has the same answer',
    body: Type.Object({
      code: Code,
      storeId: Type.String({ maxLength: 64 }),
      /** When it was handed over, where the counter was off the network then. */
      at: Type.Optional(Instant()),
    }),
    ok: AtCounter,
  },
} as const satisfies Contract;
