import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

/** Coupons that WeChat did not send although they were promised, of stocks that still run; and coupons of the shop's that stand otherwise there. */
export async function payCouponWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from paycoupons.coupon c join paycoupons.stock s on s.no = c.stock_no
      where c.state = 'sending' and c.trouble is not null and s.end_at > ${ctx.now()} limit ${MOST_WORK}
    ) stuck
  `.execute(ctx.db);
  const { rows: untold } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from paycoupons.product_coupon where trouble is not null limit ${MOST_WORK}
    ) stuck
  `.execute(ctx.db);
  return [
    {
      ...{ kind: 'paycoupons.not_told', count: untold[0]?.count ?? 0, to: '/product-coupons', needs: 'coupons.read' },
      words: words('微信卡包里的券没有对上', 'Coupons that stand otherwise in WeChat'),
    },
    {
      ...{ kind: 'paycoupons.not_sent', count: rows[0]?.count ?? 0, to: '/pay-coupons', needs: 'coupons.read' },
      words: words('微信支付券没有发出', 'WeChat Pay coupons that were not sent'),
    },
  ];
}
