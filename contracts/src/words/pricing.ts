import { words } from '../words.ts';

/** Who bears what a discount takes off. */
export const funder = {
  shop: words('商家承担', 'The shop'),
  platform: words('平台补贴', 'A platform'),
  supplier: words('供应商承担', 'The supplier'),
} as const;

/** What a discount looked at when it was its turn. */
export const discountBase = {
  list: words('原价', 'List price'),
  unit: words('单价优惠后', 'After prices of pieces'),
  current: words('当时应付', 'Still to pay'),
} as const;

/** The layers of a price, in the order in which they count. */
export const discountLayer = {
  unit: words('单价', 'Unit price'),
  line: words('单品优惠', 'Line rule'),
  order: words('整单优惠', 'Order rule'),
  coupon: words('优惠券', 'Coupon'),
  points: words('积分', 'Points'),
  shipping: words('运费', 'Shipping'),
  gift: words('赠品', 'Gift'),
} as const;

/** How two offers for the same goods live with one another. */
export const offersMeet = {
  stack: words('叠加', 'Add up'),
  best: words('只用最省的', 'The best of them'),
  first: words('按优先级', 'The first of them'),
  apart: words('互斥', 'Never together'),
  lowest: words('取最低价', 'The lowest price'),
} as const;

/** What is to be known of a SKU on which offers meet, the worst first. */
export const overlapWarning = {
  for_nothing: words('可能不要钱', 'May cost nothing'),
  below_cost: words('低于成本', 'Below cost'),
  below_floor: words('低于规则底价', 'Below a rule’s floor'),
  same_group: words('规则互相排斥', 'Rules hold each other back'),
  stacks: words('优惠会叠加', 'Discounts add up'),
} as const;

/** What becomes of a gift when a refund leaves too little for it. */
export const giftBroken = {
  keep: words('赠品归顾客', 'She keeps it'),
  clawback: words('退回赠品或扣除价值', 'It comes back, or its value is deducted'),
  refuse: words('不能只退一部分', 'That part is not given back'),
} as const;

export const promotionState = {
  scheduled: words('未开始', 'Scheduled'),
  running: words('进行中', 'Running'),
  ended: words('已结束', 'Ended'),
} as const;
