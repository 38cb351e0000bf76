import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiTime } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderReceived } from '../events.ts';
import { refuseHeld } from '../hold.ts';
import { about } from '../order.ts';
import { lockOrder, readLines } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { findByCode, presentPickup, refusalOf } from './find.ts';
import { TO_TELL } from './ready.ts';

type Redemption = {
  /** The code, or the order's number where her phone is empty. */
  readonly code: string;
  readonly storeId: string;
  /** When it was handed over, where the counter was off the network then. */
  readonly at?: string | undefined;
  /** Who hands it over, where that is no operator. */
  readonly by?: string;
};

/**
 * Hand an order over at the counter, once: whoever comes second, from whatever counter, is told when and by whom. The order's
 * row decides, as it does between a redemption and a refund of it. What was handed over counts as received.
 */
export async function redeemPickup(ctx: Ctx, { code, storeId, at, by: other = '' }: Redemption) {
  return inTransaction(ctx, async (ctx) => {
    const { orderId } = await findByCode(ctx, code);
    const order = await lockOrder(ctx, orderId);
    // What stood there before we had the lock may have changed.
    const [pickup, lines] = await Promise.all([findByCode(ctx, code), readLines(ctx, [orderId])]);
    const refusal = refusalOf(pickup, order, lines, storeId);
    if (refusal !== null) throw refusal;
    await refuseHeld(ctx, orderId);
    const now = ctx.now();
    const handedOver = momentOf(at, order.paidAt ?? now, now);
    const by = ctx.actor.kind === 'operator' ? ctx.actor.name : other;
    await sql`
      update orders.placed o set state = 'received', shipped_at = ${now}, received_at = ${now}, receive_at = null,
        upload_at = case when ${TO_TELL} then ${now} else upload_at end
      where o.id = ${orderId}
    `.execute(ctx.db);
    // All that is not kept for a refund is with her now.
    await sql`
      update orders.line set shipped_quantity = quantity - kept_quantity where order_id = ${orderId}
    `.execute(ctx.db);
    await sql`
      update orders.pickup set collected_at = ${handedOver}, collected_by = ${by} where order_id = ${orderId}
    `.execute(ctx.db);
    const late = handedOver < now ? ` ${shanghaiTime(handedOver)}` : '';
    await tellEvents(ctx, [
      {
        orderId,
        kind: 'collected',
        title: words('已到店取走', 'Collected at the store'),
        detail: plainWords(`${pickup.storeName}${late}`),
      },
    ]);
    ctx.emit(orderReceived, {
      personNo: order.personNo,
      payload: { ...about(order, order.payable), automatic: false },
    });
    return presentPickup(ctx, { ...pickup, collectedAt: handedOver, collectedBy: by }, order, lines);
  });
}

/** Off the network it was handed over after it was paid, and before it came here. */
function momentOf(at: string | undefined, paidAt: Date, now: Date): Date {
  if (at === undefined) return now;
  return new Date(Math.min(Math.max(Date.parse(at), paidAt.getTime()), now.getTime()));
}
