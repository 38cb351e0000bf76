import { words } from '../words.ts';

export const grantState = {
  granted: words('已发放', 'Granted'),
  used: words('已使用', 'Used'),
  expired: words('已过期', 'Expired'),
  revoked: words('已收回', 'Revoked'),
} as const;

export const budgetState = {
  active: words('使用中', 'Active'),
  spent: words('已用完', 'Used up'),
  closed: words('已关闭', 'Closed'),
} as const;

/** `empty`: nothing of it can be given now. */
export const packageState = {
  active: words('使用中', 'Active'),
  empty: words('权益已发完', 'Nothing left in it'),
  ended: words('已停用', 'Ended'),
} as const;

/** What is given, by its kind. */
export const grantKind = {
  coupon: words('优惠券', 'Coupon'),
  wechat_pay_coupon: words('微信支付券', 'WeChat Pay coupon'),
  points: words('积分', 'Points'),
  gift: words('随单赠品', 'Gift with an order'),
} as const;

/** What something is given for, by its kind. */
export const grantCause = {
  journey: words('旅程', 'Journey'),
  batch: words('批量发放', 'Given to many'),
  operator: words('店员赠送', 'By an operator'),
  self: words('自己领取', 'Taken by herself'),
  payment: words('支付有礼', 'After a payment'),
  code: words('兑换码', 'Exchange code'),
  reward: words('积分兑换', 'Exchanged for points'),
  check_in: words('签到', 'Check-in'),
  level: words('等级礼遇', 'Level'),
  birthday: words('生日礼', 'Birthday'),
  card: words('会员卡', 'Card'),
  member_day: words('会员日', 'Member day'),
  review: words('评价', 'Review'),
  activity: words('活动', 'Activity'),
  quiz: words('趣味测试', 'Quiz'),
  placement: words('弹窗与资源位', 'Pop-up or slot'),
  promotion: words('满赠', 'Promotion'),
  contact_way: words('导购活码', 'Contact way'),
  welcome: words('默认欢迎语', 'Default welcome'),
  phone_list: words('手机号名单', 'Phone list'),
  mass: words('导购群发', 'Mass send'),
  staff: words('导购侧边栏', 'Sidebar of staff'),
} as const;
