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

export const promotionState = {
  scheduled: words('未开始', 'Scheduled'),
  running: words('进行中', 'Running'),
  ended: words('已结束', 'Ended'),
} as const;
