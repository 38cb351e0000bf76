import { words } from '../words.ts';

/**
 * What the storefront tells of behaviour. Names are what reports and journeys select by: they never change meaning. A shop's
 * own events may have any other name; they are counted and shown by it.
 */
export const trackingEvent = {
  app_launch: words('打开小程序', 'Opened the mini program'),
  page_view: words('浏览页面', 'Viewed a page'),
  page_leave: words('离开页面', 'Left a page'),
  exposure: words('曝光', 'Saw an item'),
  click: words('点击', 'Clicked'),
  search: words('搜索', 'Searched'),
  share: words('分享', 'Shared'),
  product_view: words('浏览商品', 'Viewed a product'),
  cart_view: words('查看购物车', 'Viewed the cart'),
  cart_add: words('加入购物车', 'Added to cart'),
  cart_remove: words('移出购物车', 'Removed from cart'),
  checkout: words('进入结算', 'Went to checkout'),
  checkout_submit: words('提交结算', 'Submitted checkout'),
  pay_result: words('支付结果', 'Payment result'),
  article_read: words('读完内容', 'Read an article'),
  coupon_take: words('点击领券', 'Tapped a coupon'),
  coupon_seen: words('看到优惠券', 'Saw coupons'),
  subscribe_answer: words('回应订阅请求', 'Answered a request to subscribe'),
} as const;

export type TrackingEvent = keyof typeof trackingEvent;
