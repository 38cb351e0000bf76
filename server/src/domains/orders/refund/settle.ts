import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { isLater } from '../../../wechat/index.ts';
import { orderErrors } from '../errors.ts';
import { noteDifferences } from '../money/difference.ts';
import type { OrderPorts } from '../ports.ts';
import { lockOrder } from '../read.ts';
import { applyRefund, type RefundNews } from './apply.ts';
import { finishRefund } from './finish.ts';
import { judgeLimits } from './limits.ts';
import { lockRefund, type RefundRow, refundNumberOf } from './row.ts';

/**
 * What WeChat will not give back was given another way: an operator says how, and it counts as given back. WeChat is asked
 * first, for what failed here may have gone through there, its every word lost: then it counts as that, and a person is told
 * that she may have it twice. No transaction waits for WeChat. Throws `orders.refund_under_way` while WeChat still tries, `orders.payment_unreachable`.
 */
export async function settleRefund(ctx: Ctx, ports: OrderPorts, id: string, note: string): Promise<void> {
  const asked = await inTransaction(ctx, async (ctx) => lockRefund(ctx, id));
  if (asked.state !== 'failed') throw orderErrors.error('refund_not_failed');
  const news = await askWechat(ctx, ports, asked);
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    // Tried again since WeChat was asked: what it said is of the try before.
    const same = refund.attempt === asked.attempt && refund.handedOverAt?.getTime() === asked.handedOverAt?.getTime();
    if (refund.state !== 'failed' || !same) throw orderErrors.error('refund_not_failed');
    const order = refund.orderId === null ? null : await lockOrder(ctx, refund.orderId);
    await judgeLimits(ctx, order === null ? refund.amount : Math.max(refund.amount, order.refunded + order.refunding));
    if (news?.state === 'PROCESSING') throw orderErrors.error('refund_under_way');
    if (news?.state !== 'SUCCESS') return finishRefund(ctx, id, { way: 'outside', note });
    await applyRefund(ctx, refund, news, { foundBy: 'query' });
    const { outRefundNo: number, refund: theirs, transactionId } = news;
    const told = { number, transactionId, orderId: refund.orderId, ours: refund.amount, theirs, told: note };
    await noteDifferences(ctx, [{ ...told, kind: 'refund_arrived', about: number, foundBy: 'query' }]);
  });
}

/** Null where WeChat has no such refund, or will not say: then the operator's word is all there is. */
async function askWechat(ctx: Ctx, ports: OrderPorts, refund: RefundRow): Promise<RefundNews | null> {
  try {
    return await ports.wechat.pay.queryRefund(refundNumberOf(refund));
  } catch (error) {
    if (isLater(error)) throw orderErrors.error('payment_unreachable');
    ctx.log.warn({ err: error, refund: refund.id }, 'could not ask WeChat Pay for a refund');
    return null;
  }
}
