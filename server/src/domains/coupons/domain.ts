import type { Domain } from '../../platform/domain.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import type { OfferSource } from '../pricing/index.ts';
import { onPayments } from './after-payment/on-payments.ts';
import { paymentRuleRoutes } from './after-payment/routes.ts';
import { paymentRuleForm } from './after-payment/rule-form.ts';
import type { AudiencePort } from './audience.ts';
import { couponBelonging } from './belongings.ts';
import { codeForm } from './codes/code-form.ts';
import { codeRoutes } from './codes/routes.ts';
import { forgetCounterCodes } from './counter/code.ts';
import { counterRoutes } from './counter/routes.ts';
import { couponErrors } from './errors.ts';
import {
  couponExpired,
  couponExpiring,
  couponGranted,
  couponReleased,
  couponRevoked,
  couponsGranted,
  couponTaken,
  couponUsed,
} from './events.ts';
import { expireCoupons } from './expire.ts';
import { funnelPeople } from './funnel/people.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { couponOutcomes, usedPeople } from './outcomes.ts';
import { couponPicks } from './picks.ts';
import { remindOfExpiry } from './remind.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { templateForm } from './template-form.ts';
import { voidIssued } from './void.ts';

export { couponBook } from './coupon-book.ts';
export { couponKind } from './coupon-kind.ts';
export { couponSource } from './coupon-source.ts';
export { couponShelf } from './for-pages.ts';
export { giveMany } from './give-many.ts';
export { hasCoupon } from './has-coupon.ts';
export { couponTaker } from './take.ts';
export { findTemplate as couponTemplate } from './template-queries.ts';
export { usableCoupons } from './wallet.ts';
export { stillGood } from './wallet-queries.ts';

/**
 * `sources`: the other discounts that checkout knows, so that the price after coupon on a product page is the one paid.
 * `audience`: by what it is known who may take what. `benefits`: what can be given, coupons among it; an operator gives one by the way that everything is given.
 */
export function coupons({
  sources,
  benefits,
  audience,
}: {
  readonly sources: readonly OfferSource[];
  readonly benefits: BenefitKinds;
  readonly audience: AudiencePort;
}): Domain {
  return {
    name: 'coupons',
    routes: [
      ...adminRoutes(benefits),
      ...shopRoutes({ sources, audience }),
      ...codeRoutes({ benefits, audience }),
      ...paymentRuleRoutes(benefits),
      ...counterRoutes,
    ],
    listeners: [onOrders, onMemberMerged, onPayments(benefits)],
    belongings: [couponBelonging],
    sweeps: [remindOfExpiry, expireCoupons, voidIssued, forgetCounterCodes],
    errors: couponErrors,
    forms: {
      'coupons.template': templateForm,
      'coupons.code_batch': codeForm,
      'coupons.payment_rule': paymentRuleForm,
    },
    picks: couponPicks,
    people: [funnelPeople, usedPeople],
    outcomes: couponOutcomes,
    facts: [
      couponExpired,
      couponExpiring,
      couponGranted,
      couponReleased,
      couponRevoked,
      couponsGranted,
      couponTaken,
      couponUsed,
    ],
  };
}
