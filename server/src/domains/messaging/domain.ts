import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import { dispatchDue } from './dispatch.ts';
import { messagingErrors } from './errors.ts';
import { findLost } from './find-lost.ts';
import { onMemberMerged, onOrderFacts } from './on-order-facts.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { messagingTells } from './tells.ts';
import { prepareTemplates } from './template-store.ts';

export function messaging({ wechat }: { wechat: Wechat }): Domain {
  return {
    name: 'messaging',
    routes: [...shopRoutes, ...adminRoutes],
    listeners: [onOrderFacts, onMemberMerged],
    sweeps: [dispatchDue(wechat), findLost],
    errors: messagingErrors,
    tells: messagingTells,
    prepare: prepareTemplates,
  };
}
