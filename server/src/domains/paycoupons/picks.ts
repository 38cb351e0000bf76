import { type Picks, pickNames } from '../../platform/form/names.ts';
import { findStocks, noteOf } from './stock.ts';

/** Stocks of WeChat Pay coupons; those that run can be picked. */
export const payCouponPicks: Picks = {
  async pay_coupon(ctx, ids) {
    const stocks = await findStocks(ctx, ids);
    return pickNames(
      [...stocks].map(([id, row]) => {
        const note = noteOf(row, ctx.now());
        return { id, name: row.name, ended: note !== null, note };
      }),
    );
  },
};
