import { DAY_MS } from '../../platform/calendar.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { getSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { orderCancelled, orderPaid, orderRefunded } from '../orders/events.ts';
import { announceReleased, announceUsed } from './announce.ts';
import { giveBack, noteRefunds, releaseLocked, useForOrders } from './order-queries.ts';

/**
 * Paid: the coupons it holds are used. Cancelled: they are free again. Refunded whole: they come back, for some days at
 * least, as the shop has set. A batch is a few statements; within it an order is paid before it is refunded, never the other way round.
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
    if (refunds.length > 0) await noteRefunds(ctx, refunds);
    const refunded = refunds.filter(({ whole }) => whole).map(({ orderId }) => orderId);
    if (refunded.length === 0) return;
    const { couponBack, couponDays } = (await getSetting(ctx, shopSettings)).afterSales;
    if (!couponBack) return;
    // No days: as long as it was good before, and an ended one comes back ended.
    const until = new Date(couponDays === 0 ? 0 : ctx.now().getTime() + couponDays * DAY_MS);
    await announceReleased(ctx, await giveBack(ctx, refunded, until), 'order_refunded');
  },
});
