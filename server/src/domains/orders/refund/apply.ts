import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { refundFailure } from './failure.ts';
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
  if (news.refund !== refund.amount) return fail(ctx, refund.id, refundFailure.amount);
  if (news.state === 'PROCESSING') return false;
  if (news.state === 'CLOSED') return fail(ctx, refund.id, refundFailure.closed);
  if (news.state === 'ABNORMAL') return fail(ctx, refund.id, refundFailure.abnormal);
  await finishRefund(ctx, refund.id);
  return true;
}

/** Set aside for an operator, with the reason. */
export async function fail(ctx: Ctx, id: string, failure: Words): Promise<true> {
  await sql`
    update orders.refund set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb, due_at = null where id = ${id} and state = 'processing'
  `.execute(ctx.db);
  return true;
}
