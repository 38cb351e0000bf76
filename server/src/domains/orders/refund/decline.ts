import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { endAfterSale } from '../after-sales/move.ts';
import { goodsAskedFor, orderRefundRefused } from '../events.ts';
import { about, type Order } from '../order.ts';
import { tellEvents } from '../tell-events.ts';
import { releaseHold } from './hold.ts';
import type { RefundRow } from './row.ts';

/** Nothing of it is given: what was held is free, and she reads why. All of it is locked. */
export async function decline(ctx: Ctx, refund: RefundRow, order: Order, reply: string): Promise<void> {
  await sql`
    update orders.refund set state = 'refused', reply = ${reply}, done_at = ${ctx.now()} where id = ${refund.id}
  `.execute(ctx.db);
  await releaseHold(ctx, refund, order);
  await endAfterSale(ctx, refund);
  // What an operator wanted to give and another did not agree to is between them.
  if (refund.origin !== 'shopper') return;
  await tellEvents(ctx, [
    { orderId: order.id, kind: 'refund_refused', title: words('商家拒绝退款', 'Refund refused'), ...said(reply) },
  ]);
  ctx.emit(orderRefundRefused, {
    personNo: order.personNo,
    payload: { ...about(order, refund.amount), goods: goodsAskedFor(refund, order), refundId: refund.id, reply },
  });
}

export function said(reply: string): { readonly detail?: Words } {
  return reply === '' ? {} : { detail: plainWords(reply) };
}
