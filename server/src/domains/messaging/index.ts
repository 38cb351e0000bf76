// messaging owns what the shop tells a shopper: templates, consent, the governance gate, every message and its verdict.

export type { Cause, Leaving, NoLonger } from './cause.ts';
export type { AccountMessages } from './channels/account/heard.ts';
export type { AccountPort } from './channels/account/port.ts';
export { channels as messageChannels } from './channels/index.ts';
export { templateIdsOf as subscribeTemplates } from './channels/subscribe/consent.ts';
export type { StaffPort } from './channels/wecom/index.ts';
export type { Entrusted } from './entrusted.ts';
export { type Needs, readNeeds } from './needs.ts';
export { cancelMessages, cancelMessagesOf, queueMessages } from './queue.ts';
export { releasing } from './release.ts';
export { chineseDay } from './render.ts';
export { sent, verdicts } from './send-log.ts';
