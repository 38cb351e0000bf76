import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  IdParams,
  Instant,
  ListQuery,
  MOST_FEN,
  Nullable,
  OneOf,
  Page,
} from './contract.ts';
import { SEEN } from './seen.ts';
import { couponState, verificationState } from './words/coupons.ts';
import { valuesOf } from './words.ts';

/** As typed or scanned; the server takes spaces and full-width digits out. */
const Code = Type.String({ minLength: 1, maxLength: 40 });
const StoreId = Type.String({ maxLength: 64 });
/** Fen of the goods that the coupon is good for, before it is taken off. */
const Bill = Fen({ minimum: 1, maximum: MOST_FEN });

/** A coupon that was used at a counter. */
export const Verification = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(verificationState)),
  couponId: Type.String(),
  templateId: Type.String(),
  name: Type.String(),
  memberId: Type.String(),
  memberName: Type.String(),
  storeId: Type.String(),
  storeName: Type.String(),
  by: Type.String(),
  bill: Fen(),
  /** What the coupon took off the bill. */
  given: Fen(),
  at: Instant(),
  /** Until then it may be undone; null: no more. */
  undoableUntil: Nullable(Instant()),
  undoneAt: Nullable(Instant()),
  undoneBy: Type.String(),
  reason: Type.String(),
});

/** What a shopper shows at a counter: a code for some minutes, or what became of the coupon. */
const CounterCode = Type.Object({
  name: Type.String(),
  sentence: Bilingual(),
  state: OneOf(valuesOf(couponState)),
  code: Nullable(Type.String()),
  goodUntil: Nullable(Instant()),
  /** Why there is no code; null where there is one. */
  refusal: Nullable(Bilingual()),
  /** Where it was used and what it took off, once it was. */
  used: Nullable(Type.Object({ store: Type.String(), given: Fen() })),
});

export const couponCounterContract = {
  'POST /api/shop/coupons/:id/counter-code': {
    summary: 'A code to show at a counter; the same one while it is fresh',
    params: IdParams,
    ok: CounterCode,
  },
  'GET /api/admin/coupon-verifications': {
    query: Type.Object({
      ...ListQuery,
      storeId: Type.Optional(StoreId),
      state: Type.Optional(OneOf(valuesOf(verificationState))),
      /** Business days; `to` includes that day. */
      from: Type.Optional(Type.String({ format: 'date' })),
      to: Type.Optional(Type.String({ format: 'date' })),
    }),
    ok: Type.Composite([
      Page(Verification),
      Type.Object({
        /** Of all that the question finds and nobody undid; null beyond the first page. */
        sums: Nullable(Type.Object({ count: Type.Integer(), bill: Fen(), given: Fen() })),
      }),
    ]),
  },
  'GET /api/admin/coupon-verifications/by-code/:code': {
    summary: 'What a code stands for, what it takes off this bill, and what keeps it from being used here',
    params: Type.Object({ code: Code }),
    query: Type.Object({ storeId: StoreId, bill: Type.Optional(Bill) }),
    ok: Type.Object({
      name: Type.String(),
      sentence: Bilingual(),
      memberName: Type.String(),
      threshold: Fen(),
      validTo: Instant(),
      given: Nullable(Fen()),
      refusal: Nullable(Type.Object({ code: Type.String(), words: Bilingual() })),
    }),
  },
  'POST /api/admin/coupon-verifications': {
    summary: 'Use a coupon at a counter, once. Needs Idempotency-Key: the same key has the same answer',
    body: Type.Object({
      code: Code,
      storeId: StoreId,
      bill: Bill,
      /** When it was used, where the counter was off the network then. */
      at: Type.Optional(Instant()),
    }),
    ok: Verification,
  },
  'POST /api/admin/coupon-verifications/:id/undoing': {
    summary: 'The counter was wrong: the coupon is hers again. Within a day, with a reason',
    params: IdParams,
    body: Type.Object({ reason: Type.String({ minLength: 2, maxLength: 80, pattern: SEEN }) }),
    ok: Verification,
  },
} as const satisfies Contract;
