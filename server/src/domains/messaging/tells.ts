import { type Tellers, textOf } from '../../platform/timeline.ts';
import { REASON_TEXT, type Reason } from './gate.ts';
import { builtIn } from './template.ts';

const named = (payload: Readonly<Record<string, unknown>>) =>
  `「${textOf(payload, 'title') || (builtIn(textOf(payload, 'templateKey'))?.name ?? '消息')}」`;
const channel = (payload: Readonly<Record<string, unknown>>) =>
  textOf(payload, 'channel') === 'inbox' ? '站内信' : '订阅消息';
const reason = (payload: Readonly<Record<string, unknown>>) => {
  const key = textOf(payload, 'reason');
  return isReason(key) ? REASON_TEXT[key] : key;
};
const link = (payload: Readonly<Record<string, unknown>>) => ({ kind: 'message', id: textOf(payload, 'outboundId') });

function isReason(key: string): key is Reason {
  return key in REASON_TEXT;
}

export const messagingTells: Tellers = {
  'message.sent': (p) => ({ side: 'touch', title: `发送${channel(p)}${named(p)}`, link: link(p) }),
  'message.deferred': (p) => ({
    side: 'touch',
    title: `推迟${channel(p)}${named(p)}`,
    detail: reason(p),
    link: link(p),
  }),
  'message.suppressed': (p) => ({ side: 'touch', title: `未发送${named(p)}`, detail: reason(p), link: link(p) }),
  'message.failed': (p) => ({ side: 'touch', title: `发送失败${named(p)}`, detail: textOf(p, 'error'), link: link(p) }),
  'message.unknown': (p) => ({ side: 'touch', title: `发送结果未知${named(p)}`, link: link(p) }),
  'message.opened': (p) => ({ side: 'act', title: `点开消息${named(p)}`, link: link(p) }),
  'consent.given': () => ({ side: 'act', title: '允许订阅消息' }),
  'consent.refused': () => ({ side: 'act', title: '拒绝订阅消息' }),
};
