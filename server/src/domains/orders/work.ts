import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { MOST_WORK, type Work } from '../../platform/work.ts';

/** Orders to ship that nobody holds back, refunds that somebody asked for, and money that could not be given back. */
export async function orderWork(ctx: Ctx): Promise<readonly Work[]> {
  const { rows } = await sql<{ ship: number; requested: number; failed: number }>`
    select
      (select count(*) from (select from orders.placed o where state = 'paid' and not exists (
        select from orders.hold h where h.order_id = o.id) limit ${MOST_WORK}) waiting) as ship,
      (select count(*) from (select from orders.refund where state = 'requested' limit ${MOST_WORK}) waiting) as requested,
      (select count(*) from (select from orders.refund where state = 'failed' limit ${MOST_WORK}) waiting) as failed
  `.execute(ctx.db);
  const { ship, requested, failed } = rows[0] ?? { ship: 0, requested: 0, failed: 0 };
  const needs = 'orders.read';
  return [
    {
      kind: 'orders.to_ship',
      words: words('待发货的订单', 'Orders to ship'),
      count: ship,
      to: '/orders?state=paid',
      needs,
    },
    {
      kind: 'orders.refund_requested',
      words: words('待处理的退款申请', 'Refund requests'),
      count: requested,
      to: '/refunds?state=requested',
      needs,
    },
    {
      kind: 'orders.refund_failed',
      words: words('没能退回的款项', 'Refunds that failed'),
      count: failed,
      to: '/refunds?state=failed',
      needs,
    },
  ];
}
