import { Type } from '@sinclair/typebox';
import { Bilingual, Fen, Instant, Nullable, OneOf } from './contract.ts';
import { Address } from './members.ts';
import { Refund } from './refunds.ts';
import { deliveryWay, orderService, orderSource, orderState } from './words/orders.ts';
import { discountBase, funder, giftBroken } from './words/pricing.ts';
import { valuesOf } from './words.ts';

/** unpaid → paid (to ship) → partly_shipped → shipped → received; cancelled from unpaid; refunded when everything came back. */
export const OrderState = OneOf(valuesOf(orderState));

export const OrderLine = Type.Object({
  id: Type.String(),
  skuId: Nullable(Type.String()),
  productId: Nullable(Type.String()),
  name: Type.String(),
  values: Type.Array(Type.String()),
  image: Nullable(Type.String()),
  quantity: Type.Integer(),
  unitPrice: Fen(),
  /** What the whole line cost after every discount. */
  payable: Fen(),
  discounts: Type.Array(Type.Object({ label: Bilingual(), amount: Fen() })),
  refundedQuantity: Type.Integer(),
  refundedAmount: Fen(),
  /** The rule that gave it for nothing; null: it was paid for. */
  gift: Nullable(
    Type.Object({
      label: Bilingual(),
      badge: Bilingual(),
      /** What one costs otherwise. */
      worth: Fen(),
      /** What becomes of it when a refund leaves too little for it; null: nothing. */
      broken: OneOf(valuesOf(giftBroken)),
      note: Nullable(Bilingual()),
    }),
  ),
  /** Units that may still leave the house: neither sent, nor given or asked back. */
  toSend: Type.Integer(),
  /** Units that were sent to her, and neither given nor asked back. */
  withHer: Type.Integer(),
});

/** One rule on one line of a placed order; `lineId` null: on the shipping fee. */
export const AppliedRule = Type.Object({
  lineId: Nullable(Type.String()),
  source: Type.String(),
  offerId: Type.String(),
  /** The kind of discount, or the source of a price that no rule sets. */
  kind: Type.String(),
  label: Bilingual(),
  badge: Bilingual(),
  /** What it looked at there, and how much that was. */
  looksAt: OneOf(valuesOf(discountBase)),
  base: Fen(),
  /** How many pieces it fell on; 0 for the shipping fee. */
  pieces: Type.Integer(),
  amount: Fen(),
  funder: OneOf(valuesOf(funder)),
});

export const OrderEvent = Type.Object({
  at: Instant(),
  kind: Type.String(),
  title: Bilingual(),
  detail: Nullable(Bilingual()),
});

const Parcel = Type.Object({
  /** Which of the order's, from 1. */
  no: Type.Integer(),
  way: OneOf(valuesOf(deliveryWay)),
  company: Type.String(),
  waybill: Nullable(Type.String()),
  shippedAt: Instant(),
  /** What is in it, by name. */
  goods: Type.String(),
  /** The same by line; empty for the other piece of an exchange, and for parcels from before this was kept. */
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      quantity: Type.Integer(),
      /** The lot that these units are of, where it was said; its code opens its public page. */
      lot: Type.Optional(Type.Object({ id: Type.String(), number: Type.String(), code: Type.String() })),
    }),
  ),
  /** It brings the other piece of an exchange. */
  replacement: Type.Boolean(),
});

export const Order = Type.Object({
  id: Type.String(),
  /** Human-readable number, also WeChat Pay's out_trade_no. */
  number: Type.String(),
  state: OrderState,
  /** null: it is of goods. */
  service: Nullable(OneOf(valuesOf(orderService))),
  lines: Type.Array(OrderLine),
  goodsAmount: Fen(),
  discountAmount: Fen(),
  shippingFee: Fen(),
  payable: Fen(),
  paid: Fen(),
  refunded: Fen(),
  /**
   * What coupons of WeChat Pay took off what she paid; null where none did. `paid` stays what the order asked for: they are a cost of whoever
   * gave them, no lower price. `settled`: what WeChat hands on to the shop; operators alone are told.
   */
  payCoupons: Nullable(
    Type.Object({
      payerPaid: Fen(),
      settled: Nullable(Fen()),
      coupons: Type.Array(Type.Object({ name: Type.String(), amount: Fen() })),
    }),
  ),
  discounts: Type.Array(Type.Object({ source: Type.String(), label: Bilingual(), amount: Fen() })),
  address: Nullable(Type.Omit(Address, ['id', 'isDefault'])),
  note: Type.String(),
  /** Where and when she fetches it; null: it is sent. */
  pickup: Nullable(
    Type.Object({
      storeId: Type.String(),
      store: Type.String(),
      address: Type.String(),
      storePhone: Type.String(),
      latitude: Nullable(Type.Number()),
      longitude: Nullable(Type.Number()),
      from: Instant(),
      to: Instant(),
      /** Whom to ask for. */
      name: Type.String(),
      phone: Type.String(),
      /** Nine digits, for herself alone, as long as there is something to collect. */
      code: Nullable(Type.String()),
      readyAt: Nullable(Instant()),
      collectedAt: Nullable(Instant()),
      /** How long it is kept for her. */
      keepUntil: Instant(),
    }),
  ),
  /** The shop brings it itself then; null: it does not. */
  slot: Nullable(Type.Object({ area: Type.String(), from: Instant(), to: Instant() })),
  /** As they left. */
  parcels: Type.Array(Parcel),
  /** Units that are to follow what has left; 0 while nothing has. */
  unsent: Type.Integer(),
  /**
   * What WeChat's own component of confirming a receipt takes, in the app in which it was paid; null where WeChat does not
   * watch over the order, or has not heard that it left.
   */
  confirm: Nullable(
    Type.Object({
      app: Type.String(),
      merchantId: Type.String(),
      merchantTradeNo: Type.String(),
      transactionId: Type.String(),
    }),
  ),
  refunds: Type.Array(Refund),
  timeline: Type.Array(OrderEvent),
  /** Who keeps it from being shipped, and why; empty once it has left. Longest first. */
  holds: Type.Array(
    Type.Object({
      who: Bilingual(),
      reason: Bilingual(),
      since: Instant(),
      until: Nullable(Instant()),
      /** The team of a group buy that it waits for. */
      team: Nullable(Type.String()),
    }),
  ),
  expiresAt: Nullable(Instant()),
  createdAt: Instant(),
  paidAt: Nullable(Instant()),
});

export const OrderRow = Type.Object({
  id: Type.String(),
  number: Type.String(),
  state: OrderState,
  memberId: Type.String(),
  memberName: Type.String(),
  firstLine: Type.String(),
  image: Nullable(Type.String()),
  /** The buyer's words, and the house's own. */
  note: Type.String(),
  remark: Type.String(),
  quantity: Type.Integer(),
  payable: Fen(),
  refunded: Fen(),
  /** Units that are to follow what has left. */
  unsent: Type.Integer(),
  /** A refund of this order waits for a decision. */
  refundRequested: Type.Boolean(),
  source: OneOf(valuesOf(orderSource)),
  /** Where it is collected; null: it is sent. */
  store: Nullable(Type.String()),
  /** When the shop brings it itself; null: it does not. */
  slot: Nullable(Type.Object({ from: Instant(), to: Instant() })),
  createdAt: Instant(),
  paidAt: Nullable(Instant()),
});
