import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const Line = Type.Object({
  lineId: Type.String(),
  productId: Type.Union([Type.String(), Type.Null()]),
  skuId: Type.Union([Type.String(), Type.Null()]),
  categoryId: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  quantity: Type.Integer(),
  /** Fen after every discount. */
  payable: Type.Integer(),
});

const About = {
  orderId: Type.String(),
  number: Type.String(),
  memberId: Type.String(),
  /** Fen: payable of the order; for a refund, what was given back. */
  amount: Type.Integer(),
  source: Type.String(),
};

export const orderPlaced = fact('order.placed', Type.Object({ ...About, lines: Type.Array(Line) }));

export const orderPaid = fact(
  'order.paid',
  Type.Object({
    ...About,
    /** Her first paid order. */
    first: Type.Boolean(),
    lines: Type.Array(Line),
    /** Coupons used in it, with the discount each gave. */
    coupons: Type.Array(Type.Object({ couponId: Type.String(), amount: Type.Integer() })),
  }),
);

/** An unpaid order was closed: by the shopper, by time, or because its payment could not be used. */
export const orderCancelled = fact('order.cancelled', Type.Object({ ...About, reason: Type.String() }));

export const orderShipped = fact(
  'order.shipped',
  Type.Object({ ...About, company: Type.String(), waybill: Type.String() }),
);

export const orderReceived = fact('order.received', Type.Object({ ...About, automatic: Type.Boolean() }));

export const orderRefunded = fact(
  'order.refunded',
  Type.Object({
    ...About,
    refundId: Type.String(),
    /** Nothing of the order is left. */
    whole: Type.Boolean(),
    lines: Type.Array(Type.Object({ lineId: Type.String(), quantity: Type.Integer(), amount: Type.Integer() })),
  }),
);
