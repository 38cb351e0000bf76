import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { recommendationErrors } from './errors.ts';
import { recommendationMet } from './events.ts';
import { keepKnowledge } from './knowledge/keep.ts';
import { onMemberMerged } from './on-member-merged.ts';
import type { Ports } from './recommended.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { rulesForm } from './rules.ts';

/** What each shopper is likely to buy next, learnt from what all bought, and what it brings beside what is merely popular. */
export function recommendations(given: Omit<Ports, 'keeper'>): Domain {
  const ports = { ...given, keeper: keepKnowledge() };
  return {
    name: 'recommendations',
    routes: [...adminRoutes(ports), ...shopRoutes(ports)],
    listeners: [onMemberMerged],
    belongings: [
      rowsOfHers({
        name: 'recommendations',
        words: words('遇到过的推荐位', 'Recommendations she met'),
        table: 'recommendations.met',
        by: 'person_no',
      }),
    ],
    errors: recommendationErrors,
    forms: { 'recommendations.rules': rulesForm },
    facts: [recommendationMet],
  };
}
