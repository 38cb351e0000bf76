import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Played, Scorecards, Since } from '../../platform/scorecard.ts';
import { standings } from '../members/index.ts';
import { findStock } from './stock.ts';

export const payCouponScorecards: Scorecards = { kind: 'pay_coupon', can: 'coupons.read', read };

/** Throws `paycoupons.not_found`. */
async function read(ctx: Ctx, id: string): Promise<Played> {
  const { no } = await findStock(ctx, id);
  const { testers } = await standings.apart(ctx);
  const counted = sql`stock_no = ${no} and person_no <> all(${[...testers]}::int[])`;
  const { rows: joined } = await sql<Since>`
    select person_no, min(sent_at) as at from paycoupons.coupon where ${counted} and sent_at is not null group by person_no
  `.execute(ctx.db);
  const { rows: used } = await sql<{ orderId: string | null; fen: number }>`
    select order_id, saving - back as fen from paycoupons.coupon where ${counted} and state = 'used'
  `.execute(ctx.db);
  return {
    // It lies in her wallet at WeChat: whoever was sent one has been shown it, as far as can be known.
    ...{ seen: null, heldOut: null, joined, came: [], newcomers: null },
    orders: { ids: used.flatMap(({ orderId }) => orderId ?? []) },
    days: null,
    costs: [{ kind: 'wechat_pay_coupon', fen: used.reduce((sum, { fen }) => sum + fen, 0) }],
    compared: 'not_drawn',
    counted: words(
      '用这批券付款的订单，退款已减去；成本是抵扣的金额，退回的券不算',
      'Orders that were paid with one, less what went back; the cost is what they took off, less what refunds gave back',
    ),
  };
}
