import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { PayError, WechatUnreachable } from '../../../wechat/index.ts';
import { openidsOf } from '../../members/index.ts';
import { orderErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import type { OrderPorts } from '../ports.ts';
import { getOrder } from '../read.ts';
import { askPayment, firstAsk } from './ask.ts';

/**
 * Open the payment of an unpaid order and sign what wx.requestPayment takes. Stock is already reserved. WeChat takes an
 * order's number once, so however often this is called at once, only one payment can come of it.
 */
export async function openPayment(ctx: Ctx, ports: OrderPorts, id: string) {
  const order = await getOrder(ctx, id);
  refuseUnpayable(ctx, order);
  const openid = (await openidsOf(ctx, [order.memberId])).get(order.memberId);
  if (!openid) throw orderErrors.error('no_wechat');
  // Noted before WeChat hears of it: whoever cancels from now on closes it there first.
  if (!(await notePrepay(ctx, order))) refuseUnpayable(ctx, await getOrder(ctx, id));
  const prepayId = await prepay(ctx, ports, order, openid);
  const after = await getOrder(ctx, id);
  if (after.state === 'cancelled') {
    await ports.wechat.pay.close(order.number);
    throw orderErrors.error('already_cancelled');
  }
  return ports.wechat.pay.paymentRequest(prepayId);
}

function refuseUnpayable(ctx: Ctx, order: Order): void {
  if (order.state === 'cancelled') throw orderErrors.error('already_cancelled');
  if (order.state !== 'unpaid') throw orderErrors.error('already_paid');
  if (order.expiresAt === null) throw orderErrors.error('not_payable');
  if (order.expiresAt <= ctx.now()) throw orderErrors.error('expired');
}

async function notePrepay(ctx: Ctx, order: Order): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders.placed set prepay_at = coalesce(prepay_at, ${ctx.now()}), ask_at = ${firstAsk(ctx.now())}, ask_step = 0
    where id = ${order.id} and state = 'unpaid' and expires_at > ${ctx.now()}
  `.execute(ctx.db);
  return Number(numAffectedRows) === 1;
}

async function prepay(ctx: Ctx, ports: OrderPorts, order: Order, openid: string): Promise<string> {
  try {
    return await ports.wechat.pay.prepay({
      outTradeNo: order.number,
      description: order.quantity > 1 ? `${order.firstLine} 等 ${order.quantity} 件` : order.firstLine,
      total: order.payable,
      openid,
      notifyUrl: `${ctx.config.publicUrl}/pay/notify`,
      ...(order.expiresAt ? { expiresAt: order.expiresAt } : {}),
    });
  } catch (error) {
    if (error instanceof WechatUnreachable) throw orderErrors.error('payment_unreachable');
    if (!(error instanceof PayError)) throw error;
    if (error.code === 'ORDERPAID') {
      await askPayment(ctx, ports, order);
      throw orderErrors.error('already_paid');
    }
    if (error.code === 'ORDERCLOSED') throw orderErrors.error('expired');
    throw orderErrors.error('payment_refused', { reason: error.message });
  }
}
