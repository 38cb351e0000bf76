import { Type } from '@sinclair/typebox';
import { EvidencePictures } from './after-sales.ts';
import { Cart, CheckoutInput, MemberLimit, QuoteTo } from './cart.ts';
import {
  Bilingual,
  type Contract,
  Day,
  Done,
  Fen,
  FileLanguage,
  IdParams,
  Instant,
  ListQuery,
  MOST_FEN,
  Nullable,
  OneOf,
  Page,
  Seen,
  TableFile,
} from './contract.ts';
import { AppliedRule, Order, OrderRow, OrderState } from './order.ts';
import { Refund, RefundState } from './refunds.ts';
import { SEEN } from './seen.ts';
import { afterSaleKind, afterSaleTodo } from './words/after-sales.ts';
import { goneBecause, orderSource, refundReason, shippingDeadline } from './words/orders.ts';
import { valuesOf } from './words.ts';

/** Where she fetches it, from when (the beginning of a slot that the store offers), and whom to ask for. */
const PickupInput = Type.Object({
  storeId: Type.String({ maxLength: 64 }),
  from: Instant(),
  name: Seen(20),
  phone: Type.String({ pattern: '^1[3-9]\\d{9}$' }),
});

/** What the house may do with an order as it stands. */
const OrderActs = Type.Object({
  /** A sum may be taken off. */
  cutPrice: Type.Boolean(),
  moveAddress: Type.Boolean(),
  /** Not while somebody holds it (`holds`). */
  ship: Type.Boolean(),
  /** Put right what was typed wrong of the parcel; WeChat takes one correction an order. */
  correctShipment: Type.Boolean(),
  /** WeChat was not told what was shipped, the money stays frozen: why, as it was said. */
  untold: Nullable(Type.String()),
  /** By when WeChat must hear that it left; null once it has, and where nobody asks. */
  tellBy: Nullable(Instant()),
  /** WeChat may ask her once to confirm the receipt. */
  remindReceipt: Type.Boolean(),
  refund: Type.Boolean(),
  /** Of each line: units that are neither given back nor asked back, and what they are worth. */
  left: Type.Array(Type.Object({ lineId: Type.String(), quantity: Type.Integer(), amount: Fen() })),
  /** What is left of the shipping fee; `along`: the last units take it with them, for nothing has left the house. */
  shipping: Type.Object({ left: Fen(), along: Type.Boolean() }),
});

const PayParams = Type.Object({
  /** The app in whose payment sheet they are good; the page of an official account hands it over too. */
  appId: Type.String(),
  timeStamp: Type.String(),
  nonceStr: Type.String(),
  package: Type.String(),
  signType: Type.Literal('RSA'),
  paySign: Type.String(),
});

const OrderListQuery = {
  ...ListQuery,
  state: Type.Optional(OrderState),
  memberId: Type.Optional(Type.String()),
  refundRequested: Type.Optional(Type.Boolean()),
  /** Shipped, and WeChat was not told. */
  untold: Type.Optional(Type.Boolean()),
  /** Left in part: some of it is still to be sent. */
  unsent: Type.Optional(Type.Boolean()),
  /** WeChat has not heard that it left: its 48 hours end within twelve, or are over. */
  deadline: Type.Optional(OneOf(valuesOf(shippingDeadline))),
  /** With units of this lot in a parcel. */
  lot: Type.Optional(Type.String({ maxLength: 64 })),
  /** Collected at this store. */
  storeId: Type.Optional(Type.String({ maxLength: 64 })),
  /** Business days on which the shop brings it, both counted. */
  slotFrom: Type.Optional(Day()),
  slotTo: Type.Optional(Day()),
  source: Type.Optional(OneOf(valuesOf(orderSource))),
  /** Placed from this moment on, and before that one; a day counts whole. */
  from: Type.Optional(Type.Union([Day(), Instant()])),
  to: Type.Optional(Type.Union([Day(), Instant()])),
};

export const orderContract = {
  'GET /api/shop/cart': { ok: Cart },
  'PUT /api/shop/cart/:skuId': {
    summary: 'Set the quantity of one SKU (0 removes it) and whether it is selected',
    params: Type.Object({ skuId: Type.String({ maxLength: 64 }) }),
    body: Type.Object({
      quantity: Type.Integer({ minimum: 0, maximum: 999 }),
      selected: Type.Optional(Type.Boolean()),
    }),
    ok: Cart,
  },
  'GET /api/shop/products/:id/limit': {
    summary: 'How many more of a product she may have, before she puts it anywhere',
    params: IdParams,
    ok: Type.Object({ limit: MemberLimit }),
  },
  'POST /api/shop/add-ons': {
    summary: 'What these goods let her add for little: SKUs that are on sale and not among them',
    body: Type.Object({ lines: CheckoutInput.lines }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          offerId: Type.String(),
          /** The name of the rule. */
          label: Bilingual(),
          skuId: Type.String(),
          productId: Type.String(),
          name: Type.String(),
          values: Type.Array(Type.String()),
          image: Nullable(Type.String()),
          price: Fen(),
          /** What it costs her otherwise. */
          otherwise: Fen(),
        }),
      ),
    }),
  },
  'POST /api/shop/quote': {
    body: Type.Object({
      ...CheckoutInput,
      /** Where it goes; her default address until she says. */
      addressId: Type.Optional(Type.String({ maxLength: 64 })),
      /** She fetches it at a store: nothing is sent. */
      collects: Type.Optional(Type.Boolean()),
      /** The shop is to bring it itself, in a slot. */
      brought: Type.Optional(Type.Boolean()),
    }),
    ok: QuoteTo,
  },
  'GET /api/shop/delivery': {
    summary:
      'Whether the shop brings orders itself to this address of hers (else the usual one), and when there is room',
    query: Type.Object({ addressId: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Type.Object({
      /** It does so somewhere. */
      anywhere: Type.Boolean(),
      /** Null: not there. */
      area: Nullable(
        Type.Object({
          name: Type.String(),
          fee: Fen(),
          /** Free from so much for goods; null: never. */
          freeFrom: Nullable(Fen()),
          /** Orders below it are not brought; null: any are. */
          least: Nullable(Fen()),
          slots: Type.Array(
            Type.Object({
              day: Day(),
              from: Instant(),
              to: Instant(),
              left: Type.Integer({ description: 'room for so many orders' }),
            }),
          ),
        }),
      ),
    }),
  },
  'POST /api/shop/orders': {
    summary: 'Place an order: stock and offers are reserved before payment. Needs Idempotency-Key',
    body: Type.Object({
      ...CheckoutInput,
      /** Where it goes; absent where she fetches it. */
      addressId: Type.Optional(Type.String({ maxLength: 64 })),
      pickup: Type.Optional(PickupInput),
      /** The shop brings it itself, from when: the beginning of a slot of the area that the address lies in. */
      slot: Type.Optional(Type.Object({ from: Instant() })),
      note: Type.Optional(Type.String({ maxLength: 100 })),
      /** What the shopper saw; a different price is refused with `orders.price_changed`. */
      expectedPayable: Fen({ minimum: 0, maximum: MOST_FEN }),
      fromCart: Type.Optional(Type.Boolean()),
      /** She was told (`orders.gift_gone`) that a gift is gone, and orders without it. */
      withoutGifts: Type.Optional(Type.Boolean()),
    }),
    ok: Type.Object({ id: Type.String(), number: Type.String(), payable: Fen(), expiresAt: Instant() }),
  },
  'POST /api/shop/orders/:id/payment': {
    summary: 'Prepay at WeChat Pay; answers the parameters of wx.requestPayment',
    params: IdParams,
    ok: PayParams,
  },
  'GET /api/shop/orders': {
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit, state: Type.Optional(OrderState) }),
    ok: Page(Order),
  },
  'GET /api/shop/orders/counts': {
    ok: Type.Object({
      unpaid: Type.Integer(),
      paid: Type.Integer(),
      to_collect: Type.Integer(),
      shipped: Type.Integer(),
      refunding: Type.Integer(),
    }),
  },
  'GET /api/shop/orders/:id': {
    summary: 'The order; a payment that was not notified yet is asked for at WeChat Pay',
    params: IdParams,
    ok: Order,
  },
  'GET /api/shop/orders/by-number/:number': {
    summary: 'The same by the number that WeChat knows (out_trade_no): it opens our page with nothing else',
    params: Type.Object({ number: Type.String({ minLength: 1, maxLength: 32 }) }),
    ok: Order,
  },
  'POST /api/shop/orders/:id/cancellation': { params: IdParams, ok: Order },
  'POST /api/shop/orders/:id/restoration': {
    summary:
      'Put its goods back into the cart, as many as can be had, and say what is gone; once more puts nothing more',
    params: IdParams,
    ok: Type.Object({
      /** SKUs that lie in the cart now. */
      added: Type.Array(Type.String()),
      gone: Type.Array(Type.Object({ name: Type.String(), why: OneOf(valuesOf(goneBecause)) })),
      fewer: Type.Array(Type.Object({ name: Type.String(), quantity: Type.Integer() })),
    }),
  },
  'POST /api/shop/orders/:id/receipt': { params: IdParams, ok: Order },
  'POST /api/shop/orders/:id/refunds': {
    summary:
      'Ask for money back, for that against the goods, or for an exchange: the whole order or some units. Needs Idempotency-Key',
    params: IdParams,
    body: Type.Object({
      lines: Type.Optional(Type.Array(Type.Object({ lineId: Type.String(), quantity: Type.Integer({ minimum: 1 }) }))),
      because: Type.Optional(OneOf(valuesOf(refundReason))),
      /** In her own words, beside that or instead of it. */
      reason: Type.Optional(Seen(80)),
      /** Absent: money only. What she sends back, or exchanges, has to have left the house. */
      kind: Type.Optional(OneOf(valuesOf(afterSaleKind))),
      /** Of goods that she has. Otherwise those that have not left go first, where the order left in part. */
      sent: Type.Optional(Type.Boolean()),
      pictures: Type.Optional(EvidencePictures),
    }),
    ok: Refund,
  },

  'POST /api/shop/refunds/:id/withdrawal': {
    summary: 'Take back a request that nobody has decided yet',
    params: IdParams,
    ok: Refund,
  },

  'GET /api/admin/orders': {
    query: Type.Object(OrderListQuery),
    ok: Page(OrderRow),
  },
  'GET /api/admin/orders/export.csv': {
    summary: 'The same list as a CSV file to ship by: a row for each line, with buyer, address and note',
    query: Type.Object({ ...OrderListQuery, ...FileLanguage }),
    ok: TableFile(),
  },
  'GET /api/admin/orders/:id': {
    params: IdParams,
    ok: Type.Composite([
      Order,
      Type.Object({
        memberId: Type.String(),
        memberName: Type.String(),
        /** Of the house, for itself: shoppers never read it. */
        remark: Type.String(),
        acts: OrderActs,
        /** Every rule on every line, as they were taken off; empty for orders from before these were kept. */
        applications: Type.Array(AppliedRule),
        /** Other orders of the same person to the same address that may leave with it. */
        beside: Type.Array(
          Type.Object({
            id: Type.String(),
            number: Type.String(),
            firstLine: Type.String(),
            toSend: Type.Integer(),
          }),
        ),
      }),
    ]),
  },
  'PUT /api/admin/orders/:id/remark': {
    params: IdParams,
    body: Type.Object({ remark: Type.String({ maxLength: 200 }) }),
    ok: Done,
  },
  'POST /api/admin/orders/:id/refunds': {
    summary: 'Refund the rest of an order, or some units, from the placed per-unit amounts. Needs Idempotency-Key',
    params: IdParams,
    body: Type.Object({
      lines: Type.Optional(Type.Array(Type.Object({ lineId: Type.String(), quantity: Type.Integer({ minimum: 1 }) }))),
      shippingFee: Type.Optional(Type.Boolean({ description: 'also give the shipping fee back' })),
      /** Gifts that are not earned any more are hers, whatever their rule says. */
      keepsGifts: Type.Optional(Type.Boolean()),
      sent: Type.Optional(
        Type.Boolean({ description: 'of goods that have left; otherwise those still here go first' }),
      ),
      reason: Seen(80),
    }),
    ok: Refund,
  },
  'GET /api/admin/refunds': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(RefundState),
      origin: Type.Optional(Refund.properties.origin),
      kind: Type.Optional(OneOf(valuesOf(afterSaleKind))),
      /** What waits for the house; the one with the nearest deadline first. */
      todo: Type.Optional(OneOf(valuesOf(afterSaleTodo))),
    }),
    ok: Page(
      Type.Composite([
        Refund,
        Type.Object({ orderNumber: Type.String(), memberId: Nullable(Type.String()), memberName: Type.String() }),
      ]),
    ),
  },
  'POST /api/admin/refunds/:id/decision': {
    summary:
      'Agree, agree to a part (units, or a sum while she keeps the goods), or refuse; what is not all says why (reply). Goods of a return or an exchange come back first. Above the sum of the settings two operators must agree. Needs Idempotency-Key',
    params: IdParams,
    body: Type.Object({
      approve: Type.Boolean(),
      reply: Type.Optional(Type.String({ maxLength: 80 })),
      lines: Type.Optional(
        Type.Array(
          Type.Object({ lineId: Type.String({ maxLength: 64 }), quantity: Type.Integer({ minimum: 0, maximum: 999 }) }),
          { minItems: 1, maxItems: 100 },
        ),
      ),
      amount: Type.Optional(Fen({ minimum: 1, maximum: MOST_FEN })),
      /** Give the shipping fee back too. */
      shippingFee: Type.Optional(Type.Boolean()),
      /** The goods need not come back: the money, or the other piece, goes out at once. */
      keepsGoods: Type.Optional(Type.Boolean()),
      /** Gifts that are not earned any more are hers, whatever their rule says. */
      keepsGifts: Type.Optional(Type.Boolean()),
    }),
    ok: Refund,
  },
  'POST /api/admin/refunds/:id/retry': {
    summary:
      'Hand a failed refund over again; under a new number when WeChat closed the last one. Needs Idempotency-Key',
    params: IdParams,
    ok: Refund,
  },
  'POST /api/admin/refunds/:id/settlement': {
    summary: 'Close a failed refund that was given back outside of WeChat, with a note. Needs Idempotency-Key',
    params: IdParams,
    body: Type.Object({ note: Type.String({ minLength: 2, maxLength: 200, pattern: SEEN }) }),
    ok: Refund,
  },
  'POST /api/admin/refunds/:id/returned-goods': {
    summary: 'Put goods that came back on offer again',
    params: IdParams,
    body: Type.Object({
      lines: Type.Array(Type.Object({ lineId: Type.String(), quantity: Type.Integer({ minimum: 1 }) }), {
        minItems: 1,
      }),
    }),
    ok: Refund,
  },
} as const satisfies Contract;
