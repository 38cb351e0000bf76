import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import type { Wechat } from '../../wechat/index.ts';
import { askCoupons } from './ask.ts';
import { checkStocks, readFlows } from './check.ts';
import { payCouponErrors } from './errors.ts';
import { payCouponSent, payCouponUsed } from './events.ts';
import { makeStocks } from './make.ts';
import { mountUseNotify } from './notify.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { onOrders } from './on-orders.ts';
import { payCouponOutcomes, usedPeople } from './outcomes.ts';
import { payCouponPicks } from './picks.ts';
import { payCouponRoutes } from './routes.ts';
import { sendCoupons } from './send.ts';
import { stockForm } from './stock-form.ts';
import { payCouponWork } from './work.ts';

export { payCouponBook } from './book.ts';
export { payCouponKind } from './stock-kind.ts';

/** Coupons of WeChat Pay: made and sent there, given as a benefit, their use told by payments, by WeChat, and by its own lists. */
export function paycoupons({ wechat }: { readonly wechat: Wechat }): Domain {
  return {
    name: 'paycoupons',
    routes: payCouponRoutes(wechat),
    listeners: [onOrders, onMemberMerged],
    sweeps: [makeStocks(wechat), sendCoupons(wechat), askCoupons(wechat), checkStocks(wechat), readFlows(wechat)],
    web: mountUseNotify(wechat),
    errors: payCouponErrors,
    forms: { 'paycoupons.stock': stockForm },
    picks: payCouponPicks,
    people: [usedPeople],
    outcomes: payCouponOutcomes,
    belongings: [
      rowsOfHers({
        name: 'paycoupons',
        words: words('微信支付券', 'WeChat Pay coupons'),
        table: 'paycoupons.coupon',
        by: 'member_id',
      }),
    ],
    facts: [payCouponSent, payCouponUsed],
    work: payCouponWork,
  };
}
