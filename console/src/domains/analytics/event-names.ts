import type { Language } from '../../ui/language.ts';

/** Huoshui's own events in the operator's language; others are shown by the label they bring, else by name. */
const names: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  app_launch: ['打开小程序', 'Opened the mini program'],
  page_view: ['浏览页面', 'Viewed a page'],
  page_leave: ['离开页面', 'Left a page'],
  product_view: ['浏览商品', 'Viewed a product'],
  exposure: ['曝光', 'Saw an item'],
  click: ['点击', 'Clicked'],
  search: ['搜索', 'Searched'],
  share: ['分享', 'Shared'],
  cart_add: ['加入购物车', 'Added to cart'],
  cart_view: ['查看购物车', 'Viewed the cart'],
  checkout: ['进入结算', 'Went to checkout'],
  checkout_submit: ['提交结算', 'Submitted checkout'],
  coupon_take: ['点击领券', 'Tapped a coupon'],
  pay_result: ['支付结果', 'Payment result'],
  'member.joined': ['成为会员', 'Became a member'],
  'order.placed': ['提交订单', 'Placed an order'],
  'order.paid': ['支付订单', 'Paid an order'],
  'order.shipped': ['订单发货', 'Order shipped'],
  'order.received': ['确认收货', 'Received an order'],
  'order.cancelled': ['取消订单', 'Order cancelled'],
  'order.refunded': ['订单退款', 'Order refunded'],
  'coupon.taken': ['领取优惠券', 'Took a coupon'],
  'coupon.granted': ['获得优惠券', 'Was given a coupon'],
  'coupon.used': ['使用优惠券', 'Used a coupon'],
  'coupon.released': ['退回优惠券', 'Coupon returned'],
  'coupon.expired': ['优惠券过期', 'Coupon expired'],
  'message.sent': ['消息已发送', 'Message sent'],
  'message.opened': ['打开消息', 'Opened a message'],
  'message.deferred': ['消息推迟', 'Message deferred'],
  'message.suppressed': ['消息没发', 'Message suppressed'],
  'consent.given': ['同意订阅', 'Allowed messages'],
  'consent.refused': ['拒绝订阅', 'Refused messages'],
  'journey.entered': ['进入旅程', 'Entered a journey'],
  'journey.converted': ['达成旅程目标', 'Reached a journey goal'],
  'journey.ended': ['离开旅程', 'Left a journey'],
  'stage.entered': ['进入生命周期阶段', 'Entered a lifecycle stage'],
};

export function eventName(event: string, label: string | null, language: Language): string {
  return names[event]?.[language === 'en' ? 1 : 0] ?? label ?? event;
}
