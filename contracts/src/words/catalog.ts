import { words } from '../words.ts';

export const productStatus = {
  draft: words('草稿', 'Draft'),
  on_sale: words('在售', 'On sale'),
  off_sale: words('已下架', 'Off sale'),
} as const;

/** Where the moment lies in the time in which a product may be bought. */
export const saleState = {
  soon: words('即将开售', 'Coming soon'),
  open: words('售卖中', 'Selling now'),
  over: words('售卖已结束', 'Sale over'),
} as const;

export const stockLevel = {
  out: words('已售罄', 'Sold out'),
  low: words('库存紧张', 'Low'),
} as const;

/** What happened on the day that a lot of goods is known by. */
export const lotDay = {
  made: words('生产', 'Made'),
  picked: words('采摘', 'Picked'),
  caught: words('捕捞', 'Caught'),
  butchered: words('屠宰', 'Butchered'),
} as const;

/** Whether the goods of a lot may still be sent and eaten. */
export const lotState = {
  good: words('正常', 'Good'),
  expired: words('已过保质期', 'Past its date'),
  recalled: words('已召回', 'Recalled'),
} as const;

/** How a search ended, or what the shop did about its word. */
export const searchOutcome = {
  missed: words('没有结果', 'Found nothing'),
  found: words('有结果', 'Found something'),
  blocked: words('已屏蔽', 'Blocked'),
} as const;
