import { Type } from '@sinclair/typebox';
import { Bilingual, Fen, Instant, Nullable, OneOf } from './contract.ts';
import { refundOrigin, refundState } from './words/orders.ts';
import { valuesOf } from './words.ts';

export const RefundState = OneOf(valuesOf(refundState));

/** Money on its way back to a shopper, or a request for it. */
export const Refund = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  state: RefundState,
  amount: Fen(),
  /** What was asked for, where the shop agreed to less than that; null: all of it, or not decided. */
  asked: Nullable(Fen()),
  /** As somebody wrote it, or why the payment could not be used. */
  reason: Bilingual(),
  /** shopper asked · operator gave · the payment could not be used (late, doubled, wrong amount) · on the merchant platform. */
  origin: OneOf(valuesOf(refundOrigin)),
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      name: Type.String(),
      quantity: Type.Integer(),
      amount: Fen(),
      /** Units that left the house and were not put on offer again since. */
      away: Type.Integer(),
    }),
  ),
  /** What the shop said to her; empty where it said nothing. */
  reply: Type.String(),
  /** Of a request that was refused: what the shop gave her back all the same, afterwards. */
  givenInstead: Fen(),
  /** An operator agreed already; it is so much that another one must too. */
  waitsForSecond: Type.Boolean(),
  /** Given back outside of WeChat: how, in the operator's words. Shoppers are not told the note. */
  settledNote: Nullable(Type.String()),
  failure: Nullable(Bilingual()),
  createdAt: Instant(),
  doneAt: Nullable(Instant()),
});
