import { sql } from 'kysely';
import { type Listener, listener } from '../../../platform/listeners.ts';
import { orderPaid, orderRefunded } from '../../orders/events.ts';
import { bookOrderMoney, moneyTold } from '../order-money.ts';

/** What was paid is bought for good: what goes back whole does not open the bargain again. */
export const onBargainOrders: Listener = listener({
  name: 'activities.on-bargain-orders',
  on: [orderPaid, orderRefunded],
  batch: 500,
  async handle(ctx, facts) {
    const money = moneyTold(facts);
    const { rows } = await sql<{ orderId: string }>`
      select order_id from activities.bargain
      where order_id = any(${[...money.paid, ...money.backs].map(({ orderId }) => orderId)}::text[])
    `.execute(ctx.db);
    if (rows.length === 0) return;
    await bookOrderMoney(ctx, new Set(rows.map(({ orderId }) => orderId)), money);
    await sql`
      update activities.bargain b set state = 'bought', paid_at = p.at
      from unnest(${money.paid.map(({ orderId }) => orderId)}::text[], ${money.paid.map(({ at }) => at)}::timestamptz[]) as p (order_id, at)
      where b.order_id = p.order_id and b.state = 'ordered'
    `.execute(ctx.db);
    const whole = money.backs.filter((back) => back.whole);
    await sql`
      update activities.bargain b set refunded_at = r.at
      from unnest(${whole.map(({ orderId }) => orderId)}::text[], ${whole.map(({ at }) => at)}::timestamptz[]) as r (order_id, at)
      where b.order_id = r.order_id and b.refunded_at is null
    `.execute(ctx.db);
  },
});
