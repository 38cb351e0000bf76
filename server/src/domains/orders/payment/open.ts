import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { isLater, PayError } from '../../../wechat/index.ts';
import { orderErrors } from '../errors.ts';
import { type Order, payNumberOf } from '../order.ts';
import type { OrderPorts } from '../ports.ts';
import { getOrder } from '../read.ts';
import { acceptPayment } from './accept.ts';
import { askPayment, firstAsk } from './ask.ts';

/** The account of the session that pays: its app's payment sheet opens, and only for this openid. */
export type Payer = { readonly app: string; readonly openid: string };

/**
 * Open the payment of an unpaid order and sign what wx.requestPayment takes. Stock is already reserved. WeChat takes an
 * order's number once, so however often this is called at once, only one payment can come of it.
 */
export async function openPayment(ctx: Ctx, ports: OrderPorts, id: string, payer: Payer) {
  let order = await noteOpening(ctx, ports, id, payer);
  let opened = await prepay(ctx, ports, order, payer);
  if (opened instanceof PayError) {
    // The number is spent and the order not: another account took the payment over and did not get to open it, or WeChat
    // knows the number with other particulars.
    order = await noteOpening(ctx, ports, id, payer, order.payAttempt);
    opened = await prepay(ctx, ports, order, payer);
  }
  if (opened instanceof PayError) throw orderErrors.error('payment_refused', { reason: opened.message });
  const after = await getOrder(ctx, id);
  if (after.state !== 'unpaid' || after.payAttempt !== order.payAttempt) {
    // Overtaken between our note and WeChat's answer, by whom closed a number that WeChat did not know yet.
    await closeOpened(ctx, ports, order);
    refuseUnpayable(ctx, after);
    throw orderErrors.error('opened_elsewhere');
  }
  return ports.wechat.pay.paymentRequest(payer.app, opened);
}

/**
 * Written down before WeChat hears of it: whoever cancels from now on closes it there first. WeChat ties a payment number
 * to its first payer; where another of her accounts had opened it, that one is closed and the order gets the next number.
 */
async function noteOpening(
  ctx: Ctx,
  ports: OrderPorts,
  id: string,
  payer: Payer,
  closedAttempt?: number,
): Promise<Order> {
  const order = await getOrder(ctx, id);
  refuseUnpayable(ctx, order);
  const elsewhere = order.prepayAt !== null && (order.app !== payer.app || order.openid !== payer.openid);
  // Another phone of hers that found it closed too may have taken the next number already: then that one is opened.
  const next = elsewhere || order.payAttempt === closedAttempt;
  if (next) await closeOpened(ctx, ports, order);
  const payAttempt = order.payAttempt + (next ? 1 : 0);
  const { numAffectedRows } = await sql`
    update orders.placed set prepay_at = coalesce(prepay_at, ${ctx.now()}), ask_at = ${firstAsk(ctx.now())}, ask_step = 0,
      app = ${payer.app}, openid = ${payer.openid}, pay_attempt = ${payAttempt}
    where id = ${id} and state = 'unpaid' and expires_at > ${ctx.now()} and pay_attempt = ${order.payAttempt}
      and (prepay_at is null or ${next} or (app = ${payer.app} and openid = ${payer.openid}))
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 1) {
    // Once more: whoever noted the old number before us may have brought it to WeChat since. From here on she sees ours.
    if (elsewhere) await closeOpened(ctx, ports, order);
    return { ...order, ...payer, payAttempt };
  }
  refuseUnpayable(ctx, await getOrder(ctx, id));
  // Two of her phones at once, and the other was faster.
  throw orderErrors.error('opened_elsewhere');
}

/** So that no two payments of one order can be made. One that was made just now is taken in. */
async function closeOpened(ctx: Ctx, ports: OrderPorts, order: Order): Promise<void> {
  try {
    const closed = await ports.wechat.pay.close(payNumberOf(order));
    if (closed.kind !== 'paid') return;
    await acceptPayment(ctx, ports, closed.transaction, 'query');
    refuseUnpayable(ctx, await getOrder(ctx, order.id));
  } catch (error) {
    if (isLater(error)) throw orderErrors.error('payment_unreachable');
    throw error;
  }
  throw orderErrors.error('already_paid');
}

function refuseUnpayable(ctx: Ctx, order: Order): void {
  if (order.state === 'cancelled') throw orderErrors.error('already_cancelled');
  if (order.state !== 'unpaid') throw orderErrors.error('already_paid');
  if (order.expiresAt === null) throw orderErrors.error('not_payable');
  if (order.expiresAt <= ctx.now()) throw orderErrors.error('expired');
}

/** The prepay id; the refusal, where this number is of no use any more and another one may be. */
async function prepay(ctx: Ctx, ports: OrderPorts, order: Order, payer: Payer): Promise<string | PayError> {
  try {
    return await ports.wechat.pay.prepay({
      outTradeNo: payNumberOf(order),
      description: order.quantity > 1 ? `${order.firstLine} 等 ${order.quantity} 件` : order.firstLine,
      total: order.payable,
      appid: payer.app,
      openid: payer.openid,
      notifyUrl: `${ctx.config.publicUrl}/pay/notify`,
      ...(order.expiresAt ? { expiresAt: order.expiresAt } : {}),
    });
  } catch (error) {
    if (isLater(error)) throw orderErrors.error('payment_unreachable');
    if (!(error instanceof PayError)) throw error;
    return lookInto(ctx, ports, order, error);
  }
}

/**
 * Why WeChat refuses. Its pages spell the same refusal in several ways, and change: what became of the number is asked, not
 * read from the code. Paid: taken in. Known to WeChat: spent, another number may do. Not known: nothing but the refusal.
 */
async function lookInto(ctx: Ctx, ports: OrderPorts, order: Order, refusal: PayError): Promise<PayError> {
  const found = await askPayment(ctx, ports, payNumberOf(order)).catch((error: unknown) => {
    if (isLater(error)) throw orderErrors.error('payment_unreachable');
    throw error;
  });
  refuseUnpayable(ctx, await getOrder(ctx, order.id));
  if (found !== null) return refusal;
  throw orderErrors.error('payment_refused', { reason: refusal.message });
}
