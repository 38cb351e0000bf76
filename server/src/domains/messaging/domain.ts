import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
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
  messageUnknown,
} from './events.ts';
import { findLost } from './find-lost.ts';
import { onMemberMerged, onOrderFacts } from './on-order-facts.ts';
import { messagingPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { prepareTemplates } from './template-store.ts';

export function messaging({ wechat }: { wechat: Wechat }): Domain {
  return {
    name: 'messaging',
    routes: [...shopRoutes, ...adminRoutes],
    listeners: [onOrderFacts, onMemberMerged],
    sweeps: [dispatchDue(wechat), findLost],
    errors: messagingErrors,
    picks: messagingPicks,
    facts: [
      consentGiven,
      consentRefused,
      messageDeferred,
      messageFailed,
      messageOpened,
      messageSent,
      messageSuppressed,
      messageUnknown,
    ],
    prepare: prepareTemplates,
  };
}
