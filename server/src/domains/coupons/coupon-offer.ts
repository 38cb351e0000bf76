import { words } from '@huoshui/contracts/words';
import { couponDiscounts, discountOf, type Offer } from '../pricing/index.ts';
import { type CouponScopeRule, type Discount, type Terms, windowOf } from './coupon.ts';

export const couponSourceName = 'coupons';

export type OfferedCoupon = {
  readonly id: string;
  readonly name: string;
  readonly discount: Discount;
  readonly threshold: number;
  readonly scope: CouponScopeRule;
  /** Fen of the shipping fee that it takes off at most; null: all of it. */
  readonly most?: number | null;
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
    discount: asDiscount(coupon),
    stacking: {
      group: ships ? 'coupon.shipping' : 'coupon',
      once: 'cart',
      exclusive: false,
      priority: 0,
      base: 'current',
    },
    startsAt: coupon.validFrom,
    endsAt: coupon.validTo,
    hint: { label: coupon.name, badge: couponBadge },
  };
}

/** The coupon that a template would give now; it has the template's id, as there is none yet. */
export function asGiven(template: Omit<OfferedCoupon, 'validFrom' | 'validTo'> & Terms, now: Date): Offer {
  const { from, to } = windowOf(template.validity, now);
  return asOffer({ ...template, validFrom: from, validTo: to });
}

export function asScope(scope: CouponScopeRule): Offer['scope'] {
  if (scope.kind === 'all') return { kind: 'all', ids: [], exceptProductIds: [] };
  if (scope.kind === 'except') return { kind: 'all', ids: [], exceptProductIds: scope.ids };
  return { kind: scope.kind, ids: scope.ids, exceptProductIds: scope.exceptProductIds ?? [] };
}

/** The same kinds that promotions use: what a coupon says is their values. */
type Worth = Pick<OfferedCoupon, 'discount' | 'threshold' | 'most'>;

export function asDiscount({ discount, threshold, most = null }: Worth): Offer['discount'] {
  const { amountOff, percentOff, freeShipping } = couponDiscounts;
  if (discount.kind === 'amount') return discountOf(amountOff, { tiers: [{ threshold, off: discount.amount }] });
  if (discount.kind === 'free_shipping') return discountOf(freeShipping, { threshold, cap: most });
  return discountOf(percentOff, { tiers: [{ threshold, percentOff: discount.percentOff, cap: discount.cap }] });
}

const couponBadge = words('券', 'Coupon');
