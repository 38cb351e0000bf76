import { words } from '../words.ts';

/** What is looked at before something counts, and once more before it is rewarded. */
export const riskRule = {
  listed: words('黑名单', 'Blacklist'),
  device: words('同一台设备', 'Same device'),
  network: words('同一网络', 'Same network'),
  address: words('同一收货地址', 'Same delivery address'),
  payer: words('同一付款人', 'Same payer'),
  velocity: words('来得太快', 'Too many too fast'),
  backs: words('得奖后退款', 'Refunds after rewards'),
} as const;
export type RiskRuleName = keyof typeof riskRule;

export const riskDoes = {
  off: words('不看', 'Is not looked at'),
  hold: words('先扣下，人工审核', 'Holds it for review'),
  refuse: words('直接不计', 'Refuses it'),
} as const;
export type RiskDoes = keyof typeof riskDoes;

/** What a case is about. */
export const caseSubject = {
  help: words('朋友助力', 'A friend’s tap'),
  invite: words('邀请来的人', 'An invited newcomer'),
  reward: words('活动奖品', 'A reward'),
} as const;
export type CaseSubject = keyof typeof caseSubject;

export const caseState = {
  held: words('待审核', 'Waits for review'),
  released: words('已放行', 'Released'),
  refused: words('已拒绝', 'Refused'),
  gone: words('已失效', 'Needs no decision any more'),
} as const;
export type CaseState = keyof typeof caseState;

export const listedKind = {
  member: words('会员', 'Member'),
  device: words('设备', 'Device'),
  network: words('网络（当天）', 'Network (of that day)'),
  address: words('收货地址', 'Delivery address'),
  payer: words('付款人', 'Payer'),
} as const;
export type ListedKind = keyof typeof listedKind;
