import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type Order, payNumberOf } from '../order.ts';
import type { OrderPorts } from '../ports.ts';
import { ORDER } from '../read.ts';
import { type AcceptOutcome, acceptPayment } from './accept.ts';

/** Seconds after the prepay at which WeChat is asked, when no notification came; then only the close at expiry asks. */
const LADDER = [5, 30, 120, 600, 1800] as const;
/** Calls to WeChat at the same time; not measured: a third of the connections kept open, the rest is for those who pay. */
const AT_ONCE = 20;
/** Taste: who looks at her order sees it within this time, as it was known, and the next look knows more. */
const PATIENCE_MS = 2500;

export function firstAsk(now: Date): Date {
  return new Date(now.getTime() + LADDER[0] * 1000);
}

/**
 * Ask WeChat what became of a payment number and take it in. Null when WeChat knows no such number. Throws what the
 * client throws.
 */
export async function askPayment(ctx: Ctx, ports: OrderPorts, outTradeNo: string): Promise<AcceptOutcome | null> {
  const transaction = await ports.wechat.pay.query({ outTradeNo });
  return transaction && acceptPayment(ctx, ports, transaction, 'query');
}

/** The same for a shopper who looks at her order: she does not wait long, and sees no error of WeChat's. */
export async function askForPage(ctx: Ctx, ports: OrderPorts, order: Order): Promise<void> {
  if (order.state !== 'unpaid' || order.prepayAt === null) return;
  const asked = askPayment(ctx, ports, payNumberOf(order)).catch((error: unknown) => {
    ctx.log.warn({ err: error, number: order.number }, 'could not ask WeChat Pay for an order');
  });
  await Promise.race([asked, pause(PATIENCE_MS, undefined, { ref: false })]);
}

/** Notifications get lost: unpaid orders with a prepay are asked for, a few times, less and less often. */
export function askForPayments(ports: OrderPorts): Sweep {
  return sweep({
    name: 'orders.ask-payments',
    due: sql`(select min(ask_at) from orders.placed where state = 'unpaid' and ask_at is not null)`,
    run: async (ctx) => {
      const due = await claimDue(ctx);
      await Promise.all(
        due.map(async (order) =>
          askPayment(ctx, ports, payNumberOf(order)).catch((error: unknown) => {
            ctx.log.warn({ err: error, number: order.number }, 'could not ask WeChat Pay for an order');
          }),
        ),
      );
      return due.length;
    },
  });
}

async function claimDue(ctx: Ctx): Promise<Order[]> {
  const { rows } = await sql<Order>`
    with due as (
      select id from orders.placed where state = 'unpaid' and ask_at <= ${ctx.now()}
      order by ask_at limit ${AT_ONCE} for update skip locked
    )
    update orders.placed o set
      ask_step = o.ask_step + 1,
      ask_at = ${ctx.now()}::timestamptz + make_interval(secs => (${[...LADDER]}::int[])[o.ask_step + 2])
    from due where o.id = due.id
    returning ${ORDER}
  `.execute(ctx.db);
  return rows;
}
