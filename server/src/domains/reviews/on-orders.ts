import { sql } from 'kysely';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { orderRefunded } from '../orders/events.ts';
import { takeRewardsBack } from './reward.ts';

/** Who sent all of the goods back keeps what she said of them, but not what it earned her. */
export function onOrders(kinds: BenefitKinds) {
  return listener({
    name: 'reviews.on-orders',
    on: [orderRefunded],
    batch: 500,
    handle: async (ctx, facts) => {
      const refunds = facts.flatMap((told) => payloadOf(orderRefunded, told) ?? []);
      const lines = refunds.flatMap(({ lines }) => lines);
      const whole = refunds.filter((refund) => refund.whole).map(({ orderId }) => orderId);
      const { rows } = await sql<{ id: string }>`
        with back as (
          select line_id, sum(quantity)::int as quantity
          from unnest(${lines.map((l) => l.lineId)}::text[], ${lines.map((l) => l.quantity)}::int[]) as b (line_id, quantity)
          group by line_id
        )
        update reviews.review r set went_back = case when r.order_id = any(${whole}::text[]) then r.kept
          else least(r.kept, r.went_back + coalesce((select b.quantity from back b where b.line_id = r.order_id || '.' || r.position), 0)) end
        where r.order_id = any(${refunds.map(({ orderId }) => orderId)}::text[])
        returning case when r.went_back = r.kept then r.id end as id
      `.execute(ctx.db);
      const gone = rows.flatMap(({ id }) => id ?? []);
      if (gone.length > 0) await takeRewardsBack(ctx, kinds, gone);
    },
  });
}
