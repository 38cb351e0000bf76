import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import type { Wanted } from './asks.ts';
import { consentBelonging, messageBelonging } from './belongings.ts';
import type { Cause } from './cause.ts';
import type { Channel } from './channel.ts';
import { prepareContents } from './content-store.ts';
import { dispatchDue } from './dispatch.ts';
import { messagingErrors } from './errors.ts';
import {
  consentGiven,
  consentRefused,
  messageDeferred,
  messageFailed,
  messageOpened,
  messageSent,
  messageSuppressed,
  messagesDeferred,
  messageUnknown,
} from './events.ts';
import { governanceForm } from './governance-form.ts';
import { messagesByDay } from './messages-by-day.ts';
import { onCheckIn } from './on-check-in.ts';
import { onFlashSale } from './on-flash-sale.ts';
import { onGifts } from './on-gifts.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrderFacts } from './on-order-facts.ts';
import { onTheme } from './on-theme.ts';
import { onWaiting } from './on-waiting.ts';
import { messagingPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { settleLost } from './settle-lost.ts';
import { messageTouches } from './touches.ts';

export type { Channel } from './channel.ts';
export { accountMessages } from './channels/account/heard.ts';
export { accountsBy } from './channels/account/port.ts';
export { channels as messageChannels } from './channels/index.ts';
export { wecomBy } from './channels/wecom/index.ts';
export { entrusted } from './entrusted.ts';
export { giftMessages } from './gift-cause.ts';
export { hasConsent } from './has-consent.ts';
export { checkInMessages } from './on-check-in.ts';
export { flashMessages } from './on-flash-sale.ts';
export { themeMessages } from './on-theme.ts';
export { waitingMessages } from './on-waiting.ts';

type Given = {
  readonly wechat: Wechat;
  readonly channels: readonly Channel[];
  readonly causes: readonly Cause[];
  readonly wanted: Wanted;
};

/** `causes`: what stands behind messages that others ask for, each asked again when one leaves. `wanted`: what they are going to send. */
export function messaging({ wechat, channels, causes, wanted }: Given): Domain {
  const mounted = channels.flatMap(({ mounts }) => (mounts ? [mounts] : []));
  return {
    name: 'messaging',
    touches: [messageTouches(channels)],
    routes: [
      ...shopRoutes({ channels, wanted }),
      ...adminRoutes({ channels, wanted }),
      ...mounted.flatMap((m) => m.routes ?? []),
    ],
    listeners: [
      onOrderFacts,
      onGifts,
      onCheckIn,
      onFlashSale,
      onTheme,
      onWaiting,
      onMemberMerged,
      ...mounted.flatMap((m) => m.listeners ?? []),
    ],
    plans: async (ctx, window) => ({ messages: await messagesByDay(ctx, window) }),
    belongings: [messageBelonging, consentBelonging],
    sweeps: [dispatchDue(wechat, channels, causes), settleLost(channels), ...mounted.flatMap((m) => m.sweeps ?? [])],
    errors: messagingErrors,
    forms: { 'messaging.governance': governanceForm, ...Object.assign({}, ...mounted.map((m) => m.forms ?? {})) },
    callbacks: Object.assign({}, ...mounted.map((m) => m.callbacks ?? {})),
    picks: messagingPicks,
    facts: [
      consentGiven,
      consentRefused,
      messageDeferred,
      messageFailed,
      messageOpened,
      messageSent,
      messagesDeferred,
      messageSuppressed,
      messageUnknown,
    ],
    pushed: Object.assign({}, ...mounted.map((m) => m.pushed ?? {})),
    web: (app, ctx) => {
      for (const { web } of mounted) web?.(app, ctx, wechat);
    },
    prepare: async (ctx) => {
      await prepareContents(ctx, channels);
      for (const { prepare } of mounted) await prepare?.(ctx);
    },
  };
}
