import type { Domain } from '../../platform/domain.ts';
import { grantBelonging } from './belongings.ts';
import { type BenefitKind, useKinds } from './benefit-kind.ts';
import { budgetForm } from './budget-form.ts';
import { benefitErrors } from './errors.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { benefitPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';

/** `kinds`: everything that can be given; each domain that has something to give hands in its kind. */
export function benefits({ kinds }: { readonly kinds: readonly BenefitKind[] }): Domain {
  useKinds(kinds);
  return {
    name: 'benefits',
    routes: adminRoutes,
    listeners: [onMemberMerged],
    belongings: [grantBelonging],
    errors: benefitErrors,
    forms: { 'benefits.budget': budgetForm },
    picks: benefitPicks,
  };
}
