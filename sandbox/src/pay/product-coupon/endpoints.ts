import type { PayEndpoint } from '../endpoint.ts';
import { productCouponOfUserEndpoints } from './coupon.ts';
import { noticeEndpoints } from './notify.ts';
import { productStockEndpoints } from './stock.ts';

/** 商品券 of a brand that gives them by itself. Source: pay.weixin.qq.com/doc/brand; wechatpay-product-coupon of wechatpay-skills (2026-04-28). */
export const productCouponEndpoints: readonly PayEndpoint[] = [
  ...noticeEndpoints,
  ...productStockEndpoints,
  ...productCouponOfUserEndpoints,
];
