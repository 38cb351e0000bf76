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
import { makeProducts } from './products/make.ts';
import { mirrorCoupons } from './products/mirror.ts';
import { mountProductNotify } from './products/notify.ts';
import type { TemplateOf } from './products/port.ts';
import { productForm } from './products/product-form.ts';
import { productRoutes } from './products/routes.ts';
import { tellCoupons } from './products/tell.ts';
import { payCouponRoutes } from './routes.ts';
import { payCouponScorecards } from './scorecard.ts';
import { sendCoupons } from './send.ts';
import { stockForm } from './stock-form.ts';
import { payCouponWork } from './work.ts';

export { payCouponBook } from './book.ts';
export { payCouponKind } from './stock-kind.ts';

/**
 * Coupons of WeChat Pay: made and sent there, given as a benefit, their use told by payments, by WeChat, and by its own lists (代金券). And
 * coupons of the shop's own that also lie in her WeChat (商品券): WeChat is told what becomes of them.
 */
export function paycoupons({
  wechat,
  templateOf,
}: {
  readonly wechat: Wechat;
  readonly templateOf: TemplateOf;
}): Domain {
  return {
    name: 'paycoupons',
    routes: [...payCouponRoutes(wechat), ...productRoutes(wechat, templateOf)],
    listeners: [onOrders, onMemberMerged, mirrorCoupons],
    sweeps: [
      makeStocks(wechat),
      sendCoupons(wechat),
      askCoupons(wechat),
      checkStocks(wechat),
      readFlows(wechat),
      makeProducts(wechat),
      tellCoupons(wechat),
    ],
    web: (app, ctx) => {
      mountUseNotify(wechat)(app, ctx);
      mountProductNotify(wechat)(app, ctx);
    },
    errors: payCouponErrors,
    forms: { 'paycoupons.stock': stockForm, 'paycoupons.product': productForm },
    picks: payCouponPicks,
    people: [usedPeople],
    outcomes: payCouponOutcomes,
    scorecards: [payCouponScorecards],
    belongings: [
      rowsOfHers({
        name: 'paycoupons',
        words: words('微信支付券', 'WeChat Pay coupons'),
        table: 'paycoupons.coupon',
        by: 'member_id',
      }),
      rowsOfHers({
        name: 'paycoupons.products',
        words: words('微信卡包里的优惠券', 'Coupons in her WeChat'),
        table: 'paycoupons.product_coupon',
        by: 'member_id',
      }),
    ],
    facts: [payCouponSent, payCouponUsed],
    work: payCouponWork,
  };
}
