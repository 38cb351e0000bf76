import { words } from '../words.ts';

/** Where somebody's bargain stands. */
export const bargainState = {
  open: words('砍价中', 'Being bargained'),
  floor: words('已砍到底价', 'At its floor'),
  ordered: words('待付款', 'Not paid yet'),
  bought: words('已买下', 'Bought'),
  over: words('已过期', 'Its time is over'),
} as const;
export type BargainState = keyof typeof bargainState;
