import type { Belonging } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import { adoptAccounts } from './account.ts';
import { memberBelongings } from './belongings.ts';
import { memberErrors } from './errors.ts';
import {
  memberJoined,
  memberMerged,
  memberPhoneMoved,
  memberTagged,
  memberUnmerged,
  memberUntagged,
} from './events.ts';
import { memberPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';
import { mergeRoutes } from './routes.merges.ts';
import { shopRoutes } from './routes.shop.ts';

/** `belongings`: what every domain keeps of a person. */
export function members(ports: { wechat: Wechat; belongings: () => readonly Belonging[] }): Domain {
  return {
    name: 'members',
    routes: [...shopRoutes(ports.wechat), ...adminRoutes, ...mergeRoutes(ports.belongings)],
    belongings: memberBelongings,
    errors: memberErrors,
    picks: memberPicks,
    facts: [memberJoined, memberMerged, memberUnmerged, memberPhoneMoved, memberTagged, memberUntagged],
    prepare: adoptAccounts,
  };
}
