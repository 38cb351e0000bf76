import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { announceExpired } from './announce.ts';
import { expireDue, nextExpiry } from './wallet-queries.ts';

/** Coupons whose time is over. One that an unpaid order holds is left to that order; released too late, it ends here. */
export const expireCoupons = sweep({
  name: 'coupons.expire',
  due: nextExpiry,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const rows = await expireDue(ctx, 1000);
      await announceExpired(ctx, rows);
      return rows.length;
    }),
});
