import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const payCouponPages: readonly Page[] = [
  {
    path: '/pay-coupons',
    title: words('微信支付券', 'WeChat Pay coupons'),
    needs: 'coupons.read',
    group: 'benefits',
    order: 1.2,
    load: async () => (await import('./stock-list.tsx')).PayCouponList,
  },
  {
    path: '/pay-coupons/new',
    title: words('新建微信支付券', 'New WeChat Pay coupon'),
    needs: 'coupons.write',
    load: async () => (await import('./stock-form.tsx')).PayCouponForm,
  },
  {
    path: '/pay-coupons/:id',
    title: words('微信支付券', 'WeChat Pay coupon'),
    needs: 'coupons.read',
    load: async () => (await import('./stock-page.tsx')).PayCouponPage,
  },
  {
    path: '/product-coupons',
    title: words('微信商品券', 'Coupons in WeChat'),
    needs: 'coupons.read',
    group: 'benefits',
    order: 1.3,
    load: async () => (await import('./product-list.tsx')).ProductList,
  },
  {
    path: '/product-coupons/new',
    title: words('放进微信卡包', 'Put a coupon into WeChat'),
    needs: 'coupons.write',
    load: async () => (await import('./product-form.tsx')).ProductForm,
  },
  {
    path: '/product-coupons/:id',
    title: words('微信商品券', 'Coupon in WeChat'),
    needs: 'coupons.read',
    load: async () => (await import('./product-page.tsx')).ProductPage,
  },
];

export const payCouponPickers: Pickers = {
  pay_coupon: picker(async () => (await import('./stock-picker.tsx')).PayCouponPicker),
};
