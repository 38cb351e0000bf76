import type { Belonging } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import { adoptAccounts } from './account.ts';
import type { BatchAct } from './batch/batch-act.ts';
import { batchJob, resumeBatches } from './batch/carry-out.ts';
import { batchOutcomes } from './batch/outcomes.ts';
import { batchPeople } from './batch/people.ts';
import { batchRoutes } from './batch/routes.ts';
import { tagMany, untagMany } from './batch/tag-acts.ts';
import type { Counted } from './batch/who.ts';
import { memberBelongings } from './belongings.ts';
import { memberErrors } from './errors.ts';
import {
  memberCaughtUp,
  memberJoined,
  memberMerged,
  memberPhoneMoved,
  membersImported,
  memberTagged,
  memberUnmerged,
  memberUntagged,
  tagsChanged,
} from './events.ts';
import { memberPicks } from './picks.ts';
import { readRegions } from './regions.ts';
import { adminRoutes } from './routes.admin.ts';
import { mergeRoutes } from './routes.merges.ts';
import { shopRoutes } from './routes.shop.ts';
import { followStragglers } from './stragglers.ts';

export { bornOn } from './born-on.ts';
export { joinedOn } from './joined-on.ts';
export { readMember } from './list.ts';
export { memberOfRequest } from './session.ts';

/**
 * `belongings`: what every domain keeps of a person. `acts`: what domains above can do to many members at once. `counted`: the
 * numbers that count people, each of which may be whom a batch is for.
 */
export function members(ports: {
  wechat: Wechat;
  belongings: () => readonly Belonging[];
  acts: readonly BatchAct[];
  counted: Counted;
}): Domain {
  const acts = [tagMany, untagMany, ...ports.acts];
  return {
    name: 'members',
    routes: [
      ...shopRoutes(ports.wechat),
      ...adminRoutes,
      ...mergeRoutes(ports.belongings),
      ...batchRoutes(acts, ports.counted),
    ],
    jobs: [batchJob(acts)],
    sweeps: [resumeBatches, followStragglers(ports.belongings), readRegions],
    people: [batchPeople],
    outcomes: batchOutcomes(acts),
    belongings: memberBelongings,
    errors: memberErrors,
    picks: memberPicks,
    facts: [
      memberJoined,
      membersImported,
      memberMerged,
      memberCaughtUp,
      memberUnmerged,
      memberPhoneMoved,
      memberTagged,
      memberUntagged,
      tagsChanged,
    ],
    prepare: adoptAccounts,
  };
}
