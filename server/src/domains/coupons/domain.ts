import type { Domain } from '../../platform/domain.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import type { OfferSource } from '../pricing/index.ts';
import { couponBelonging } from './belongings.ts';
import { couponErrors } from './errors.ts';
import { couponExpired, couponGranted, couponReleased, couponRevoked, couponTaken, couponUsed } from './events.ts';
import { expireCoupons } from './expire.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { couponPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { templateForm } from './template-form.ts';

export { couponBook } from './coupon-book.ts';
export { couponKind } from './coupon-kind.ts';
export { couponSource } from './coupon-source.ts';
export { giveMany } from './give-many.ts';
export { stillGood } from './wallet-queries.ts';

/**
 * `sources`: the other discounts that checkout knows, so that the price after coupon on a product page is the one paid.
 * `benefits`: what can be given, coupons among it; an operator gives one by the way that everything is given.
 */
export function coupons({
  sources,
  benefits,
}: {
  readonly sources: readonly OfferSource[];
  readonly benefits: BenefitKinds;
}): Domain {
  return {
    name: 'coupons',
    routes: [...adminRoutes(benefits), ...shopRoutes(sources)],
    listeners: [onOrders, onMemberMerged],
    belongings: [couponBelonging],
    sweeps: [expireCoupons],
    errors: couponErrors,
    forms: { 'coupons.template': templateForm },
    picks: couponPicks,
    facts: [couponExpired, couponGranted, couponReleased, couponRevoked, couponTaken, couponUsed],
  };
}
