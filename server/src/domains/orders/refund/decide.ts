import { joinWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { formatYuan } from '../../../platform/money.ts';
import { agreeAfterSale } from '../after-sales/agree.ts';
import { type Agreed, agreedState, movesMoney } from '../after-sales/kind.ts';
import { orderErrors } from '../errors.ts';
import { goodsAskedFor, orderRefundReduced } from '../events.ts';
import { about, type Order } from '../order.ts';
import { lockOrder } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { decline, said } from './decline.ts';
import { finishRefund } from './finish.ts';
import { giveMore, type Part, reduceRefund } from './in-part.ts';
import { agreedBy, judgeLimits } from './limits.ts';
import { lockRefund, type RefundRow } from './row.ts';

export type Decision = {
  readonly approve: boolean;
  readonly reply?: string | undefined;
  readonly part?: Part | undefined;
  /** The shipping fee goes back too, though goods stay or were delivered. */
  readonly shippingFee?: boolean | undefined;
  /** The goods of a return or an exchange need not come back. */
  readonly keepsGoods?: boolean | undefined;
  /** Gifts that are not earned any more are hers, whatever their rule says. */
  readonly keepsGifts?: boolean | undefined;
};

/**
 * An operator agrees to what was asked for, to a part of it, or declines. Why it is not all, the shopper reads. Above a sum that the shop sets
 * the first yes only counts, and another operator's sets it off.
 */
export async function decideRefund(ctx: Ctx, id: string, decision: Decision): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    if (refund.state !== 'requested' || refund.orderId === null) throw orderErrors.error('refund_decided');
    const reply = decision.reply?.trim() ?? '';
    const order = await lockOrder(ctx, refund.orderId);
    if (reply === '' && (!decision.approve || decision.part)) throw orderErrors.error('refund_reply_needed');
    if (!decision.approve) return decline(ctx, refund, order, reply);
    const { part, shippingFee = false, keepsGoods = false, keepsGifts = false } = decision;
    const less = part ? await reduceRefund(ctx, refund, order, part) : { refund, order };
    const more =
      (shippingFee || keepsGifts) && !part ? await giveMore(ctx, refund, order, { shippingFee, keepsGifts }) : less;
    const moneyOnly = part !== undefined && 'amount' in part;
    await approve(ctx, more.refund, more.order, reply, { keepsGoods, moneyOnly });
  });
}

async function approve(ctx: Ctx, refund: RefundRow, order: Order, reply: string, how: Agreed): Promise<void> {
  const { afterSale } = refund;
  const kind = afterSale?.kind ?? 'refund';
  const { needsTwo } = movesMoney(kind, how)
    ? await judgeLimits(ctx, order.refunded + order.refunding)
    : { needsTwo: false };
  const agreed = agreedBy(ctx, refund.agreedBy, needsTwo);
  const enough = !needsTwo || agreed.length > 1;
  const next = agreedState(kind, how);
  await sql`
    update orders.refund set agreed_by = ${agreed}::text[], reply = case when ${reply} = '' then reply else ${reply} end,
      state = ${enough ? next : 'requested'}, due_at = ${enough && next === 'processing' ? ctx.now() : null}
    where id = ${refund.id}
  `.execute(ctx.db);
  if (!enough) return;
  const words = reply || refund.reply;
  if (afterSale !== null) await agreeAfterSale(ctx, { ...refund, afterSale }, order, next, words);
  if (next === 'processing' || refund.asked !== null) await tellAgreed(ctx, refund, order, words);
  if (next === 'processing' && refund.amount === 0) await finishRefund(ctx, refund.id);
}

async function tellAgreed(ctx: Ctx, refund: RefundRow, order: Order, reply: string): Promise<void> {
  const { asked, amount } = refund;
  if (asked === null) {
    const title = words('商家同意退款', 'Refund approved');
    return tellEvents(ctx, [{ orderId: order.id, kind: 'refund_approved', title, ...said(reply) }]);
  }
  const [given, wanted] = [formatYuan(amount), formatYuan(asked.amount)];
  const sums = words(`退 ¥${given}（申请 ¥${wanted}）`, `¥${given} of ¥${wanted}`);
  const title = words('商家同意退一部分', 'Refund approved in part');
  const detail = joinWords([sums, reply], words('：', ': '));
  await tellEvents(ctx, [{ orderId: order.id, kind: 'refund_approved', title, detail }]);
  if (refund.origin !== 'shopper') return;
  ctx.emit(orderRefundReduced, {
    personNo: order.personNo,
    payload: {
      ...about(order, amount),
      goods: goodsAskedFor(asked, order),
      refundId: refund.id,
      asked: asked.amount,
      reply,
    },
  });
}
