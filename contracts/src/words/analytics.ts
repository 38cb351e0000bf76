import { words } from '../words.ts';

/** Where an event comes from. */
export const eventSource = {
  sdk: words('小程序埋点', 'SDK'),
  fact: words('业务事实', 'Fact'),
  import: words('导入', 'Import'),
} as const;

/** What the days of a report are held against. */
export const reportComparison = {
  before: words('上期（前面同样多天）', 'The days before'),
  week: words('上周同期', 'The same days of last week'),
  month: words('上月同期', 'The same days of last month'),
  year: words('去年同期', 'The same days of last year'),
  chosen: words('指定日期', 'Days of your choice'),
} as const;
export type ReportComparison = keyof typeof reportComparison;

/** By what a GMV tree branches. */
export const gmvBranching = {
  whole: words('不分', 'Not at all'),
  newness: words('新客与老客', 'New and returning'),
  channel: words('来访渠道', 'Channel'),
  stage: words('生命周期阶段', 'Lifecycle stage'),
  category: words('商品分类', 'Category'),
} as const;

/**
 * What net GMV is the product of, for those who visited; for those who bought without being seen (a file, another system)
 * there are no visitors to begin with. `kept`: of orders given back whole, and what is of no category.
 */
export const gmvFactor = {
  visitors: words('访客数', 'Visitors'),
  conversion: words('支付转化率', 'Conversion'),
  frequency: words('人均单数', 'Orders per buyer'),
  orderValue: words('客单价', 'Order value'),
  unseenBuyers: words('没有访问记录的买家', 'Buyers not seen visiting'),
  unseenFrequency: words('其人均单数', 'Their orders each'),
  unseenOrderValue: words('其客单价', 'Their order value'),
  kept: words('其他（全退单留下的、运费等）', 'Others (kept of whole refunds, shipping)'),
} as const;
export type GmvFactor = keyof typeof gmvFactor;

/** How an order's amount is shared among what touched her before it. */
export const attributionModel = {
  first: words('首次', 'First'),
  last: words('末次', 'Last'),
  linear: words('平均', 'Linear'),
  position: words('首尾各 40%', 'Position (40/20/40)'),
  decay: words('越近越多', 'Time decay'),
} as const;
export type AttributionModel = keyof typeof attributionModel;

/** What may have touched her. `direct`: nothing did, as far as is known. */
export const touchKind = {
  source: words('链接或码的标记', 'Mark of a link or code'),
  scene: words('微信入口', 'Way in WeChat'),
  journey: words('旅程', 'Journey'),
  message: words('消息', 'Message'),
  coupon: words('用掉的券', 'Used coupon'),
  direct: words('直接下单', 'Direct'),
} as const;
export type TouchKind = keyof typeof touchKind;

/** What a cohort begins with. */
export const ltvStart = {
  joined: words('成为会员', 'Joining'),
  first_order: words('首单', 'First order'),
} as const;

export const ltvBranching = {
  whole: words('不分', 'Not at all'),
  channel: words('首次来源', 'First source'),
} as const;
