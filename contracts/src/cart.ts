import { Type } from '@sinclair/typebox';
import { Bilingual, Fen, Id, Instant, Nullable, OneOf } from './contract.ts';
import { Delivery } from './freight.ts';
import { OfferRef, Quote } from './pricing.ts';

/** What one member may have of a product (within so many days, or ever) and how many more she may have; null: any number. */
export const MemberLimit = Nullable(
  Type.Object({ most: Type.Integer(), days: Nullable(Type.Integer()), left: Type.Integer() }),
);

const CartItem = Type.Object({
  skuId: Type.String(),
  productId: Type.String(),
  name: Type.String(),
  values: Type.Array(Type.String()),
  image: Nullable(Type.String()),
  price: Fen(),
  memberPrice: Nullable(Fen()),
  quantity: Type.Integer(),
  selected: Type.Boolean(),
  /** How many one order can have of it, sent or collected. */
  available: Type.Integer(),
  /** The shop has too few of it to send; a store has more, to collect. */
  onlyAtStores: Type.Boolean(),
  limit: MemberLimit,
  /** `soon`: it may not be bought yet, but from `opensAt` on. `over`: what is selected of the product is more than she may still have; `limit_reached`: she may have none. */
  state: OneOf(['ok', 'short', 'over', 'limit_reached', 'sold_out', 'off_sale', 'soon']),
  opensAt: Nullable(Instant()),
});
/** Pieces that a rule gives with the order for nothing; `short`: how many more it would give, were they there. */
const QuotedGift = Type.Object({
  source: Type.String(),
  offerId: Type.String(),
  label: Bilingual(),
  badge: Bilingual(),
  skuId: Type.String(),
  productId: Type.String(),
  name: Type.String(),
  values: Type.Array(Type.String()),
  image: Nullable(Type.String()),
  quantity: Type.Integer(),
  short: Type.Integer(),
  /** What one costs otherwise. */
  worth: Fen(),
  /** What becomes of it when a refund leaves too little for it; null: nothing. */
  note: Nullable(Bilingual()),
});
/** A price, what is given besides, and whether it can be sent to where it goes. */
export const QuoteTo = Type.Composite([Quote, Type.Object({ gifts: Type.Array(QuotedGift), delivery: Delivery })]);
export const Cart = Type.Object({
  items: Type.Array(CartItem),
  /** The price of the selected lines with the best offers; null when nothing is selected. */
  quote: Nullable(QuoteTo),
});

/** Lines in a cart, and in the order of it. */
export const MOST_LINES = 100;

const LineInput = Type.Object({
  skuId: Type.String({ maxLength: 64 }),
  quantity: Type.Integer({ minimum: 1, maximum: 999 }),
});
/** What is asked at the checkout, before and with the order. */
export const CheckoutInput = {
  lines: Type.Array(LineInput, { minItems: 1, maxItems: MOST_LINES }),
  /** Offers to spend (coupons); absent: the best ones are chosen; []: none. */
  offers: Type.Optional(Type.Array(OfferRef, { maxItems: 5 })),
  /** How many points to pay with; fewer are used where fewer may be. */
  points: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
  /** At the price of an activity or a wave, in this team, at this leader's place, or as the first of a new one; nothing else is taken off then. */
  play: Type.Optional(
    Type.Object({
      activity: Type.Union([Id('act'), Id('wav')]),
      team: Type.Optional(Type.Union([Id('tem'), Id('ldr')])),
    }),
  ),
};
