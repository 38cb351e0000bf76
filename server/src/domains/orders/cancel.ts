import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { type CancelReason, cancelOrders } from './cancel-orders.ts';
import { orderErrors } from './errors.ts';
import { type Order, payNumberOf } from './order.ts';
import { acceptPayment } from './payment/accept.ts';
import type { OrderPorts } from './ports.ts';
import { getOrder, ORDER } from './read.ts';

/** Calls to WeChat at the same time: below the 64 connections that are kept open (wechat/http.ts); not measured. */
const AT_ONCE = 50;

/** The shopper gives up an unpaid order. One that she paid a moment ago turns out paid and stays. */
export async function cancelByShopper(ctx: Ctx, ports: OrderPorts, id: string): Promise<void> {
  await cancelOrder(ctx, ports, id, 'shopper');
}

/**
 * Give up an unpaid order: closed at WeChat first, then stock and offers go back. Repeatable. Throws
 * `orders.not_cancellable` once it is paid, `orders.already_paid` when a payment came first, `orders.payment_unreachable`.
 */
export async function cancelOrder(ctx: Ctx, ports: OrderPorts, id: string, reason: CancelReason): Promise<void> {
  const order = await getOrder(ctx, id);
  if (order.state === 'cancelled') return;
  if (order.state !== 'unpaid') throw orderErrors.error('not_cancellable');
  if (!(await closeAtWechat(ctx, ports, order))) throw orderErrors.error('payment_unreachable');
  await cancelOrders(ctx, ports.offerSources, [id], reason);
  const after = await getOrder(ctx, id);
  if (after.state !== 'cancelled') throw orderErrors.error('already_paid');
  // Once more: a payment being opened at the same moment may have come to WeChat after our first word.
  await closeAtWechat(ctx, ports, after);
}

/** Orders nobody paid in time: first closed at WeChat, so that no payment can follow, then cancelled with what they held. */
export function cancelExpired(ports: OrderPorts): Sweep {
  return sweep({
    name: 'orders.cancel-expired',
    due: sql`(select min(cancel_at) from orders.placed where state = 'unpaid')`,
    run: async (ctx) => {
      const due = await claimExpired(ctx);
      const shut = await Promise.all(due.map(async (order) => closeAtWechat(ctx, ports, order)));
      const closed = due.filter((_, at) => shut[at]).map((order) => order.id);
      await cancelOrders(ctx, ports.offerSources, closed, 'timeout' satisfies CancelReason);
      return due.length;
    },
  });
}

/** Taken for a minute: when WeChat cannot be reached, or this process dies, another try follows. */
async function claimExpired(ctx: Ctx): Promise<Order[]> {
  const { rows } = await sql<Order>`
    with due as (
      select id from orders.placed where state = 'unpaid' and cancel_at <= ${ctx.now()}
      order by cancel_at limit ${AT_ONCE} for update skip locked
    )
    update orders.placed o set cancel_at = ${new Date(ctx.now().getTime() + MINUTE_MS)}
    from due where o.id = due.id
    returning ${ORDER}
  `.execute(ctx.db);
  return rows;
}

/** True when no payment can come any more; one that came just before is taken in. False: WeChat cannot be asked now. */
export async function closeAtWechat(ctx: Ctx, ports: OrderPorts, order: Order): Promise<boolean> {
  if (order.prepayAt === null) return true;
  try {
    const closed = await ports.wechat.pay.close(payNumberOf(order));
    if (closed.kind !== 'paid') return true;
    const outcome = await acceptPayment(ctx, ports, closed.transaction, 'query');
    // Money came that cannot be booked: the order stays until a person has looked into it.
    return outcome !== 'set_aside';
  } catch (error) {
    // Whatever it was: without WeChat's word the order may still be paid, so it stays and is tried again.
    ctx.log.warn({ err: error, number: order.number }, 'could not close an order at WeChat Pay');
    return false;
  }
}
