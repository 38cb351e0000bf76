import { words } from '@huoshui/contracts/words';
import { cancelReason } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { stock } from '../catalog/index.ts';
import type { OfferSource } from '../pricing/index.ts';
import { orderCancelled } from './events.ts';
import { about, type Order } from './order.ts';
import { releaseSlotsOf } from './own-delivery/slot.ts';
import { ORDER, readLines } from './read.ts';
import { tellEvents } from './tell-events.ts';

export type CancelReason = keyof typeof cancelReason;

/**
 * Cancel those of these orders that are still unpaid: stock and offers go back, all in one transaction. Whoever pays
 * through WeChat must have been shut out there before. Answers how many were cancelled.
 */
export async function cancelOrders(
  ctx: Ctx,
  sources: readonly OfferSource[],
  ids: readonly string[],
  reason: CancelReason,
): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    // Locked in id order: two cancellations of overlapping sets do not wait for each other in a circle.
    const { rows: orders } = await sql<Order>`
      with unpaid as (
        select id from orders.placed where id = any(${ids}::text[]) and state = 'unpaid' order by id for update
      )
      update orders.placed o set state = 'cancelled', cancelled_at = ${ctx.now()}, cancel_at = null, ask_at = null
      from unpaid where o.id = unpaid.id
      returning ${ORDER}
    `.execute(ctx.db);
    if (orders.length === 0) return 0;
    const cancelled = orders.map((order) => order.id);
    const lines = await readLines(ctx, cancelled);
    const shelves = new Map(orders.map(({ id, stockStoreId }) => [id, stockStoreId]));
    await stock.release(
      ctx,
      lines.flatMap(({ skuId, quantity, orderId }) =>
        skuId === null ? [] : [{ skuId, storeId: shelves.get(orderId) ?? null, quantity }],
      ),
    );
    await releaseSlotsOf(ctx, orders);
    for (const source of sources) await source.release?.(ctx, cancelled, 'cancelled');
    await tellEvents(
      ctx,
      cancelled.map((orderId) => ({
        orderId,
        kind: 'cancelled',
        title: words('订单已取消', 'Order cancelled'),
        detail: cancelReason[reason],
      })),
    );
    for (const order of orders) {
      ctx.emit(orderCancelled, { personNo: order.personNo, payload: { ...about(order, order.payable), reason } });
    }
    return orders.length;
  });
}
