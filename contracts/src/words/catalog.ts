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

/** How a search ended, or what the shop did about its word. */
export const searchOutcome = {
  missed: words('没有结果', 'Found nothing'),
  found: words('有结果', 'Found something'),
  blocked: words('已屏蔽', 'Blocked'),
} as const;
