import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { lockOrder } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { finishRefund } from './finish.ts';
import { lockRefund, type RefundRow, settleHold } from './row.ts';

/** An operator agrees to what the shopper asked for, or declines. Units of an order still in the house go back on offer. */
export async function decideRefund(
  ctx: Ctx,
  id: string,
  decision: { readonly approve: boolean; readonly reply?: string | undefined },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    if (refund.state !== 'requested' || refund.orderId === null) throw orderErrors.error('refund_decided');
    const reply = decision.reply ?? '';
    if (decision.approve) await approve(ctx, refund, refund.orderId, reply);
    else await decline(ctx, refund, refund.orderId, reply);
  });
}

async function approve(ctx: Ctx, refund: RefundRow, orderId: string, reply: string): Promise<void> {
  const order = await lockOrder(ctx, orderId);
  await sql`
    update orders.refund set state = 'processing', reply = ${reply}, restock = ${order.shippedAt === null}, due_at = ${ctx.now()}
    where id = ${refund.id}
  `.execute(ctx.db);
  await tellEvents(ctx, [
    { orderId, kind: 'refund_approved', title: words('商家同意退款', 'Refund approved'), ...said(reply) },
  ]);
  if (refund.amount === 0) await finishRefund(ctx, refund.id);
}

async function decline(ctx: Ctx, refund: RefundRow, orderId: string, reply: string): Promise<void> {
  await lockOrder(ctx, orderId);
  await sql`
    update orders.refund set state = 'refused', reply = ${reply}, done_at = ${ctx.now()} where id = ${refund.id}
  `.execute(ctx.db);
  await settleHold(ctx, refund, orderId, false);
  await tellEvents(ctx, [
    { orderId, kind: 'refund_refused', title: words('商家拒绝退款', 'Refund refused'), ...said(reply) },
  ]);
}

/** Hand a failed refund over again, under the same number: WeChat never pays it twice. */
export async function retryRefund(ctx: Ctx, id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update orders.refund set state = 'processing', failure = null, handed_over_at = null, tries = 0, due_at = ${ctx.now()}
    where id = ${id} and state = 'failed'
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 1) return;
  await lockRefund(ctx, id);
  throw orderErrors.error('refund_not_failed');
}

function said(reply: string): { readonly detail?: Words } {
  return reply === '' ? {} : { detail: plainWords(reply) };
}
