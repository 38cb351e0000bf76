import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import { adoptAccounts } from './account.ts';
import { memberErrors } from './errors.ts';
import { memberJoined, memberMerged, memberTagged, memberUntagged } from './events.ts';
import { memberPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';

export function members(ports: { wechat: Wechat }): Domain {
  return {
    name: 'members',
    routes: [...shopRoutes(ports.wechat), ...adminRoutes],
    errors: memberErrors,
    picks: memberPicks,
    facts: [memberJoined, memberMerged, memberTagged, memberUntagged],
    prepare: adoptAccounts,
  };
}
