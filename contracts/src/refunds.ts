import { Type } from '@sinclair/typebox';
import { Bilingual, Fen, Instant, Nullable, OneOf } from './contract.ts';
import { afterSaleKind, messageSide } from './words/after-sales.ts';
import { deliveryWay, refundOrigin, refundState } from './words/orders.ts';
import { valuesOf } from './words.ts';

export const RefundState = OneOf(valuesOf(refundState));

const Pictures = Type.Array(Type.String());

export const AfterSale = Type.Object({
  kind: OneOf(valuesOf(afterSaleKind)),
  /** What she shows: addresses of pictures. */
  pictures: Pictures,
  /** By when whoever it waits for should act: the shop answers or inspects, she sends back. */
  dueAt: Nullable(Instant()),
  /** Something happens by itself then. */
  byItself: Type.Boolean(),
  /** She may still write, and be answered. */
  open: Type.Boolean(),
  returnTo: Nullable(Type.String()),
  /** Her parcel back. */
  back: Nullable(Type.Object({ company: Type.String(), waybill: Type.String(), at: Instant() })),
  cameAt: Nullable(Instant()),
  /** The parcel with what she gets instead. */
  sent: Nullable(
    Type.Object({
      way: OneOf(valuesOf(deliveryWay)),
      company: Type.String(),
      waybill: Nullable(Type.String()),
      at: Instant(),
    }),
  ),
  /** She wrote and nobody has answered since. */
  unansweredSince: Nullable(Instant()),
});

export const AfterSaleMessage = Type.Object({
  id: Type.String(),
  at: Instant(),
  side: OneOf(valuesOf(messageSide)),
  text: Type.String(),
  pictures: Pictures,
});

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
      /** Of a gift that stays with her: what is kept for it of the money. */
      charged: Fen(),
      /** Units that left the house and were neither put on offer again since nor written off. */
      away: Type.Integer(),
    }),
  ),
  /** What she asked for; null: nobody asked, the money just goes back. */
  afterSale: Nullable(AfterSale),
  /** What the shop said to her; empty where it said nothing. */
  reply: Type.String(),
  /** Of a request that was refused: what the shop gave her back all the same, afterwards. */
  givenInstead: Fen(),
  /** An operator agreed already; it is so much that another one must too. */
  waitsForSecond: Type.Boolean(),
  /** Given back outside of WeChat: how, in the operator's words. Shoppers are not told the note. */
  settledNote: Nullable(Type.String()),
  failure: Nullable(Bilingual()),
  /** What of it came back to her, where WeChat Pay coupons had paid a part of the order: the rest went back into these. Null: all, or not said yet. */
  payerAmount: Nullable(Fen()),
  createdAt: Instant(),
  doneAt: Nullable(Instant()),
});

/** One request with all that was said about it, and the goods as one recognises them. */
export const RefundDetail = Type.Composite([
  Refund,
  Type.Object({
    orderNumber: Type.String(),
    goods: Type.Array(
      Type.Object({ lineId: Type.String(), values: Type.Array(Type.String()), image: Nullable(Type.String()) }),
    ),
    messages: Type.Array(AfterSaleMessage),
  }),
]);
