import type { OfferSource } from '../pricing/index.ts';
import { announceReleased } from './announce.ts';
import { asOffer, couponSourceName } from './coupon-offer.ts';
import { couponErrors } from './errors.ts';
import { lockForOrders, releaseLocked } from './order-queries.ts';
import { findUsable, findUsableOfMany } from './wallet-queries.ts';

/** Wallets as a source of discounts: found for the quote, locked at checkout, released when the order is given up. */
export const couponSource: OfferSource = {
  name: couponSourceName,

  find: async (ctx, { memberId, now }) => ({ offers: (await findUsable(ctx, memberId, now)).map(asOffer) }),

  async findMany(ctx, questions) {
    const [first] = questions;
    if (!first) return [];
    const wallets = await findUsableOfMany(
      ctx,
      questions.map(({ memberId }) => memberId),
      first.now,
    );
    return questions.map(({ memberId }) => ({ offers: (wallets.get(memberId) ?? []).map(asOffer) }));
  },

  gone,

  async claim(ctx, claims) {
    if (claims.length === 0) return [];
    const locked = await lockForOrders(ctx, claims);
    const holder = new Map(locked.map(({ couponId, orderId }) => [couponId, orderId]));
    return claims.map(({ orderId, offerId }) =>
      holder.get(offerId) === orderId
        ? { orderId, offerId, outcome: 'claimed' }
        : { orderId, offerId, outcome: 'refused', error: gone(offerId) },
    );
  },

  async release(ctx, orderIds, why) {
    if (orderIds.length === 0) return;
    const released = await releaseLocked(ctx, orderIds);
    if (why === 'cancelled') await announceReleased(ctx, released, 'order_cancelled');
  },
};

function gone(id: string) {
  return couponErrors.error('gone', { id });
}
