import { words } from '../words.ts';

/** What a target may be about; each is the figure of that name everywhere. */
export const targetFigure = {
  spent: words('净成交额', 'Net sales'),
  orders: words('订单数', 'Orders'),
  payers: words('支付人数', 'Buyers'),
  newPayers: words('首购新客', 'New buyers'),
  newMembers: words('新会员', 'New members'),
  repurchase: words('复购率', 'Repurchase rate'),
} as const;
export type TargetFigure = keyof typeof targetFigure;

export const targetPeriod = { month: words('月', 'Month'), quarter: words('季度', 'Quarter') } as const;
export type TargetPeriod = keyof typeof targetPeriod;

/** How a target is spread over the days. */
export const targetCurve = {
  weekday: words('按过去八周的星期', 'By the weekdays of the eight weeks before'),
  even: words('每天一样', 'Alike each day'),
} as const;

/** Why there is no forecast. */
export const noForecast = {
  young: words('开店不满四周，还不能预测', 'Less than four weeks of history: no forecast yet'),
  persons: words('一个人只算一次，不按天相加', 'A person counts once: days do not add up'),
  share: words('比例不按天相加', 'Shares of days do not add up'),
  over: words('已经结束', 'It is over'),
} as const;

/** The figures of a day that are watched. */
export const watchedFigure = {
  gmv: words('成交额', 'Sales'),
  orders: words('订单数', 'Orders'),
  payers: words('支付人数', 'Buyers'),
  newPayers: words('首购新客', 'New buyers'),
  visitors: words('访客数', 'Visitors'),
} as const;
export type WatchedFigure = keyof typeof watchedFigure;
