import type { Offer } from '../pricing/index.ts';
import type { CouponScopeRule, Discount } from './coupon.ts';

export const couponSourceName = 'coupons';

export type OfferedCoupon = {
  readonly id: string;
  readonly name: string;
  readonly discount: Discount;
  readonly threshold: number;
  readonly scope: CouponScopeRule;
  readonly validFrom: Date;
  readonly validTo: Date;
};

/**
 * A coupon as an offer: thresholds and percentages look at what is left after member price and 满减; one coupon off the
 * goods and one off the shipping go together.
 */
export function asOffer(coupon: OfferedCoupon): Offer {
  const ships = coupon.discount.kind === 'free_shipping';
  return {
    id: coupon.id,
    source: couponSourceName,
    layer: ships ? 'shipping' : 'coupon',
    automatic: false,
    scope: asScope(coupon.scope),
    tiers: [{ atLeast: coupon.threshold, action: actionOf(coupon.discount) }],
    stacking: { group: ships ? 'coupon.shipping' : 'coupon', exclusive: false, priority: 0, base: 'current' },
    startsAt: coupon.validFrom,
    endsAt: coupon.validTo,
    hint: { label: coupon.name, badge: '券' },
  };
}

export function asScope(scope: CouponScopeRule): Offer['scope'] {
  if (scope.kind === 'all') return { kind: 'all', ids: [], exceptProductIds: [] };
  if (scope.kind === 'except') return { kind: 'all', ids: [], exceptProductIds: scope.ids };
  return { kind: scope.kind, ids: scope.ids, exceptProductIds: [] };
}

function actionOf(discount: Discount): Offer['tiers'][number]['action'] {
  if (discount.kind === 'amount') return { kind: 'amount', off: discount.amount };
  if (discount.kind === 'percent') return discount;
  return { kind: 'free_shipping', cap: null };
}
