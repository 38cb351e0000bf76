import { DAY_MS } from '../../platform/calendar.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { orderCancelled, orderPaid, orderRefunded } from '../orders/events.ts';
import { announceReleased, announceUsed } from './announce.ts';
import { givenBackDays } from './coupon.ts';
import { giveBack, releaseLocked, useForOrders } from './order-queries.ts';

/**
 * Paid: the coupons it holds are used. Cancelled: they are free again. Refunded whole: they come back for a week at
 * least. A batch is a few statements; within it an order is paid before it is refunded, never the other way round.
 */
export const onOrders = listener({
  name: 'coupons.on-orders',
  on: [orderPaid, orderCancelled, orderRefunded],
  batch: 2000,
  handle: async (ctx, facts) => {
    const paid = facts.flatMap((told) => payloadOf(orderPaid, told) ?? []);
    if (paid.length > 0) await announceUsed(ctx, await useForOrders(ctx, paid));
    const cancelled = facts.flatMap((told) => payloadOf(orderCancelled, told)?.orderId ?? []);
    if (cancelled.length > 0) await announceReleased(ctx, await releaseLocked(ctx, cancelled), 'order_cancelled');
    const refunds = facts.flatMap((told) => payloadOf(orderRefunded, told) ?? []);
    const refunded = refunds.filter(({ whole }) => whole).map(({ orderId }) => orderId);
    if (refunded.length === 0) return;
    const until = new Date(ctx.now().getTime() + givenBackDays * DAY_MS);
    await announceReleased(ctx, await giveBack(ctx, refunded, until), 'order_refunded');
  },
});
