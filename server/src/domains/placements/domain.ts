import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Domain } from '../../platform/domain.ts';
import { pickNames } from '../../platform/form/names.ts';
import { type ConditionKind, conditionKit } from '../audiences/index.ts';
import type { CouponTaker, QuizOpenFor } from './acts.ts';
import { placementErrors } from './errors.ts';
import { placementClosed, placementMet, placementShown, placementTapped } from './events.ts';
import { findShown, type ShownPorts } from './find-shown.ts';
import { forgetShowings } from './forget-showings.ts';
import { createIsFor } from './is-for.ts';
import { keepLive } from './live.ts';
import type { Her } from './met.ts';
import type { PageAsked } from './of-goods.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { placementOutcomes } from './outcomes.ts';
import { paceForm } from './pace.ts';
import { placementPeople } from './people.ts';
import { placementForm } from './placement-form.ts';
import { placementPlans } from './plans.ts';
import { findPlacements } from './queries.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { placementTouches } from './touches.ts';
import { versionForm } from './version-form.ts';

export { placementSubject } from './experiment-subject.ts';
export { placementsOfSegment } from './of-segments.ts';

type Given = {
  /** What may be asked of people beside what audiences know. */
  readonly conditions: readonly ConditionKind[];
  /** What a tap takes. */
  readonly coupons: CouponTaker;
  /** What a tap opens. */
  readonly quizzes: QuizOpenFor;
};

/** What is live in this process and for whom, for the domain and for pages that show it. */
export function placing({ conditions, coupons, quizzes }: Given) {
  const kit = conditionKit(conditions);
  return { kit, live: keepLive(), isFor: createIsFor(kit), coupons, quizzes };
}

/** For pages: what is placed on one of them, for her. */
export function placed(ports: ShownPorts) {
  return async (ctx: Ctx, her: Her, asked: PageAsked) => findShown(ctx, ports, her, asked);
}

/** Pop-ups, slots and floating icons: what a page shows whom, when and how often, and what that brought. */
export function placements({ kit, ...ports }: ReturnType<typeof placing>): Domain {
  const { coupons } = ports;
  const form = placementForm(kit);
  return {
    name: 'placements',
    routes: [...adminRoutes({ form, coupons }), ...shopRoutes(ports)],
    listeners: [onMemberMerged],
    sweeps: [forgetShowings],
    belongings: [
      rowsOfHers({
        name: 'placements',
        words: words('遇到过的弹窗和资源位', 'Pop-ups and slots she met'),
        table: 'placements.met',
        by: 'person_no',
      }),
    ],
    errors: placementErrors,
    forms: { 'placements.placement': form, 'placements.pace': paceForm, 'placements.version': versionForm },
    facts: [placementMet, placementShown, placementTapped, placementClosed],
    people: [placementPeople],
    outcomes: placementOutcomes,
    touches: [placementTouches],
    plans: placementPlans,
    picks: {
      // One that ended is still asked about.
      placement: async (ctx, ids) =>
        pickNames([...(await findPlacements(ctx, ids)).values()].map(({ id, name }) => ({ id, name }))),
    },
  };
}
