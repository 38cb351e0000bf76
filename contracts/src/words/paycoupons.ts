import { words } from '../words.ts';

/** How a stock of WeChat Pay coupons stands. */
export const payCouponStockState = {
  making: words('正在创建', 'Being made'),
  ready: words('待激活', 'To be started'),
  running: words('发放中', 'Running'),
  paused: words('已暂停', 'Paused'),
  ended: words('已结束', 'Ended'),
  refused: words('微信没有同意', 'Refused by WeChat'),
} as const;
export type PayCouponStockState = keyof typeof payCouponStockState;

export const payCouponFunding = {
  settled: words('免充值', 'Settled at use'),
  prepaid: words('预充值', 'Prepaid'),
} as const;

/** How one of them stands. */
export const payCouponState = {
  sending: words('发放中', 'Being sent'),
  available: words('可使用', 'To be used'),
  used: words('已使用', 'Used'),
  expired: words('已过期', 'Expired'),
  failed: words('没有发出', 'Not sent'),
  withdrawn: words('已收回', 'Taken back'),
} as const;

export const payCouponMove = {
  start: words('激活', 'Start'),
  pause: words('暂停发放', 'Pause'),
  restart: words('继续发放', 'Go on'),
} as const;

/** The same as she reads it. */
export const shopperPayCouponState = {
  sending: words('发放中', 'On its way'),
  available: words('可使用', 'Ready'),
  used: words('已使用', 'Used'),
  expired: words('已过期', 'Expired'),
} as const;

/** 商品券: how a coupon of the shop's that also lies in WeChat stands there. */
export const productState = {
  making: words('正在创建', 'Being made'),
  auditing: words('微信审核中', 'Looked at by WeChat'),
  running: words('发放中', 'Running'),
  stopped: words('已停止', 'Stopped'),
  ended: words('已结束', 'Ended'),
  refused: words('微信没有同意', 'Refused by WeChat'),
} as const;
export type ProductState = keyof typeof productState;

/** How one of them stands at WeChat. */
export const productCouponState = {
  none: words('待放入', 'To be sent'),
  sent: words('待确认', 'To be confirmed'),
  available: words('可使用', 'To be used'),
  used: words('已使用', 'Used'),
  gone: words('已失效', 'Gone'),
} as const;
export type ProductCouponState = keyof typeof productCouponState;
