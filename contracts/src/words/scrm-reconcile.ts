import { words } from '../words.ts';

/** Why the friends were compared with WeCom. */
export const comparisonReason = {
  first: words('接入时第一次读取', 'First reading of the corp'),
  nightly: words('每天夜里', 'Every night'),
  asked: words('手动', 'Asked for'),
} as const;

/** What a comparison found. */
export const foundKind = {
  added: words('加了好友', 'Added'),
  ended: words('不再是好友', 'Not a friend any more'),
  changed: words('备注或标签变了', 'Remark or tags changed'),
} as const;
