import { words } from '../words.ts';

/** What a code of ours is towards WeChat. Only the first can be printed: the others live thirty days and are renewed. */
export const codeKind = {
  mini_program: words('小程序码', 'Mini-program code'),
  url_link: words('URL 链接', 'URL link'),
  short_link: words('短链', 'Short link'),
  official_account: words('公众号二维码', 'Code of an official account'),
} as const;

/** What a code stands on in the world. */
export const codePlace = {
  store: words('门店', 'Store'),
  shelf: words('货架', 'Shelf'),
  poster: words('海报', 'Poster'),
  parcel_card: words('包裹卡', 'Parcel card'),
  fridge_magnet: words('冰箱贴', 'Fridge magnet'),
  shopping_bag: words('购物袋', 'Shopping bag'),
  ad: words('广告', 'Advertisement'),
  livestream: words('直播', 'Livestream'),
  official_account: words('公众号', 'Official account'),
  other: words('其他', 'Other'),
} as const;

/** The page that a code opens. */
export const codeTarget = {
  home: words('首页', 'The home page'),
  product: words('商品', 'A product'),
  category: words('分类', 'A category'),
  coupons: words('优惠券', 'Coupons'),
  store: words('门店页', 'The page of a store'),
  check_in: words('签到', 'Check-in'),
  points: words('积分', 'Points'),
  cards: words('付费会员卡', 'Membership cards'),
  contact: words('加导购', 'A contact way of staff'),
  group: words('进群', 'A group code'),
} as const;

export const codeCost = {
  none: words('不计成本', 'None'),
  once: words('一次性', 'Once'),
  monthly: words('每月', 'Each month'),
} as const;

/** A code that ended or was archived is still out there: it opens the home page. */
export const codeState = {
  live: words('使用中', 'In use'),
  ended: words('已到期', 'Ended'),
  archived: words('已停用', 'Archived'),
} as const;

/** Whether WeChat has made it. */
export const codeMaking = {
  waiting: words('生成中', 'Being made'),
  ready: words('已生成', 'Made'),
  failed: words('生成失败', 'Not made'),
} as const;

/** What became of a scan. */
export const scanOutcome = {
  opened: words('打开了页面', 'Its page was opened'),
  ended: words('码已到期，打开首页', 'The code had ended: the home page'),
  archived: words('码已停用，打开首页', 'The code was archived: the home page'),
  unknown: words('认不出的码，打开首页', 'No code of ours: the home page'),
} as const;

/** By which of her codes an order or a member counts. */
export const codeTouch = {
  last: words('最近一次', 'Last'),
  first: words('第一次', 'First'),
} as const;

/** How a sheet of paper is filled: codes in a row, and rows. */
export const sheetLayout = {
  '3x4': words('每页 12 个，码宽 5 厘米', '12 a page, 5 cm wide'),
  '2x3': words('每页 6 个，码宽 7 厘米', '6 a page, 7 cm wide'),
  '4x6': words('每页 24 个，码宽 3 厘米', '24 a page, 3 cm wide'),
  '1x1': words('每页 1 个，码宽 15 厘米', '1 a page, 15 cm wide'),
} as const;

export const sheetState = {
  drawing: words('排版中', 'Being drawn'),
  ready: words('可以下载', 'Ready'),
  failed: words('没有完成', 'Not finished'),
} as const;
