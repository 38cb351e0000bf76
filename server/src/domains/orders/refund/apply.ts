import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { finishRefund } from './finish.ts';

/** What WeChat says of a refund, in an answer or in a notification. Fen. */
export type RefundNews = {
  readonly outRefundNo: string;
  readonly state: 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL';
  readonly refund: number;
};

/** A notification about a refund; one of a number that is not ours is not ours to book. */
export async function applyRefundNotice(ctx: Ctx, news: RefundNews): Promise<void> {
  const { rows } = await sql<{ id: string; amount: number }>`
    select id, amount from orders.refund where out_refund_no = ${news.outRefundNo}
  `.execute(ctx.db);
  if (rows[0]) await applyRefund(ctx, rows[0], news);
  else ctx.log.warn({ outRefundNo: news.outRefundNo }, 'notification of an unknown refund');
}

/** Book what became of a refund. Answers false while it is still under way. */
export async function applyRefund(
  ctx: Ctx,
  refund: { readonly id: string; readonly amount: number },
  news: RefundNews,
): Promise<boolean> {
  if (news.refund !== refund.amount) return fail(ctx, refund.id, '微信退款金额与申请不符，请在商户平台核对');
  if (news.state === 'PROCESSING') return false;
  if (news.state === 'CLOSED') return fail(ctx, refund.id, '微信支付已关闭这笔退款');
  if (news.state === 'ABNORMAL') return fail(ctx, refund.id, '退款入账失败，请在商户平台更换退款账户');
  await finishRefund(ctx, refund.id);
  return true;
}

/** Set aside for an operator, with the reason in her words. */
export async function fail(ctx: Ctx, id: string, failure: string): Promise<true> {
  await sql`
    update orders.refund set state = 'failed', failure = ${failure}, due_at = null where id = ${id} and state = 'processing'
  `.execute(ctx.db);
  return true;
}
