import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { reviewErrors } from './errors.ts';
import { reviewAdded, reviewWritten } from './events.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { reviewRuleForm } from './review-rule.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { checkSafety } from './safety/check.ts';
import { onMediaChecked } from './safety/settle.ts';
import { reviewWork } from './work.ts';

export { reviewsOnShow } from './advocacy.ts';

/** What buyers say of goods that arrived, and what it earns them. `benefits`: everything that can be given. */
export function reviews({ benefits, wechat }: { readonly benefits: BenefitKinds; readonly wechat: Wechat }): Domain {
  return {
    name: 'reviews',
    routes: [...adminRoutes(benefits), ...shopRoutes(benefits)],
    listeners: [onOrders(benefits), onMemberMerged],
    belongings: [
      rowsOfHers({ name: 'reviews', words: words('评价', 'Reviews'), table: 'reviews.review', by: 'member_id' }),
    ],
    errors: reviewErrors,
    forms: { 'reviews.rule': reviewRuleForm },
    facts: [reviewWritten, reviewAdded],
    sweeps: [checkSafety(wechat, benefits)],
    pushed: { wxa_media_check: onMediaChecked(benefits) },
    work: reviewWork,
  };
}
