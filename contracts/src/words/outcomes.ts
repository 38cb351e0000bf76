import { words } from '../words.ts';

/** What the shop does to sell more, each kind with figures of its own. */
export const outcomeKind = {
  journey: words('旅程', 'Journey'),
  batch: words('批量发券', 'Coupons given to many'),
  activity: words('活动', 'Activity'),
  quiz: words('趣味测试', 'Quiz'),
  placement: words('弹窗和资源位', 'Pop-up or slot'),
  promotion: words('优惠活动', 'Promotion'),
  coupon: words('优惠券', 'Coupon'),
  pay_coupon: words('微信支付券', 'WeChat Pay coupon'),
  privilege: words('会员权益（会员价、会员日、付费卡）', 'Privilege (member price, day or card)'),
  code: words('渠道码', 'Code'),
} as const;
export type OutcomeKind = keyof typeof outcomeKind;

/** Why what it brought beyond what would have come is not told. */
export const noIncrement = {
  no_holdout: words('没有对照组', 'No holdout'),
  too_few: words('人数太少，还比不出来', 'Too few people to compare'),
} as const;

export const outcomeOrder = {
  extra: words('增量成交', 'Incremental sales'),
  cost: words('成本', 'Cost'),
  returnOnCost: words('每花 1 元带来', 'Brought for each yuan'),
  sales: words('相关成交', 'Sales it touched'),
  people: words('人数', 'People'),
  newMembers: words('新会员', 'New members'),
  cac: words('获客成本', 'Cost a new member'),
} as const;
export type OutcomeOrder = keyof typeof outcomeOrder;
