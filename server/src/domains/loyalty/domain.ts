import type { Domain } from '../../platform/domain.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { pointsBelonging } from './belongings.ts';
import { loyaltyErrors } from './errors.ts';
import {
  pointsAdjusted,
  pointsEarned,
  pointsExchanged,
  pointsExpired,
  pointsTakenBack,
  pointsUsable,
} from './events.ts';
import { expirePoints } from './expire.ts';
import { maturePoints } from './mature.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { pointsRuleForm } from './points-rule.ts';
import { rewardForm } from './reward-form.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';

/** Points: earned by orders, spent for rewards. `benefits`: everything that a reward can be. */
export function loyalty({ benefits }: { readonly benefits: BenefitKinds }): Domain {
  return {
    name: 'loyalty',
    routes: [...adminRoutes, ...shopRoutes(benefits)],
    listeners: [onOrders, onMemberMerged],
    sweeps: [maturePoints, expirePoints],
    belongings: [pointsBelonging],
    errors: loyaltyErrors,
    forms: { 'loyalty.points_rule': pointsRuleForm, 'loyalty.reward': rewardForm },
    facts: [pointsAdjusted, pointsEarned, pointsExchanged, pointsExpired, pointsTakenBack, pointsUsable],
  };
}
