import { joinWords, plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { formatYuan } from '../../../platform/money.ts';
import { orderErrors } from '../errors.ts';
import { orderRefundReduced, orderRefundRefused } from '../events.ts';
import { about, type Order } from '../order.ts';
import { lockOrder } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { finishRefund } from './finish.ts';
import { releaseHold } from './hold.ts';
import { type Part, reduceRefund } from './in-part.ts';
import { agreedBy, judgeLimits } from './limits.ts';
import { lockRefund, type RefundRow } from './row.ts';

/**
 * An operator agrees to what was asked for, to a part of it, or declines. Why it is not all, the shopper reads. Above a sum that the shop sets
 * the first yes only counts, and another operator's sets it off.
 */
export async function decideRefund(
  ctx: Ctx,
  id: string,
  decision: { readonly approve: boolean; readonly reply?: string | undefined; readonly part?: Part | undefined },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    if (refund.state !== 'requested' || refund.orderId === null) throw orderErrors.error('refund_decided');
    const reply = decision.reply?.trim() ?? '';
    const order = await lockOrder(ctx, refund.orderId);
    if (reply === '' && (!decision.approve || decision.part)) throw orderErrors.error('refund_reply_needed');
    if (decision.part) {
      const less = await reduceRefund(ctx, refund, order, decision.part);
      return approve(ctx, less.refund, less.order, reply);
    }
    if (decision.approve) return approve(ctx, refund, order, reply);
    await decline(ctx, refund, order, reply);
  });
}

async function approve(ctx: Ctx, refund: RefundRow, order: Order, reply: string): Promise<void> {
  const { needsTwo } = await judgeLimits(ctx, order.refunded + order.refunding);
  const agreed = agreedBy(ctx, refund.agreedBy, needsTwo);
  const enough = !needsTwo || agreed.length > 1;
  await sql`
    update orders.refund set agreed_by = ${agreed}::text[], reply = case when ${reply} = '' then reply else ${reply} end,
      state = ${enough ? 'processing' : 'requested'}, due_at = ${enough ? ctx.now() : null}
    where id = ${refund.id}
  `.execute(ctx.db);
  if (!enough) return;
  await tellAgreed(ctx, refund, order, reply || refund.reply);
  if (refund.amount === 0) await finishRefund(ctx, refund.id);
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
    payload: { ...about(order, amount), refundId: refund.id, asked: asked.amount, reply },
  });
}

async function decline(ctx: Ctx, refund: RefundRow, order: Order, reply: string): Promise<void> {
  await sql`
    update orders.refund set state = 'refused', reply = ${reply}, done_at = ${ctx.now()} where id = ${refund.id}
  `.execute(ctx.db);
  await releaseHold(ctx, refund, order);
  // What an operator wanted to give and another did not agree to is between them.
  if (refund.origin !== 'shopper') return;
  await tellEvents(ctx, [
    { orderId: order.id, kind: 'refund_refused', title: words('商家拒绝退款', 'Refund refused'), ...said(reply) },
  ]);
  ctx.emit(orderRefundRefused, {
    personNo: order.personNo,
    payload: { ...about(order, refund.amount), refundId: refund.id, reply },
  });
}

/** The shopper takes back what she asked for and nobody has decided yet. */
export async function withdrawRefund(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    const order = await lockOrder(ctx, refund.orderId ?? '');
    if (refund.origin !== 'shopper') throw orderErrors.error('refund_not_found');
    if (refund.state === 'withdrawn') return;
    if (refund.state !== 'requested') throw orderErrors.error('refund_decided');
    await sql`
      update orders.refund set state = 'withdrawn', done_at = ${ctx.now()} where id = ${id}
    `.execute(ctx.db);
    await releaseHold(ctx, refund, order);
    await tellEvents(ctx, [
      { orderId: order.id, kind: 'refund_withdrawn', title: words('买家撤回退款申请', 'Refund request withdrawn') },
    ]);
  });
}

/**
 * Hand a failed refund over again: under the same number, for WeChat never pays a number twice, unless WeChat closed it, which
 * is for good: then under the next one.
 */
export async function retryRefund(ctx: Ctx, id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update orders.refund set state = 'processing', failure = null, handed_over_at = null, tries = 0, due_at = ${ctx.now()},
      attempt = attempt + case when closed then 1 else 0 end, closed = false
    where id = ${id} and state = 'failed'
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 1) return;
  await lockRefund(ctx, id);
  throw orderErrors.error('refund_not_failed');
}

function said(reply: string): { readonly detail?: Words } {
  return reply === '' ? {} : { detail: plainWords(reply) };
}
