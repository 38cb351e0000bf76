import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';

type Buyer = { readonly id: string; readonly personNo: number };
type Line = {
  readonly productId: string;
  readonly skuId: string;
  readonly categoryId: string;
  readonly quantity: number;
};

const LINE: Line = { productId: 'prd_1', skuId: 'sku_1', categoryId: 'cat_1', quantity: 1 };

/** Tell that somebody paid at a time, as orders does; answers the order's id. Fen. */
export async function announcePaid(
  ctx: Ctx,
  member: Buyer,
  order: { amount: number; at: Date; line?: Partial<Line> },
): Promise<string> {
  const orderId = newId('ord');
  const { amount, at } = order;
  const line = {
    ...LINE,
    ...order.line,
    lineId: `${orderId}.0`,
    name: '红颜草莓 500g',
    payable: amount,
  };
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderPaid, {
      personNo: member.personNo,
      at,
      payload: {
        orderId,
        number: `HS${orderId.slice(-8)}`,
        memberId: member.id,
        amount,
        source: 'shop',
        first: false,
        lines: [line],
        offers: [],
      },
    }),
  );
  return orderId;
}

/** Tell that a part of an order was given back; `whole` when nothing of it is left. */
export async function announceRefunded(
  ctx: Ctx,
  member: Buyer,
  refund: { orderId: string; amount: number; at: Date; whole: boolean },
): Promise<void> {
  const { orderId, amount, at, whole } = refund;
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderRefunded, {
      personNo: member.personNo,
      at,
      payload: {
        orderId,
        number: `HS${orderId.slice(-8)}`,
        memberId: member.id,
        amount,
        source: 'shop',
        refundId: newId('rfd'),
        whole,
        lines: [],
      },
    }),
  );
}
