import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

/** Coupons that WeChat did not send although they were promised, of stocks that still run. */
export async function payCouponWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from paycoupons.coupon c join paycoupons.stock s on s.no = c.stock_no
      where c.state = 'sending' and c.trouble is not null and s.end_at > ${ctx.now()} limit ${MOST_WORK}
    ) stuck
  `.execute(ctx.db);
  return [
    {
      ...{ kind: 'paycoupons.not_sent', count: rows[0]?.count ?? 0, to: '/pay-coupons', needs: 'coupons.read' },
      words: words('微信支付券没有发出', 'WeChat Pay coupons that were not sent'),
    },
  ];
}
