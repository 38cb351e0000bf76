import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { isLater } from '../../../wechat/index.ts';
import type { OrderPorts } from '../ports.ts';
import { applyRefund, fail } from './apply.ts';
import { failureOf, refundFailure } from './failure.ts';
import { reasonOf } from './present.ts';
import { REFUND, type RefundRow, refundNumberOf } from './row.ts';

/** Calls to WeChat at the same time; not measured. Its own limit is 150 refunds a second a merchant. */
const AT_ONCE = 20;
/** Minutes between tries; after the last a person must look. A refund that WeChat has taken is followed for two days. */
const LADDER = [1, 1, 2, 5, 10, 30, 60, 120, 240, 480, 960, 960] as const;

/** Refunds on their way: hand them to WeChat, then ask until it says how they ended. */
export function handOverRefunds(ports: OrderPorts): Sweep {
  return sweep({
    name: 'orders.hand-over-refunds',
    due: sql`(select min(due_at) from orders.refund where state = 'processing')`,
    run: async (ctx) => {
      const due = await claimDue(ctx);
      await Promise.all(due.map(async (refund) => handOver(ctx, ports, refund)));
      return due.length;
    },
  });
}

/** Taken with the next try already set: a process that dies here costs a minute, not a refund. */
async function claimDue(ctx: Ctx): Promise<RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    with due as (
      select id from orders.refund where state = 'processing' and due_at <= ${ctx.now()}
      order by due_at limit ${AT_ONCE} for update skip locked
    )
    update orders.refund r set tries = r.tries + 1,
      due_at = ${ctx.now()}::timestamptz + make_interval(mins => (${[...LADDER]}::int[])[least(r.tries + 1, ${LADDER.length})])
    from due where r.id = due.id
    returning ${REFUND}
  `.execute(ctx.db);
  return rows;
}

async function handOver(ctx: Ctx, ports: OrderPorts, refund: RefundRow): Promise<void> {
  try {
    const known = refund.handedOverAt ? await ports.wechat.pay.queryRefund(refundNumberOf(refund)) : null;
    const news = known ?? (await ask(ctx, ports, refund));
    await sql`
      update orders.refund set handed_over_at = coalesce(handed_over_at, ${ctx.now()}) where id = ${refund.id}
    `.execute(ctx.db);
    const ended = await applyRefund(ctx, refund, news);
    if (!ended && refund.tries > LADDER.length) await fail(ctx, refund, refundFailure.overdue);
  } catch (error) {
    ctx.log.warn({ err: error, refund: refund.id, tries: refund.tries }, 'refund not handed over');
    // Overload, or a second refund of the order within the minute.
    if (isLater(error) && refund.tries <= LADDER.length) return;
    const failure = failureOf(error);
    if (failure === null) throw error;
    await fail(ctx, refund, failure);
  }
}

async function ask(ctx: Ctx, ports: OrderPorts, refund: RefundRow) {
  return ports.wechat.pay.refund({
    ...(refund.transactionId ? { transactionId: refund.transactionId } : { outTradeNo: refund.number }),
    outRefundNo: refundNumberOf(refund),
    refund: refund.amount,
    total: refund.paymentAmount,
    reason: reasonOf(refund).zh,
    notifyUrl: `${ctx.config.publicUrl}/pay/notify`,
  });
}
