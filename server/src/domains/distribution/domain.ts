import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import type { Assign } from './assigned.ts';
import { distributorPicks } from './distributor-picks.ts';
import { distributionErrors } from './errors.ts';
import {
  commissionEarned,
  commissionReleased,
  customerLocked,
  distributorApplied,
  distributorApproved,
  withdrawalAsked,
  withdrawalPaid,
} from './events.ts';
import { handOverWithdrawals } from './hand-over.ts';
import { forgetMarks } from './marks.ts';
import { mountTransferNotify } from './notify.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { planForm } from './plan-form.ts';
import { releaseCommissions } from './release.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import { withdrawalRoutes } from './routes.withdrawals.ts';
import { rulesForm } from './rules.ts';
import { distributionScorecards } from './scorecard.ts';
import { distributionWork } from './work.ts';

export { ordersOfCustomers } from './advocacy.ts';
export { distributionBook } from './book.ts';

/** Members who bring customers: whose customer somebody is, what orders earn whom, and the ledger of it. */
export function distribution({ wechat, assign }: { readonly wechat: Wechat; readonly assign: Assign }): Domain {
  return {
    name: 'distribution',
    routes: [...adminRoutes, ...shopRoutes, ...withdrawalRoutes(wechat)],
    listeners: [onMemberMerged, onOrders(assign)],
    sweeps: [releaseCommissions, handOverWithdrawals(wechat), forgetMarks],
    web: mountTransferNotify(wechat),
    belongings: [
      rowsOfHers({
        name: 'distribution',
        words: words('分销员身份', 'Records as a distributor'),
        table: 'distribution.distributor',
        by: 'person_no',
      }),
    ],
    errors: distributionErrors,
    scorecards: [distributionScorecards],
    forms: { 'distribution.rules': rulesForm, 'distribution.plan': planForm },
    facts: [
      distributorApplied,
      distributorApproved,
      customerLocked,
      commissionEarned,
      commissionReleased,
      withdrawalAsked,
      withdrawalPaid,
    ],
    picks: distributorPicks,
    work: distributionWork,
  };
}
