import { words } from '../words.ts';

/** Who put a tag on a member. */
export const tagSource = {
  operator: words('人工', 'By operator'),
  journey: words('旅程', 'By journey'),
  import: words('导入', 'Imported'),
  rule: words('规则', 'By rule'),
  quiz: words('趣味测试', 'By quiz'),
  collector: words('数据接入', 'By a tracking SDK'),
} as const;

/** act: the shopper did it; touch: we told or gave; system: it followed from a rule. */
export const timelineSide = {
  act: words('她做的', 'Her acts'),
  touch: words('我们做的', 'Our touches'),
  system: words('系统', 'System'),
} as const;

export const memberSort = {
  recent: words('最近加入', 'Recently joined'),
  spent: words('消费最多', 'Most spent'),
  orders: words('订单最多', 'Most orders'),
  last_paid: words('最近购买', 'Recent purchase'),
} as const;

/** What kind of app an account is of; unknown: one that is configured no more. */
export const appKind = {
  mini_program: words('小程序', 'Mini program'),
  official_account: words('公众号', 'Official account'),
  unknown: words('已停用的应用', 'An app no longer in use'),
} as const;

/** Why two records became one. */
export const mergeCause = {
  phone: words('同一手机号', 'The same phone number'),
  unionid: words('同一微信用户', 'The same WeChat user'),
  operator: words('运营合并', 'By an operator'),
} as const;

/** What is done to many members at once. */
export const batchKind = {
  tag: words('批量打标签', 'Tag many'),
  untag: words('批量移除标签', 'Untag many'),
  coupon: words('批量发券', 'Give many a coupon'),
} as const;

export const batchState = {
  running: words('进行中', 'Running'),
  done: words('已完成', 'Done'),
  stopped: words('已停止', 'Stopped'),
  failed: words('中断', 'Broken off'),
} as const;

/** What became of one member of a batch: got it, or why not. */
export const batchOutcome = {
  given: words('已完成', 'Done'),
  already: words('本来就有这个标签', 'Had the tag already'),
  absent: words('本来就没有这个标签', 'Did not have the tag'),
  limit: words('已达每人限领张数', 'Has as many as one may have'),
  sold_out: words('券已发完', 'No coupons left'),
  ended: words('券已停止发放', 'The coupon is given no more'),
  over_budget: words('预算不够', 'The budget does not cover it'),
  held_out: words('对照组，没有发', 'Held out, got none'),
  merged: words('已合并到另一位会员', 'Merged into another member'),
} as const;
