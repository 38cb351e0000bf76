import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Done,
  Fen,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
} from './contract.ts';
import { SEEN } from './seen.ts';
import { differenceKind, differenceState } from './words/orders.ts';
import { valuesOf } from './words.ts';

/** Where WeChat's books and ours do not agree, until an operator has looked into it. */
export const MoneyDifference = Type.Object({
  id: Type.String(),
  kind: OneOf(valuesOf(differenceKind)),
  what: Bilingual(),
  /** Business day of the bill, or on which it was told. */
  day: Type.String(),
  /** Our number of the payment or refund. */
  number: Nullable(Type.String()),
  transactionId: Nullable(Type.String()),
  orderId: Nullable(Type.String()),
  ours: Nullable(Fen()),
  theirs: Nullable(Fen()),
  /** As it was told, where that is no sum. */
  told: Nullable(Type.String()),
  foundAt: Instant(),
  settledAt: Nullable(Instant()),
  settledBy: Nullable(Type.String()),
  note: Nullable(Type.String()),
});

const BillDay = Type.Object({
  day: Type.String(),
  checkedAt: Nullable(Instant()),
  /** When it is compared, or compared again; null: done. */
  dueAt: Nullable(Instant()),
  failure: Nullable(Bilingual()),
  /** What WeChat's trade bill has of the day. */
  payments: Type.Integer(),
  paid: Fen(),
  refunds: Type.Integer(),
  returned: Fen(),
  /** Of the payments, those of no order of ours: other systems may sell under the same merchant number. */
  foreignPayments: Type.Integer(),
  foreignPaid: Fen(),
  /** How many were found, settled ones too. */
  differences: Type.Integer(),
});

export const moneyContract = {
  'GET /api/admin/money/differences': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OneOf(valuesOf(differenceState))),
      kind: Type.Optional(OneOf(valuesOf(differenceKind))),
    }),
    ok: Page(MoneyDifference),
  },
  'POST /api/admin/money/differences/:id/settlement': {
    summary: 'It was looked into: what it was',
    params: IdParams,
    body: Type.Object({ note: Type.String({ minLength: 2, maxLength: 200, pattern: SEEN }) }),
    ok: MoneyDifference,
  },
  'GET /api/admin/money/days': {
    summary: "The last two weeks of comparing with WeChat's bills",
    ok: Type.Object({ items: Type.Array(BillDay) }),
  },
  'POST /api/admin/money/days/:day/check': {
    summary: 'Have a day compared again',
    params: Type.Object({ day: Day() }),
    ok: Done,
  },
} as const satisfies Contract;
