import type { Ctx } from '../../platform/ctx.ts';
import type { DomainError } from '../../platform/errors.ts';
import { isOpen } from '../../platform/week-hours.ts';
import type { Claim, OfferSource } from '../pricing/index.ts';
import { announceReleased } from './announce.ts';
import { usableText } from './coupon.ts';
import { asGiven, asOffer, couponSourceName } from './coupon-offer.ts';
import { couponErrors } from './errors.ts';
import { lockForOrders, releaseLocked } from './order-queries.ts';
import { findTemplates, listTemplateRows } from './template-queries.ts';
import { findHers, findUsable, findUsableOfMany } from './wallet-queries.ts';

/** Wallets as a source of discounts: found for the quote, locked at checkout, released when the order is given up. */
export const couponSource: OfferSource = {
  name: couponSourceName,
  shown: { as: 'coupon', page: (id) => `/coupons/${id}`, needs: 'coupons.read' },

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

  /** Coupons of these templates, as if they were given to her now; each has its template's id, as there is none yet. */
  async suppose(ctx, { memberId, now }, { ids }) {
    const [held, templates] = await Promise.all([findUsable(ctx, memberId, now), findTemplates(ctx, ids)]);
    const unknown = ids.find((id) => !templates.has(id));
    if (unknown !== undefined) throw couponErrors.error('not_found', { id: unknown });
    return { offers: [...held.map(asOffer), ...[...templates.values()].map((template) => asGiven(template, now))] };
  },

  /** One of each template that runs; those that count from the day they are taken are good at any time. */
  async during(ctx, { from, to }) {
    const templates = (await listTemplateRows(ctx, { q: null, state: 'active', after: null, limit: 200 })).filter(
      ({ validity }) => validity.kind === 'days' || (new Date(validity.from) < to && new Date(validity.to) > from),
    );
    return {
      offers: templates.map((template) => {
        const offer = asGiven(template, from);
        return template.validity.kind === 'days' ? { ...offer, endsAt: null } : offer;
      }),
    };
  },

  gone,

  async claim(ctx, claims) {
    if (claims.length === 0) return [];
    const locked = await lockForOrders(ctx, claims);
    const holder = new Map(locked.map(({ couponId, orderId }) => [couponId, orderId]));
    const lost = claims.filter(({ orderId, offerId }) => holder.get(offerId) !== orderId);
    // Asked only where something was refused: the hour struck between the quote and the order.
    const closed = lost.length === 0 ? new Map() : await outsideHours(ctx, lost);
    return claims.map(({ orderId, offerId }) =>
      holder.get(offerId) === orderId
        ? { orderId, offerId, outcome: 'claimed' }
        : { orderId, offerId, outcome: 'refused', error: closed.get(offerId) ?? gone(offerId) },
    );
  },

  async release(ctx, orderIds, why) {
    if (orderIds.length === 0) return;
    const released = await releaseLocked(ctx, orderIds);
    if (why === 'cancelled') await announceReleased(ctx, released, 'order_cancelled');
  },
};

async function outsideHours(ctx: Ctx, claims: readonly Claim[]): Promise<ReadonlyMap<string, DomainError>> {
  const rows = await findHers(ctx, claims);
  return new Map(
    rows.flatMap(({ id, hours }) =>
      hours === null || isOpen({ hours }, ctx.now())
        ? []
        : [[id, couponErrors.error('outside_hours', { when: usableText(hours) })] as const],
    ),
  );
}

function gone(id: string) {
  return couponErrors.error('gone', { id });
}
