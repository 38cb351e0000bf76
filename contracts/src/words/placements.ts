import { words } from '../words.ts';

/** What is placed on a page. */
export const placementKind = {
  popup: words('弹窗', 'Pop-up'),
  banner: words('资源位', 'Slot'),
  floating: words('悬浮图标', 'Floating icon'),
} as const;

/** Pages of the shop that have room for it. Checkout and payment are none of them. */
export const placementPage = {
  home: words('首页', 'Home'),
  product: words('商品页', 'Product'),
  category: words('分类页', 'Category'),
  cart: words('购物车', 'Cart'),
  me: words('我的', 'Member page'),
  paid: words('支付成功页', 'Order paid'),
} as const;

export const placementState = {
  draft: words('未上线', 'Not live yet'),
  scheduled: words('未开始', 'Scheduled'),
  live: words('进行中', 'Live'),
  paused: words('已暂停', 'Paused'),
  ended: words('已结束', 'Ended'),
} as const;

/** Where a tap on it leads. */
export const placementTarget = {
  none: words('不跳转', 'Nowhere'),
  coupon: words('领一张券', 'Takes a coupon'),
  product: words('商品', 'A product'),
  category: words('分类', 'A category'),
  coupons: words('优惠券', 'Coupons'),
  points: words('积分', 'Points'),
  check_in: words('签到', 'Check-in'),
  cards: words('付费会员卡', 'Membership cards'),
  store: words('门店页', 'The page of a store'),
  quiz: words('趣味测试', 'A quiz'),
  home: words('首页', 'The home page'),
} as const;

/** Whom it is for. */
export const placementFor = {
  everybody: words('所有人，含没注册手机号的访客', 'Everybody, visitors too'),
  newcomers: words('没下过单的人', 'Who has not ordered yet'),
  buyers: words('下过单的人', 'Who has ordered'),
  some: words('符合条件的人', 'Whom conditions hold for'),
} as const;

export const placementPace = {
  always: words('每次进入都出现', 'On every visit'),
  daily: words('每人每天最多几次', 'So many times a day'),
  days: words('每人几天一次', 'Once in so many days'),
} as const;

/** What became of a tap. */
export const placementAnswer = {
  opened: words('打开页面', 'It leads on'),
  taken: words('领到了券', 'The coupon is hers'),
  refused: words('没有领到券', 'The coupon was refused'),
} as const;
