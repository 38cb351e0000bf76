import type { afterSaleStep } from '@huoshui/contracts/words/after-sales';
import type { Ctx } from '../../../platform/ctx.ts';
import { afterSaleMoved, goodsAskedFor } from '../events.ts';
import { about, type Order } from '../order.ts';
import type { RefundRow } from '../refund/row.ts';

/** She is told what became of her request, by a message of the shop. `note`: what to know of it. */
export function tellShopper(
  ctx: Ctx,
  order: Order,
  refund: Pick<RefundRow, 'id' | 'amount' | 'lines'>,
  step: keyof typeof afterSaleStep,
  note: string,
): void {
  const goods = goodsAskedFor(refund, order);
  ctx.emit(afterSaleMoved, {
    personNo: order.personNo,
    payload: { ...about(order, refund.amount), goods, refundId: refund.id, step, note },
  });
}
