import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const couponsPages: readonly Page[] = [
  {
    path: '/coupons',
    title: words('优惠券', 'Coupons'),
    needs: 'coupons.read',
    group: 'benefits',
    order: 1,
    load: async () => (await import('./coupon-list.tsx')).CouponList,
  },
  {
    path: '/coupons/new',
    title: words('新建优惠券', 'New coupon'),
    needs: 'coupons.write',
    load: async () => (await import('./coupon-form.tsx')).CouponForm,
  },
  {
    path: '/coupons/:id',
    title: words('优惠券资料', 'Coupon'),
    needs: 'coupons.read',
    load: async () => (await import('./coupon-form.tsx')).CouponForm,
  },
  {
    path: '/coupon-codes',
    title: words('兑换码', 'Exchange codes'),
    needs: 'coupons.read',
    group: 'benefits',
    order: 1.5,
    load: async () => (await import('./code-list.tsx')).CodeList,
  },
  {
    path: '/payment-rules',
    title: words('支付有礼', 'Payment gifts'),
    needs: 'coupons.read',
    group: 'benefits',
    order: 1.7,
    load: async () => (await import('./payment-rule-list.tsx')).PaymentRuleList,
  },
];

/** What of the domain forms pick. */
export const couponsPickers: Pickers = {
  coupon: picker(async () => (await import('./coupon-picker.tsx')).CouponPicker),
  benefit: picker(async () => (await import('./benefit-picker.tsx')).BenefitPicker),
};
