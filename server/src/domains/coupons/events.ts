import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';

const About = {
  memberId: Type.String(),
  couponId: Type.String(),
  templateId: Type.String(),
  name: Type.String(),
  /** Fen: what one that was issued is expected to cost; what one that was used saved in its order; else 0. */
  amount: Type.Integer(),
};

/** A shopper took one herself. */
export const couponTaken = fact('coupon.taken', Type.Object(About));

/** One was given to her, and why. */
export const couponGranted = fact('coupon.granted', Type.Object({ ...About, because: Because }));

/** The order that holds it was paid. */
export const couponUsed = fact('coupon.used', Type.Object({ ...About, orderId: Type.String() }));

/** It is usable again: its order was cancelled, or refunded whole. */
export const couponReleased = fact(
  'coupon.released',
  Type.Object({ ...About, orderId: Type.String(), reason: Type.String() }),
);

export const couponExpired = fact('coupon.expired', Type.Object(About));

export const couponRevoked = fact('coupon.revoked', Type.Object({ ...About, because: Because }));
