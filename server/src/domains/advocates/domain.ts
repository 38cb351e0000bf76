import type { Domain } from '../../platform/domain.ts';
import { type DeedSource, sharing } from './deeds.ts';
import { advocateBecame } from './events.ts';
import { beginScores, keepScores } from './keep-scores.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { advocatePeople } from './people.ts';
import { adminRoutes } from './routes.ts';
import { advocateRulesForm } from './rules.ts';

export { advocateScore } from './advocate-score.ts';

/** KOCs (超级用户): what members brought to the shop, as one score. `deeds`: where other domains know of what counts. */
export function advocates({ deeds }: { readonly deeds: readonly DeedSource[] }): Domain {
  return {
    name: 'advocates',
    routes: adminRoutes,
    listeners: [onMemberMerged],
    sweeps: [keepScores([...deeds, sharing])],
    prepare: beginScores,
    forms: { 'advocates.rules': advocateRulesForm },
    people: advocatePeople,
    facts: [advocateBecame],
  };
}
