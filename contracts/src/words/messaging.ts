import { words } from '../words.ts';

export const channel = {
  subscribe: words('订阅消息', 'Subscribe message'),
  inbox: words('站内信', 'Inbox message'),
} as const;

/** Why a message was deferred or suppressed. */
export const verdictReason = {
  ok: words('可以发送', 'May be sent'),
  no_consent: words('没有订阅额度', 'No consent left'),
  refused: words('用户拒绝了订阅', 'She refused to subscribe'),
  blocked: words('会员或模板已停用', 'The member or the template is switched off'),
  holdout: words('对照组，不打扰', 'Holdout: left alone'),
  goal_reached: words('目标已达成，不再发送', 'Goal reached: no longer sent'),
  frequency_cap: words('达到频次上限', 'Cap reached'),
  quiet_hours: words('免打扰时段，顺延发送', 'Quiet hours: sent later'),
  rate: words('发送过快，稍后发送', 'Too many at once: sent later'),
  no_address: words('没有可触达的微信身份', 'No WeChat identity to reach'),
  exited: words('已离开旅程', 'Left the journey'),
} as const;
