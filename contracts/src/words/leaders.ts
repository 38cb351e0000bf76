import { words } from '../words.ts';

export const leaderState = {
  proposed: words('系统推荐', 'Proposed by the rule'),
  applied: words('待审核', 'Waits for review'),
  active: words('在任', 'Active'),
  suspended: words('已暂停', 'Suspended'),
  ended: words('已卸任', 'Ended'),
  refused: words('未通过', 'Refused'),
} as const;
export type LeaderState = keyof typeof leaderState;

/** How she came to be a leader, or to be asked. */
export const leaderWay = {
  rule: words('达到条件', 'By the rule'),
  application: words('自己申请', 'By application'),
} as const;

/** What becomes of who meets the rule. */
export const leaderByRule = {
  off: words('不自动推荐', 'Nothing'),
  propose: words('推荐给店里，由店里确认', 'She is proposed, the shop confirms'),
  automatic: words('直接成为团长', 'She is a leader at once'),
} as const;

/** For what a neighbour brings her leader the reward. */
export const neighbourDeed = {
  first_order: words('下首单', 'Her first order'),
  registers: words('注册（留下手机号）', 'Registering, with a phone number'),
} as const;
export type NeighbourDeed = keyof typeof neighbourDeed;

/** How a neighbour stands, as people read it. */
export const neighbourState = {
  came: words('来过', 'Came'),
  known: words('老顾客', 'Was a customer before'),
  counted: words('已计奖励', 'Counts'),
} as const;

export const leaderMove = {
  suspended: words('暂停', 'Suspend'),
  active: words('恢复', 'Take back on'),
  ended: words('卸任', 'End'),
} as const;

/** How a wave stands, as people read it. */
export const waveState = {
  draft: words('草稿', 'Draft'),
  coming: words('未开团', 'To come'),
  open: words('开团中', 'Open'),
  cut: words('已截单', 'Orders closed'),
  handing: words('提货中', 'Being collected'),
  over: words('已结束', 'Over'),
  cancelled: words('已取消', 'Cancelled'),
} as const;
export type WaveState = keyof typeof waveState;

/** Where the pieces of a wave come from. */
export const waveStock = {
  shop: words('用商城库存', 'The shop’s stock'),
  own: words('单独锁定一份', 'Pieces set aside for it'),
} as const;

/** Which leaders have it. */
export const waveFor = {
  all: words('所有有提货点的团长', 'All leaders with a point'),
  some: words('指定团长', 'These leaders'),
} as const;

/** How an order of a wave stands, for whoever hands it out. */
export const waveOrderState = {
  ordered: words('待付款', 'To be paid'),
  paid: words('待到货', 'To arrive'),
  ready: words('待提货', 'To be collected'),
  received: words('已提货', 'Collected'),
  cancelled: words('已取消', 'Cancelled'),
  back: words('已退款', 'Given back'),
} as const;
export type WaveOrderState = keyof typeof waveOrderState;
