import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { lockOrder, readLines } from '../read.ts';
import { judgeLimits } from '../refund/limits.ts';
import { givable, planMoney } from '../refund/plan.ts';
import { writeRefund } from '../refund/request.ts';

/**
 * Money of what was not sent goes back, by the refund that goods have: held first, then handed to WeChat. `keeps`: how much of what was paid
 * the shop keeps, in fen; what went back before counts, so asking again gives nothing more. Answers what goes back now, above 0.
 * Throws `orders.nothing_to_refund`, `refund_over_limit`, `service_needs_second`.
 */
export async function giveBackService(
  ctx: Ctx,
  orderId: string,
  keeps: (paid: number) => number,
  reason: string,
): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, orderId);
    if (!givable(order) || order.service === null) throw orderErrors.error('not_refundable');
    const amount = order.paid - Math.max(0, keeps(order.paid)) - order.refunded - order.refunding;
    if (amount <= 0) throw orderErrors.error('nothing_to_refund');
    const { needsTwo } = await judgeLimits(ctx, order.refunded + order.refunding + amount);
    if (needsTwo) throw orderErrors.error('service_needs_second');
    await writeRefund(
      ctx,
      order,
      planMoney(order, await readLines(ctx, [orderId]), amount),
      reason,
      'operator',
      'processing',
    );
    return amount;
  });
}
