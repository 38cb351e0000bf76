import type { Domain } from '../../platform/domain.ts';
import { type ConditionKind, conditionKit } from '../audiences/index.ts';
import { audienceForm, createIsFor } from './audience.ts';
import { blocks } from './blocks/index.ts';
import { pageErrors } from './errors.ts';
import { gathered } from './gathered.ts';
import { keepLive } from './live.ts';
import { pagePicks } from './picks.ts';
import { pagePlans } from './plans.ts';
import type { Ports } from './ports.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';

export { pageBlockSubject } from './experiment-subject.ts';
export { pagesOfSegment } from './queries.ts';

type Given = {
  /** What may be asked of people beside what audiences know. */
  readonly conditions: readonly ConditionKind[];
  /** What other domains know of what blocks show. */
  readonly shows: Ports;
};

/** Pages of the storefront: made of blocks, published by versions that have their time, and filled for each who opens one. */
export function pages({ conditions, shows }: Given): Domain {
  const kit = conditionKit(conditions);
  const audiences = audienceForm(kit);
  const live = keepLive();
  return {
    name: 'pages',
    routes: [
      ...adminRoutes({
        live,
        audiences,
        previewing: { live, audiences, ports: shows, isFor: () => createIsFor(kit, audiences) },
      }),
      ...shopRoutes({ live, ports: gathered(shows), isFor: createIsFor(kit, audiences) }),
    ],
    errors: pageErrors,
    forms: {
      'pages.audience': audiences,
      ...Object.fromEntries(blocks.map(({ kind, form }) => [`pages.${kind}`, form])),
    },
    picks: pagePicks,
    plans: pagePlans,
  };
}
