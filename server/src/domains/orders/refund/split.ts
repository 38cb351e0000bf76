import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { isLater, type RefundSplit } from '../../../wechat/index.ts';
import { refundSplit } from '../events.ts';
import type { OrderPorts } from '../ports.ts';
import { refundNumberOf } from './row.ts';

const AT_ONCE = 20;
/** Minutes between tries; the last goes on. */
const LADDER = [1, 5, 30, 120, 480] as const;

/**
 * Money of this payment went back, and coupons had paid a part of it: how it falls on her and on them is WeChat's to say, and its
 * notification does not. In the transaction that books it.
 */
export async function splitLater(ctx: Ctx, transactionId: string | null): Promise<void> {
  if (transactionId === null) return;
  await sql`
    update orders.refund r set split_due_at = ${ctx.now()} from orders.payment p
    where p.transaction_id = ${transactionId} and p.promotions <> '[]' and r.transaction_id = p.transaction_id
      and r.state = 'done' and r.way = 'wechat' and r.payer_amount is null and r.split_due_at is null
  `.execute(ctx.db);
}

type Claimed = {
  readonly id: string;
  readonly outRefundNo: string;
  readonly attempt: number;
  readonly orderId: string | null;
  readonly amount: number;
  readonly paymentAmount: number;
  readonly transactionId: string;
};

export function askForSplits(ports: OrderPorts): Sweep {
  return sweep({
    name: 'orders.refund-splits',
    due: sql`(select min(split_due_at) from orders.refund where split_due_at is not null)`,
    run: async (ctx) => {
      const due = await claim(ctx);
      await Promise.all(due.map(async (one) => ask(ctx, ports, one)));
      return due.length;
    },
  });
}

async function claim(ctx: Ctx): Promise<readonly Claimed[]> {
  const { rows } = await sql<Claimed>`
    with due as (
      select id from orders.refund where split_due_at <= ${ctx.now()} order by split_due_at
      limit ${AT_ONCE} for update skip locked
    )
    update orders.refund r set split_tries = r.split_tries + 1, split_due_at = ${ctx.now()}::timestamptz
      + make_interval(mins => (${[...LADDER]}::int[])[least(r.split_tries + 1, ${LADDER.length})])
    from due where r.id = due.id
    returning r.id, r.out_refund_no, r.attempt, r.order_id, r.amount, r.payment_amount, r.transaction_id
  `.execute(ctx.db);
  return rows;
}

async function ask(ctx: Ctx, ports: OrderPorts, refund: Claimed): Promise<void> {
  try {
    const number = refundNumberOf(refund);
    const answer = await ports.wechat.pay.queryRefund(number);
    if (answer?.state === 'SUCCESS') await book(ctx, refund, answer.split);
    else ctx.log.warn({ refund: refund.id, number }, 'no split of a refund yet');
  } catch (error) {
    if (!isLater(error)) ctx.log.error({ err: error, refund: refund.id }, 'the split of a refund could not be had');
  }
}

async function book(ctx: Ctx, refund: Claimed, split: RefundSplit): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { numAffectedRows } = await sql`
      update orders.refund set payer_amount = ${split.payerRefund}, settled_amount = ${split.settled},
        promotions = ${JSON.stringify(split.promotions)}::jsonb, split_due_at = null
      where id = ${refund.id} and payer_amount is null
    `.execute(ctx.db);
    if (Number(numAffectedRows) !== 1) return;
    const { rows } = await sql<{ personNo: number }>`
      select person_no from orders.placed where id = ${refund.orderId}
    `.execute(ctx.db);
    const [whose] = rows;
    ctx.emit(refundSplit, {
      personNo: whose?.personNo ?? null,
      payload: {
        refundId: refund.id,
        orderId: refund.orderId,
        transactionId: refund.transactionId,
        whole: refund.amount === refund.paymentAmount,
        promotions: [...split.promotions],
      },
    });
  });
}
