import type { Words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Found, noteDifferences } from '../money/difference.ts';
import { bookMoney, isSum } from '../money/journal.ts';
import { askPayment } from '../payment/ask.ts';
import type { OrderPorts } from '../ports.ts';
import { refundFailure } from './failure.ts';
import { finishRefund } from './finish.ts';
import { bookOutside } from './outside.ts';
import { REFUND, type RefundRow, readRefundNumber } from './row.ts';

/** What WeChat says of a refund, in an answer or in a notification. Fen; null where a number was told without a sum. */
export type RefundNews = {
  readonly outRefundNo: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly state: 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL';
  readonly refund: number | null;
  readonly succeededAt: Date | null;
};

/** A notification about a refund: of ours, or of one that was begun on the merchant platform. */
export async function applyRefundNotice(ctx: Ctx, ports: OrderPorts, news: RefundNews): Promise<void> {
  const refund = await findRefund(ctx, news.outRefundNo);
  if (refund && news.refund === refund.amount) await applyRefund(ctx, refund, news);
  else if (refund) await askAgain(ctx, refund, news);
  else if (news.state === 'SUCCESS') await takeOutside(ctx, ports, news);
}

/** Ours, by any of its numbers: those that WeChat closed before are its too. */
export async function findRefund(ctx: Ctx, number: string): Promise<RefundRow | null> {
  const { outRefundNo } = readRefundNumber(number);
  const { rows } = await sql<RefundRow>`
    select ${REFUND} from orders.refund r
    where r.origin <> 'wechat' and r.out_refund_no in (${number}, ${outRefundNo})
  `.execute(ctx.db);
  return rows[0] ?? null;
}

/** Book what became of a refund. Answers false while it is still under way. */
export async function applyRefund(
  ctx: Ctx,
  refund: Pick<RefundRow, 'id' | 'amount' | 'attempt' | 'orderId' | 'transactionId'>,
  news: Pick<RefundNews, 'outRefundNo' | 'state' | 'refund' | 'succeededAt'>,
  found: Found = { foundBy: 'notification' },
): Promise<boolean> {
  // WeChat comes again with what it said of a number that was closed; the next one is under way.
  if (readRefundNumber(news.outRefundNo).attempt < refund.attempt) return false;
  if (news.refund !== refund.amount) return fail(ctx, refund, refundFailure.amount);
  if (news.state === 'PROCESSING') return false;
  if (news.state === 'CLOSED') return fail(ctx, refund, refundFailure.closed, true);
  if (news.state === 'ABNORMAL') return fail(ctx, refund, refundFailure.abnormal);
  await inTransaction(ctx, async (ctx) => {
    await finishRefund(ctx, refund.id, { way: 'wechat', at: news.succeededAt });
    await bookGivenTwice(ctx, refund, news, found);
  });
  return true;
}

/** Set aside for an operator, with the reason. `closed`: WeChat will not take this number again. */
export async function fail(
  ctx: Ctx,
  { id, attempt }: Pick<RefundRow, 'id' | 'attempt'>,
  failure: Words,
  closed = false,
): Promise<true> {
  await sql`
    update orders.refund set state = 'failed', failure = ${JSON.stringify(failure)}::jsonb, closed = ${closed}, due_at = null
    where id = ${id} and attempt = ${attempt} and (state = 'processing' or (state = 'failed' and ${closed}))
  `.execute(ctx.db);
  return true;
}

/**
 * It went out at WeChat after it had ended here another way: refused, withdrawn, or settled by hand. The order's books have it
 * as it ended; the money is booked beside them, for it did leave the payment, and a person is told.
 */
async function bookGivenTwice(
  ctx: Ctx,
  { id, orderId, transactionId, amount }: Pick<RefundRow, 'id' | 'amount' | 'orderId' | 'transactionId'>,
  { outRefundNo: number, succeededAt }: Pick<RefundNews, 'outRefundNo' | 'succeededAt'>,
  found: Found,
): Promise<void> {
  const { rows } = await sql`
    select from orders.refund where id = ${id} and (state <> 'done' or way = 'outside')
  `.execute(ctx.db);
  if (rows.length === 0) return;
  await bookMoney(ctx, [
    { kind: 'refund', key: number, amount, orderId: null, transactionId, happenedAt: succeededAt ?? ctx.now() },
  ]);
  const theirs = amount;
  await noteDifferences(ctx, [
    { kind: 'refund_after_end', about: number, number, transactionId, orderId, theirs, ...found },
  ]);
}

/** A notification with another sum than was asked for decides nothing: WeChat is asked at once, and a person is told. */
async function askAgain(ctx: Ctx, refund: RefundRow, news: RefundNews): Promise<void> {
  const { outRefundNo: number, transactionId } = news;
  const told = JSON.stringify(news.refund);
  const [ours, orderId] = [refund.amount, refund.orderId];
  await noteDifferences(ctx, [
    { kind: 'refund_unreadable', about: number, number, transactionId, orderId, ours, told, foundBy: 'notification' },
  ]);
  await sql`
    update orders.refund set due_at = ${ctx.now()} where id = ${refund.id} and state = 'processing'
  `.execute(ctx.db);
}

async function takeOutside(ctx: Ctx, ports: OrderPorts, news: RefundNews): Promise<void> {
  const told = { ...news, amount: news.refund, at: news.succeededAt };
  if (await bookOutside(ctx, told, { foundBy: 'notification' })) return;
  // Of a payment that nobody told us yet.
  await askPayment(ctx, ports, news.outTradeNo);
  if (await bookOutside(ctx, told, { foundBy: 'notification' })) return;
  // Nor does WeChat know one by that number: the money is gone all the same, so a person looks for what it was of.
  const { outRefundNo: number, outTradeNo, transactionId } = news;
  const theirs = isSum(news.refund) ? news.refund : null;
  const text = JSON.stringify({ refund: news.refund, outTradeNo });
  await noteDifferences(ctx, [
    { kind: 'unbookable', about: number, number, transactionId, theirs, told: text, foundBy: 'notification' },
  ]);
}
