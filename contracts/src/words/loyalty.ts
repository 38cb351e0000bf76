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
