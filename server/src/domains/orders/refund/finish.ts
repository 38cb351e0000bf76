import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { formatYuan } from '../../../platform/money.ts';
import { returnStock } from '../../catalog/index.ts';
import { orderRefunded } from '../events.ts';
import { about } from '../order.ts';
import { lockOrder, readLines } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { lockRefund, type RefundRow, settleHold } from './row.ts';

/** The money is back. Order, lines, stock, timeline and the fact in one transaction; a repeat changes nothing. */
export async function finishRefund(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    if (refund.state !== 'processing' && refund.state !== 'failed') return;
    await sql`
      update orders.refund set state = 'done', failure = null, due_at = null, done_at = ${ctx.now()} where id = ${id}
    `.execute(ctx.db);
    if (refund.orderId !== null) await bookRefund(ctx, refund, refund.orderId);
  });
}

async function bookRefund(ctx: Ctx, refund: RefundRow, orderId: string): Promise<void> {
  const order = await lockOrder(ctx, orderId);
  const sum = `¥${formatYuan(refund.amount)}`;
  const detail = words(`${sum} 已原路退回`, `${sum} went back the way it came`);
  await tellEvents(ctx, [{ orderId, kind: 'refunded', title: words('退款成功', 'Refunded'), detail }]);
  // Money that never paid the order is given back beside its books.
  if (refund.origin === 'unusable_payment') return;
  await settleHold(ctx, refund, orderId, true);
  const returned = refund.lines.flatMap(({ skuId, quantity }) =>
    skuId === null ? [] : [{ skuId, quantity, reason: order.number }],
  );
  if (refund.restock && returned.length > 0) await returnStock(ctx, returned);
  const whole = (await readLines(ctx, [orderId])).every((line) => line.refundedQuantity === line.quantity);
  if (whole)
    await sql`update orders.placed set state = 'refunded', upload_at = null where id = ${orderId}`.execute(ctx.db);
  ctx.emit(orderRefunded, {
    personNo: order.personNo,
    payload: {
      ...about(order, refund.amount),
      refundId: refund.id,
      whole,
      lines: refund.lines.map(({ lineId, quantity, amount }) => ({ lineId, quantity, amount })),
    },
  });
}
