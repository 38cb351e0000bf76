import { type WordsOf, words } from '../words.ts';

export const templateState = {
  draft: words('草稿', 'Draft'),
  active: words('发放中', 'Active'),
  ended: words('已结束', 'Ended'),
} as const;

/** Of one coupon in a wallet. */
export const couponState = {
  available: words('可用', 'Available'),
  locked: words('下单占用', 'Locked'),
  used: words('已使用', 'Used'),
  expired: words('已过期', 'Expired'),
  revoked: words('已收回', 'Revoked'),
} as const;

/** The same, as a shopper reads it. */
export const shopperCouponState = {
  available: words('可使用', 'To use'),
  locked: words('订单占用中', 'In an order'),
  used: words('已使用', 'Used'),
  expired: words('已过期', 'Expired'),
  revoked: words('已收回', 'Taken back'),
} as const satisfies WordsOf<keyof typeof couponState>;

/** What the coupon centre offers a shopper. */
export const offerState = {
  takeable: words('领取', 'Take'),
  taken: words('已领取', 'Taken'),
  sold_out: words('已领完', 'All gone'),
  not_started: words('未开始', 'Not yet'),
  ended: words('已结束', 'Over'),
} as const;

/** Where a shopper meets coupons, and takes one. */
export const couponPlace = {
  center: words('领券中心', 'coupon centre'),
  home: words('首页', 'home page'),
  product: words('商品页', 'product page'),
  search: words('搜索结果', 'search results'),
  basket: words('购物车', 'basket'),
  placement: words('弹窗或资源位', 'pop-up or slot'),
} as const;

/** shop: taken by shoppers; grant: given by journeys and operators only. */
export const couponChannel = {
  shop: words('顾客自领', 'Taken in the shop'),
  grant: words('定向发放', 'Granted'),
} as const;

/** Of one group an order uses one; coupons of different groups add up. */
export const couponGroup = {
  main: words('通用组', 'Main group'),
  goods: words('商品券组', 'Goods group'),
  exchange: words('兑换券组', 'Exchange group'),
} as const;

/** Why a coupon is usable again. */
export const couponReturn = {
  order_cancelled: words('订单取消', 'The order was cancelled'),
  order_refunded: words('全额退款', 'The order was refunded in full'),
  counter_undone: words('门店撤销核销', 'The store took its use back'),
} as const;

/** single: as many codes as coupons, each once; shared: one code that so many persons may use, each once. */
export const codeKind = {
  single: words('一码一券', 'One coupon a code'),
  shared: words('通用码', 'One code for all'),
} as const;

/** Of a batch of exchange codes. */
export const codeBatchState = {
  open: words('可兑换', 'Open'),
  used_up: words('已兑完', 'Used up'),
  ended: words('已截止', 'Over'),
  voided: words('已作废', 'Voided'),
} as const;

export const paymentRuleState = {
  active: words('进行中', 'Active'),
  ended: words('已停用', 'Ended'),
} as const;

/** What becomes of a payment's gift when the order is given back whole. */
export const paymentRefund = {
  take_back: words('收回没用的', 'Take back what is unused'),
  keep: words('保留', 'She keeps it'),
} as const;

/** How far somebody came with a coupon. */
export const couponStep = {
  had: words('领到', 'Had it'),
  seen: words('看到', 'Saw it'),
  used: words('用掉', 'Used it'),
  refunded: words('订单退了款', 'Got money back'),
} as const;

/** A coupon that was used at the counter of a store. */
export const verificationState = {
  used: words('已核销', 'Used'),
  undone: words('已撤销', 'Undone'),
} as const;
