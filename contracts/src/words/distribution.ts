import { words } from '../words.ts';

export const distributorState = {
  applied: words('待审核', 'Waits for review'),
  active: words('分销中', 'Active'),
  suspended: words('已暂停', 'Suspended'),
  ended: words('已清退', 'Ended'),
  refused: words('未通过', 'Refused'),
} as const;
export type DistributorState = keyof typeof distributorState;

/** How one becomes a distributor. */
export const distributorWay = {
  application: words('申请，店里审核', 'By application, reviewed by the shop'),
  rule: words('申请，达到消费门槛自动通过', 'By application, passed at once for who bought enough'),
} as const;

/** Who counts as having brought a customer. */
export const lockBy = {
  first: words('先分享的人（保护期内不换）', 'Who shared first, until the time of protection is over'),
  last: words('最后分享的人', 'Who shared last'),
} as const;

export const planState = {
  running: words('生效中', 'In force'),
  coming: words('未开始', 'To come'),
  over: words('已结束', 'Over'),
  archived: words('已停用', 'Archived'),
} as const;

/** How a commission stands, as people read it. */
export const commissionState = {
  frozen: words('等收货', 'Waits until the order has arrived'),
  maturing: words('售后期内', 'Waits until nothing can be sent back'),
  held: words('核实中', 'Held for review'),
  released: words('已到余额', 'In the balance'),
  reversed: words('已退回', 'Taken back'),
} as const;
export type CommissionState = keyof typeof commissionState;

export const commissionLevel = {
  first: words('自己带来的', 'Her own customer'),
  second: words('团队带来的', 'Her team’s customer'),
} as const;

/** What a commission is of. */
export const commissionSource = {
  plan: words('商品佣金', 'Goods'),
  wave: words('社区团购', 'A wave of community group buying'),
  neighbour: words('带来邻居', 'A neighbour brought'),
} as const;
export type CommissionSource = keyof typeof commissionSource;

/** What moved the money of a distributor. */
export const distributionEntryKind = {
  earned: words('下单带来', 'Earned by an order'),
  released: words('转入余额', 'Into the balance'),
  reversed: words('退款退回', 'Taken back by a refund'),
  refused: words('核实后取消', 'Taken back after a review'),
  withdrawn: words('提现', 'Withdrawn'),
  withdrawal_back: words('提现退回', 'A withdrawal came back'),
} as const;
export type DistributionEntryKind = keyof typeof distributionEntryKind;

export const reviewOutcome = {
  approved: words('通过', 'Approved'),
  refused: words('不通过', 'Refused'),
} as const;

/** What the shop does with a distributor. */
export const distributorMove = {
  suspended: words('暂停', 'Suspend'),
  active: words('恢复', 'Take back on'),
  ended: words('清退', 'End'),
} as const;

/** How a withdrawal stands. */
export const withdrawalState = {
  review: words('待审核', 'Waits for review'),
  due: words('提交中', 'On its way to WeChat'),
  confirm: words('待确认收款', 'Waits for her to confirm'),
  paying: words('打款中', 'Being paid'),
  paid: words('已到账', 'Paid'),
  failed: words('未到账，已退回余额', 'Failed, back in the balance'),
  cancelling: words('取消中', 'Being cancelled'),
  cancelled: words('已取消，已退回余额', 'Cancelled, back in the balance'),
  refused: words('审核未通过，已退回余额', 'Refused, back in the balance'),
} as const;
export type WithdrawalState = keyof typeof withdrawalState;
