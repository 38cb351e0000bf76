import { Type } from '@sinclair/typebox';
import { type Contract, Fen, Id, Instant, Nullable, OneOf } from './contract.ts';
import { flashState, takeState, taking } from './words/flash-sales.ts';
import { valuesOf } from './words.ts';

const Goods = Type.Object({
  skuId: Type.String(),
  productId: Type.String(),
  name: Type.String(),
  values: Type.Array(Type.String()),
  image: Nullable(Type.String()),
  /** Fen a piece: in the session, and as a member pays otherwise. */
  price: Fen(),
  alone: Fen(),
  /** Pieces of the session, and those of them that nobody has. */
  total: Type.Integer(),
  left: Type.Integer(),
  /** None is left, and some are not paid yet: those may come back. */
  mayReturn: Type.Boolean(),
  taking: OneOf(valuesOf(taking)),
});

/** What is kept for her, until when she is to pay it, and the order that has it; null: none has. */
const Take = Type.Object({
  id: Type.String(),
  skuId: Type.String(),
  units: Type.Integer(),
  state: OneOf(valuesOf(takeState)),
  keepUntil: Instant(),
  orderId: Nullable(Type.String()),
});

const Session = Type.Object({
  id: Type.String(),
  startsAt: Instant(),
  endsAt: Instant(),
  state: OneOf(valuesOf(flashState)),
  /** She is told shortly before it begins. */
  reminded: Type.Boolean(),
  goods: Type.Array(Goods),
  /** Hers that are not paid yet. */
  takes: Type.Array(Take),
});

/** The session that is on, or the next one. */
export const FlashTurn = Type.Object({
  state: OneOf(valuesOf(flashState)),
  startsAt: Instant(),
  endsAt: Instant(),
});

/** What a flash sale shows her: sessions of the day that is on, or of the next one. */
export const FlashSale = Type.Object({
  perOrder: Type.Integer(),
  perMember: Type.Integer(),
  payMinutes: Type.Integer(),
  sessions: Type.Array(Session),
});

/** How a session went, by its goods; testers are in none of these. */
export const FlashResult = Type.Object({
  /** Pieces set aside in all, and those that went back to the shop when their session was over. */
  total: Type.Integer(),
  back: Type.Integer(),
  paid: Type.Integer(),
  buyers: Type.Integer(),
  /** Who had never bought before. */
  newBuyers: Type.Integer(),
  /** Fen that came and went back, and what buyers paid less than the goods cost otherwise. */
  sales: Fen(),
  refunded: Fen(),
  saved: Fen(),
  sessions: Type.Array(
    Type.Object({
      id: Type.String(),
      startsAt: Instant(),
      endsAt: Instant(),
      state: OneOf(valuesOf(flashState)),
      reminders: Type.Integer(),
      goods: Type.Array(
        Type.Object({
          skuId: Type.String(),
          name: Type.String(),
          total: Type.Integer(),
          left: Type.Integer(),
          /** Pieces by what became of them. */
          kept: Type.Integer(),
          ordered: Type.Integer(),
          paid: Type.Integer(),
          dropped: Type.Integer(),
          /** Seconds from its beginning until the last piece was taken; null: some are left. */
          goneAfter: Nullable(Type.Integer()),
        }),
      ),
    }),
  ),
});

const SessionId = Type.Object({ id: Id('fls') });

export const flashSaleContract = {
  'POST /api/shop/activities/:id/takes': {
    summary:
      'She takes pieces of the running session: they are kept for her to order and pay in time. Whoever has some kept already is answered with these',
    params: Type.Object({ id: Id('act') }),
    query: Type.Object({ device: Type.Optional(Type.String({ maxLength: 120 })) }),
    body: Type.Object({ skuId: Id('sku'), quantity: Type.Integer({ minimum: 1, maximum: 99 }) }),
    ok: Type.Object({ taking: OneOf(valuesOf(taking)), take: Nullable(Take) }),
  },
  'PUT /api/shop/flash-sessions/:id/reminder': {
    summary: 'She is told shortly before it begins; twice is once',
    params: SessionId,
    ok: Type.Object({ reminded: Type.Boolean() }),
  },
  'DELETE /api/shop/flash-sessions/:id/reminder': { params: SessionId, ok: Type.Object({ reminded: Type.Boolean() }) },
  'GET /api/shop/products/:id/flash-sale': {
    summary: 'The flash sale that has this product now, or next, if one is for her',
    params: Type.Object({ id: Id('prd') }),
    ok: Type.Object({
      offer: Nullable(
        Type.Object({ activityId: Type.String(), name: Type.String(), perOrder: Type.Integer(), session: Session }),
      ),
    }),
  },
} as const satisfies Contract;
