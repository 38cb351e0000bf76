import type { Domain } from '../../platform/domain.ts';
import { grantBelonging } from './belongings.ts';
import type { BenefitKinds } from './benefit-kind.ts';
import { budgetForm } from './budget-form.ts';
import { benefitErrors } from './errors.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrderGifts } from './on-order-gifts.ts';
import { packageForm } from './packages/package-form.ts';
import { packageRoutes } from './packages/routes.ts';
import { benefitPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';
import { givenWithTouches } from './touches.ts';
import { benefitWork } from './work.ts';

export { benefitKinds } from './benefit-kinds.ts';
export { budgetBook } from './budget-book.ts';

/** `kinds`: everything that can be given; each domain that has something to give hands in its kind. */
export function benefits({ kinds }: { readonly kinds: BenefitKinds }): Domain {
  return {
    name: 'benefits',
    routes: [...adminRoutes(kinds), ...packageRoutes(kinds)],
    listeners: [onMemberMerged, onOrderGifts],
    belongings: [grantBelonging],
    errors: benefitErrors,
    forms: { 'benefits.budget': budgetForm, 'benefits.package': packageForm },
    picks: benefitPicks(kinds),
    work: benefitWork,
    touches: [givenWithTouches],
  };
}
