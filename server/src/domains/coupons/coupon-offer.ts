import { words } from '@huoshui/contracts/words';
import type { HoursOfUse } from '../../platform/week-hours.ts';
import { couponDiscounts, discountOf, type Offer } from '../pricing/index.ts';
import { type CouponScopeRule, type Discount, type Terms, windowOf } from './coupon.ts';
import type { StackGroup } from './tables.ts';

export const couponSourceName = 'coupons';

export type OfferedCoupon = {
  readonly id: string;
  readonly name: string;
  readonly discount: Discount;
  readonly threshold: number;
  readonly scope: CouponScopeRule;
  readonly hours: HoursOfUse | null;
  readonly stack: StackGroup;
  /** Fen of the shipping fee that it takes off at most; null: all of it. */
  readonly most?: number | null;
  readonly validFrom: Date;
  readonly validTo: Date;
};

/**
 * A coupon as an offer: thresholds and percentages look at what is left after member price and 满减; one coupon of each group
 * and one off the shipping go together.
 */
export function asOffer(coupon: OfferedCoupon): Offer {
  const ships = coupon.discount.kind === 'free_shipping';
  return {
    id: coupon.id,
    source: couponSourceName,
    layer: ships ? 'shipping' : 'coupon',
    automatic: false,
    scope: goodsOf(coupon),
    discount: asDiscount(coupon),
    stacking: {
      group: ships ? 'coupon.shipping' : groups[coupon.stack].name,
      once: 'cart',
      exclusive: false,
      priority: ships ? 0 : groups[coupon.stack].priority,
      base: 'current',
    },
    startsAt: coupon.validFrom,
    endsAt: coupon.validTo,
    hours: coupon.hours,
    hint: { label: coupon.name, badge: couponBadge },
  };
}

/** The coupon that a template would give now; it has the template's id, as there is none yet. */
export function asGiven(template: Omit<OfferedCoupon, 'validFrom' | 'validTo'> & Terms, now: Date): Offer {
  const { from, to } = windowOf(template.validity, now);
  return asOffer({ ...template, validFrom: from, validTo: to });
}

/** Those of the goods are taken off first, so that what a threshold looks at is what is left for the others. */
const groups: Readonly<Record<StackGroup, { readonly name: string; readonly priority: number }>> = {
  exchange: { name: 'coupon.exchange', priority: 2 },
  goods: { name: 'coupon.goods', priority: 1 },
  main: { name: 'coupon', priority: 0 },
};

function goodsOf({ discount, scope }: Pick<OfferedCoupon, 'discount' | 'scope'>): Offer['scope'] {
  return discount.kind === 'exchange' ? { kind: 'skus', ids: [discount.skuId], exceptProductIds: [] } : asScope(scope);
}

export function asScope(scope: CouponScopeRule): Offer['scope'] {
  if (scope.kind === 'all') return { kind: 'all', ids: [], exceptProductIds: [] };
  if (scope.kind === 'except') return { kind: 'all', ids: [], exceptProductIds: scope.ids };
  return { kind: scope.kind, ids: scope.ids, exceptProductIds: scope.exceptProductIds ?? [] };
}

/** The same kinds that promotions use: what a coupon says is their values. */
type Worth = Pick<OfferedCoupon, 'discount' | 'threshold' | 'most'>;

export function asDiscount({ discount, threshold, most = null }: Worth): Offer['discount'] {
  const { amountOff, exchange, percentOff, freeShipping } = couponDiscounts;
  if (discount.kind === 'amount') return discountOf(amountOff, { tiers: [{ threshold, off: discount.amount }] });
  if (discount.kind === 'free_shipping') return discountOf(freeShipping, { threshold, cap: most });
  if (discount.kind === 'exchange') return discountOf(exchange, { price: discount.price, cap: discount.cap });
  return discountOf(percentOff, { tiers: [{ threshold, percentOff: discount.percentOff, cap: discount.cap }] });
}

const couponBadge = words('券', 'Coupon');
