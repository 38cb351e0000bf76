import { words } from '../words.ts';

/** Who put a tag on a member. */
export const tagSource = {
  operator: words('人工', 'By operator'),
  journey: words('旅程', 'By journey'),
  import: words('导入', 'Imported'),
  rule: words('规则', 'By rule'),
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
