import { words } from '../words.ts';

/** What stands in the marketing calendar. */
export const plannedKind = {
  promotion: words('优惠活动', 'Promotion'),
  coupon: words('优惠券', 'Coupon'),
  member_day: words('会员日', 'Member day'),
  journey: words('旅程', 'Journey'),
  activity: words('活动', 'Activity'),
  placement: words('弹窗与资源位', 'Pop-up or slot'),
  page: words('页面', 'Page'),
  theme: words('主题日', 'Theme'),
  broadcast: words('公众号群发', 'Broadcast of an account'),
} as const;

export type PlannedKind = keyof typeof plannedKind;

export const plannedState = {
  scheduled: words('未开始', 'Scheduled'),
  running: words('进行中', 'Running'),
  ended: words('已结束', 'Ended'),
} as const;
