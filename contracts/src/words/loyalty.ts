import { words } from '../words.ts';

/** Why points came or went. */
export const pointsKind = {
  earned: words('购物获得', 'Earned by an order'),
  taken_back: words('退款收回', 'Taken back for a refund'),
  exchanged: words('兑换礼品', 'Exchanged'),
  expired: words('到期清零', 'Expired'),
  given: words('商家赠送', 'Given by the shop'),
  deducted: words('商家扣除', 'Deducted by the shop'),
  parted: words('拆分会员', 'Records parted'),
  checked_in: words('签到', 'Check-in'),
  made_up: words('补签', 'Made up for a day'),
  spent: words('下单抵现', 'Paid an order with'),
  unspent: words('抵现退回', 'Given back of an order'),
} as const;

export const rewardState = {
  active: words('兑换中', 'On offer'),
  gone: words('已兑完', 'All taken'),
  ended: words('已下架', 'Ended'),
} as const;

/** When points that an order earned may be spent. */
export const pointsHold = {
  receipt: words('确认收货后', 'Once it has arrived'),
  after_sales: words('售后期结束后', 'Once it can no longer be given back'),
} as const;

/** What happens to members whom a change of the ladder moves. */
export const levelsApply = {
  silent: words('静默应用', 'Apply silently'),
  start: words('发升级礼并触发旅程', 'Give the gifts and start journeys'),
} as const;

/** Why a level changed. */
export const levelReason = {
  growth: words('成长值增加', 'By growth'),
  refund: words('订单退款', 'An order came back'),
  time: words('到期', 'Its time was over'),
  rules: words('等级规则调整', 'The levels were changed'),
  rules_start: words('等级规则调整', 'The levels were changed'),
  merged: words('会员合并', 'Records became one'),
  parted: words('拆分会员', 'Records parted'),
} as const;

/** How long a card is good: months of 31 days. */
export const cardTerm = {
  month: words('月卡', 'Month card'),
  quarter: words('季卡', 'Quarter card'),
  year: words('年卡', 'Year card'),
} as const;

export const cardKindState = {
  offered: words('在售', 'On offer'),
  ended: words('已下架', 'Ended'),
} as const;

export const cardState = {
  running: words('使用中', 'Running'),
  upcoming: words('未开始', 'Begins later'),
  over: words('已到期', 'Over'),
  returned: words('已退卡', 'Given back'),
} as const;

/** What a level, or a card, entitles to. */
export const privilegeKind = {
  discount: words('会员折扣', 'Discount'),
  points: words('积分加倍', 'More points'),
  shipping: words('免运费', 'Free delivery'),
  gift: words('升级礼', 'Gift'),
  birthday: words('生日礼', 'Birthday gift'),
  service: words('专属服务', 'Service'),
  monthly: words('每月送券', 'A coupon each month'),
} as const;

/** Which days a member day comes on. */
export const memberDayKind = {
  weekly: words('每周', 'Every week'),
  monthly: words('每月几号', 'Days of the month'),
  nth: words('每月第几个周几', 'A weekday of the month'),
  birthday: words('会员生日', "A member's birthday"),
} as const;

/** How long a birthday is. */
export const birthdayWindow = {
  day: words('生日当天', 'The day'),
  week: words('生日那一周', 'Its week'),
  month: words('生日那个月', 'Its month'),
} as const;

/** Whose day it is. */
export const memberDayFor = {
  everybody: words('全部会员', 'All members'),
  level: words('达到等级的会员', 'From a level on'),
  card: words('持卡会员', 'Card holders'),
} as const;

export const memberDayState = {
  running: words('进行中', 'Running'),
  ended: words('已停用', 'Ended'),
} as const;

/** How the gift of a member day stands to a shopper. */
export const dayGiftState = {
  open: words('领取', 'Take'),
  taken: words('已领取', 'Taken'),
  later: words('当天可领', 'On the day'),
  gone: words('已领完', 'All gone'),
} as const;
