import { words } from '../words.ts';

/** What counts towards the score of a KOC: what members brought to the shop. */
export const advocateDeed = {
  led: words('带队拼团成功', 'Teams led to the end'),
  invited: words('带来新客', 'Newcomers brought'),
  orders: words('好友订单', 'Orders of friends'),
  shares: words('分享的天数', 'Days of sharing'),
  reviews: words('展示的评价', 'Reviews on show'),
} as const;
export type AdvocateDeed = keyof typeof advocateDeed;
