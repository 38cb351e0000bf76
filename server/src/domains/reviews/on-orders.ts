import { sql } from 'kysely';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { orderRefunded } from '../orders/events.ts';
import { takeRewardsBack } from './reward.ts';

/**
 * Who sent all of the goods back keeps what she said of them, but not what it earned her. What went back before she wrote is not
 * among what she kept then.
 */
export function onOrders(kinds: BenefitKinds) {
  return listener({
    name: 'reviews.on-orders',
    on: [orderRefunded],
    batch: 500,
    handle: async (ctx, facts) => {
      const refunds = facts.flatMap((told) => {
        const refund = payloadOf(orderRefunded, told);
        return refund ? [{ ...refund, at: told.occurredAt }] : [];
      });
      const lines = refunds.flatMap(({ orderId, at, lines }) => lines.map((line) => ({ ...line, orderId, at })));
      const whole = refunds.filter((refund) => refund.whole);
      const { rows } = await sql<{ id: string }>`
        with told as (
          select order_id, line_id, quantity, at from unnest(${lines.map((l) => l.orderId)}::text[],
            ${lines.map((l) => l.lineId)}::text[], ${lines.map((l) => l.quantity)}::int[],
            ${lines.map((l) => l.at)}::timestamptz[]) as l (order_id, line_id, quantity, at)
          union all
          select order_id, null, 1000000, at from unnest(${whole.map(({ orderId }) => orderId)}::text[],
            ${whole.map(({ at }) => at)}::timestamptz[]) as w (order_id, at)
        ), back as (
          select r.id, sum(t.quantity)::int as quantity
          from told t join reviews.review r on r.order_id = t.order_id and t.at > r.created_at
            and (t.line_id is null or t.line_id = r.order_id || '.' || r.position)
          group by r.id
        )
        update reviews.review r set went_back = least(r.kept, r.went_back + back.quantity) from back where r.id = back.id
        returning case when r.went_back = r.kept then r.id end as id
      `.execute(ctx.db);
      const gone = rows.flatMap(({ id }) => id ?? []);
      if (gone.length > 0) await takeRewardsBack(ctx, kinds, gone);
    },
  });
}
