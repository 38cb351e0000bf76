import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { orderErrors } from '../errors.ts';
import { orderReceived } from '../events.ts';
import { about, type Order } from '../order.ts';
import { getOrder, ORDER } from '../read.ts';
import { operatorsOnly, tellEvents } from '../tell-events.ts';

/** Orders a transaction, each a few rows; not measured. */
const AT_ONCE = 200;

/** The shopper says that it has come. A repeat changes nothing. */
export async function receiveOrder(ctx: Ctx, id: string): Promise<void> {
  const order = await getOrder(ctx, id);
  if (order.state === 'received') return;
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Order>`
      update orders.placed o set state = 'received', received_at = ${ctx.now()}, receive_at = null, receive_rest = null
      where o.id = ${id} and o.state = 'shipped'
      returning ${ORDER}
    `.execute(ctx.db);
    if (rows.length > 0) return tell(ctx, rows, false);
    // Said twice at once: the other word was taken in while this one waited.
    const { state } = await getOrder(ctx, id);
    if (state !== 'received') throw orderErrors.error(state === 'partly_shipped' ? 'not_all_sent' : 'not_receivable');
  });
}

/** A payment whose goods WeChat says she has: she confirmed there, or its own days went by. */
export type ConfirmedAtWechat = {
  readonly transactionId: string;
  readonly at: Date;
  readonly byItself: boolean;
};

/**
 * What WeChat says of a receipt is so. It tells it several times, and of orders that we took as received before: only what
 * is still on its way changes. Where it was WeChat's days that went by and a refund of it is open, nothing that follows from a
 * receipt may happen yet: none of her own days are left then, so it counts as received as soon as the refund is not given.
 */
export async function receiveByWechat(ctx: Ctx, told: ConfirmedAtWechat): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Order & { readonly paused: boolean }>`
      with found as (
        select o.id, ${told.byItself}::boolean and o.receive_rest is not null as paused
        from orders.payment p join orders.placed o on o.id = p.order_id and o.transaction_id = p.transaction_id
        where p.transaction_id = ${told.transactionId} and o.state in ('shipped', 'partly_shipped') and (o.receive_rest is distinct from interval '0'
          or not ${told.byItself}::boolean)
        for update of o
      )
      update orders.placed o set state = case when paused then state else 'received' end,
        received_at = case when paused then received_at else ${told.at}::timestamptz end, receive_at = null,
        receive_rest = case when paused then interval '0' end
      from found where o.id = found.id
      returning ${ORDER}, found.paused
    `.execute(ctx.db);
    const [order] = rows;
    if (!order) return;
    if (!order.paused) return tell(ctx, rows, told.byItself);
    const title = words('微信已自动确认收货', 'WeChat took it as received');
    const detail = words('退款处理完之前，这里不算收货', 'Not received here until the refund is decided');
    await tellEvents(ctx, [{ orderId: order.id, kind: operatorsOnly, title, detail }]);
  });
}

/** Shipped orders nobody confirmed count as received after the days the shop has set; none while a refund of it is open (refund/hold.ts). */
export const receiveOverdue = sweep({
  name: 'orders.receive-overdue',
  due: sql`(select min(receive_at) from orders.placed where state = 'shipped')`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<Order>`
        with due as (
          select id from orders.placed where state = 'shipped' and receive_at <= ${ctx.now()}
          order by receive_at limit ${AT_ONCE} for update skip locked
        )
        update orders.placed o set state = 'received', received_at = ${ctx.now()}, receive_at = null
        from due where o.id = due.id
        returning ${ORDER}
      `.execute(ctx.db);
      if (rows.length > 0) await tell(ctx, rows, true);
      return rows.length;
    }),
});

async function tell(ctx: Ctx, orders: readonly Order[], automatic: boolean): Promise<void> {
  const title = automatic ? words('系统自动确认收货', 'Taken as received by itself') : words('已确认收货', 'Received');
  await tellEvents(
    ctx,
    orders.map((order) => ({ orderId: order.id, kind: 'received', title })),
  );
  for (const order of orders) {
    ctx.emit(orderReceived, { personNo: order.personNo, payload: { ...about(order, order.payable), automatic } });
  }
}
