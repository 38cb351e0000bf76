import { words } from '../words.ts';

/** Whether she may take a piece of a flash sale now, and why not. */
export const taking = {
  can: words('可以抢', 'She may take one'),
  kept: words('已经抢到', 'She has one kept for her'),
  wait: words('排队的人太多，请稍后再点', 'Too many are waiting: tap again in a moment'),
  early: words('还没开始', 'It has not begun'),
  over: words('这场已经结束', 'This session is over'),
  sold_out: words('已抢光', 'Sold out'),
  full_today: words('今天的单已经接满', 'Today takes no more orders'),
  enough: words('你买的件数已经到上限', 'She has as many as one may have'),
  not_for_her: words('这次秒杀不面向你', 'It is not for her'),
  denied: words('这个账号暂时不能抢，请联系店家', 'This account may take none for now: ask the shop'),
  no_goods: words('这个规格不在这次秒杀里', 'This is not among its goods'),
} as const;
export type Taking = keyof typeof taking;

/** What became of what somebody took. */
export const takeState = {
  kept: words('待下单', 'Kept, not ordered yet'),
  ordered: words('待付款', 'Not paid yet'),
  paid: words('已付款', 'Paid'),
  lapsed: words('没有下单，已放回', 'Never ordered, put back'),
  cancelled: words('没有付款，已放回', 'Never paid, put back'),
} as const;
export type TakeState = keyof typeof takeState;

/** Where a session stands. */
export const flashState = {
  before: words('未开始', 'Not begun'),
  running: words('进行中', 'Running'),
  over: words('已结束', 'Over'),
} as const;
export type FlashState = keyof typeof flashState;
