import { words } from '../words.ts';

export const briefingPlan = {
  daily: words('每天', 'Every day'),
  weekly: words('每周', 'Every week'),
  monthly: words('每月', 'Every month'),
} as const;
export type BriefingPlan = keyof typeof briefingPlan;

/** What became of one issue for one reader. `unknown`: handed over, and never answered; it is not sent again. */
export const briefingState = {
  waiting: words('等待发送', 'Waiting'),
  sending: words('发送中', 'Sending'),
  delivered: words('已送达', 'Delivered'),
  failed: words('没有送出', 'Failed'),
  unknown: words('不确定', 'Unknown'),
} as const;

/** Why a mail did not leave. */
export const briefingFault = {
  no_server: words('还没有设置邮件服务器', 'No mail server is set up'),
  unreachable: words('连不上邮件服务器', 'The mail server cannot be reached'),
  sign_in: words('邮件服务器不接受账号或密码', 'The mail server refuses login or password'),
  refused: words('邮件服务器拒收', 'The mail server refuses it'),
  later: words('邮件服务器要求稍后再试', 'The mail server asks to try later'),
  interrupted: words('发送中断，可能已经送到', 'Cut off on its way; it may have arrived'),
} as const;
export type BriefingFault = keyof typeof briefingFault;

export const mailSafety = {
  tls: words('加密（465 端口）', 'Encrypted from the start (465)'),
  starttls: words('先连再加密（587 端口）', 'Encrypted after the greeting (587)'),
  none: words('不加密（只用于自己机房内）', 'Not encrypted (a relay in the house only)'),
} as const;
