import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  refund: ['退款', 'Refunds'],
  orders: ['我的订单', 'My orders'],
  all: ['全部', 'All'],
  phoneBound: ['手机号绑好了', 'Your phone number is saved'],
  since: ['{day} 加入', 'Joined {day}'],
  member: ['会员', 'Member'],
  plain: ['普通会员', 'Member'],
  checkIn: ['签到', 'Check-in'],
  checkInDone: ['今天已签到', 'Done for today'],
  checkInOpen: ['签到领积分', 'Get points'],
  bind: ['绑定手机号，换手机也不丢券和订单', 'Add your phone number to keep coupons and orders'],
  coupons: ['优惠券', 'Coupons'],
  points: ['积分', 'Points'],
  unread: ['未读消息', 'Unread'],
  stores: ['附近门店', 'Stores'],
  addresses: ['收货地址', 'Addresses'],
  service: ['联系客服', 'Call the shop'],
  language: ['语言', 'Language'],
  about: ['关于', 'About'],
  phoneOther: ['换一种方式', 'Another way'],
  phoneRefused: [
    '不授权也没关系：收货地址里填写手机号，一样可以下单和联系。',
    'That is fine: type a number with your address, and you can order and be reached all the same.',
  ],
  phoneUnable: [
    '微信暂时取不到手机号。可以在收货地址里填写手机号。',
    'WeChat cannot tell your number just now. You can type one with your address.',
  ],
  phoneType: ['去填写', 'Type it'],
});
