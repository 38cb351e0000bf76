import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  none: ['还没有消息', 'No messages yet'],
  noneHint: ['发货、到账、保存建议，都会放在这里', 'Shipping, coupons and keeping tips arrive here'],
  more: ['查看详情', 'Details'],
  askPaid: ['有消息时，要不要提醒你？', 'Shall we keep you posted?'],
  askCoupon: ['券快到期时，要不要提醒你？', 'A word before a coupon ends?'],
  askCart: ['购物车里的商品有优惠时，要不要告诉你？', 'A word when something in your cart costs less?'],
  willTell: ['好的，到时在服务通知里见', 'Good, see you in service notices'],
  noMatter: ['没关系，以后想要时再开', 'No matter, any time later'],
  reminded: ['已开启提醒', 'Notices are on'],
  remind: ['开启微信提醒', 'Turn on WeChat notices'],
  remindOnce: ['每种提醒只发一次，不会打扰你', 'Each comes once only'],
});
