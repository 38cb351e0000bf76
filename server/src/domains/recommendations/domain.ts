import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Domain } from '../../platform/domain.ts';
import type { Her } from './arms.ts';
import { recommendationErrors } from './errors.ts';
import { recommendationMet } from './events.ts';
import { heroForm } from './heroes/hero-rules.ts';
import { heroRoutes } from './heroes/routes.ts';
import { rotateHeroes } from './heroes/weeks.ts';
import { keepKnowledge } from './knowledge/keep.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { type Asked, type Ports, recommendTo, sampleFor } from './recommended.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { rulesForm } from './rules.ts';

export { heroesNow } from './heroes/weeks.ts';

/** What is known of all in this process, for the domain and for whoever shows what it recommends. */
export function recommending(given: Omit<Ports, 'keeper'>): Ports {
  return { ...given, keeper: keepKnowledge() };
}

/** For pages: what a slot shows her; of an operator who looks nothing is counted. */
export function recommended(ports: Ports) {
  return async (ctx: Ctx, her: Her, { looks, ...asked }: Asked & { readonly looks: boolean }) =>
    looks
      ? (await sampleFor(ctx, ports, her, asked)).items.map(({ score: _, ...item }) => item)
      : recommendTo(ctx, ports, her, asked);
}

/** What each shopper is likely to buy next, learnt from what all bought, and what it brings beside what is merely popular. */
export function recommendations(ports: Ports): Domain {
  return {
    name: 'recommendations',
    routes: [...adminRoutes(ports), ...heroRoutes(ports), ...shopRoutes(ports)],
    listeners: [onMemberMerged],
    sweeps: [rotateHeroes(ports)],
    belongings: [
      rowsOfHers({
        name: 'recommendations',
        words: words('遇到过的推荐位', 'Recommendations she met'),
        table: 'recommendations.met',
        by: 'person_no',
      }),
    ],
    errors: recommendationErrors,
    forms: { 'recommendations.rules': rulesForm, 'recommendations.heroes': heroForm },
    facts: [recommendationMet],
  };
}
