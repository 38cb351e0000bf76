import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { formatYuan } from '../../../platform/money.ts';
import { stock } from '../../catalog/index.ts';
import { endAfterSale } from '../after-sales/move.ts';
import { giftsRegained, goodsInShort, orderRefunded } from '../events.ts';
import { isBought } from '../gift.ts';
import { bookMoney } from '../money/journal.ts';
import { about, lineIdOf, type Order } from '../order.ts';
import { releaseSlotsOf } from '../own-delivery/slot.ts';
import { lockOrder, readLines } from '../read.ts';
import { tellWhole } from '../shipment/tell-wechat.ts';
import { countUnsent } from '../shipment/unsent.ts';
import { tellEvents } from '../tell-events.ts';
import { spendHold } from './hold.ts';
import { passFirst } from './pass-first.ts';
import { lockRefund, type RefundRow, refundNumberOf } from './row.ts';
import { splitLater } from './split.ts';
import type { PlannedLine } from './units.ts';

/** How the money went back: through WeChat when it says so; outside of it by the word of an operator, with her note. */
type Way = { readonly way: 'wechat'; readonly at?: Date | null } | { readonly way: 'outside'; readonly note: string };

/** The money is back. Journal, order, lines, stock, timeline and the fact in one transaction; a repeat changes nothing. */
export async function finishRefund(ctx: Ctx, id: string, how: Way = { way: 'wechat' }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    if (refund.state !== 'processing' && refund.state !== 'failed') return;
    const note = how.way === 'outside' ? how.note : null;
    await sql`
      update orders.refund set state = 'done', way = ${how.way}, settled_note = ${note}, failure = null, closed = false,
        due_at = null, done_at = ${ctx.now()}
      where id = ${id}
    `.execute(ctx.db);
    await endAfterSale(ctx, refund);
    if (refund.orderId === null) return book(ctx, refund, null, how);
    const order = await lockOrder(ctx, refund.orderId);
    await tellEvents(ctx, [
      { orderId: order.id, kind: 'refunded', title: refundedTitle, detail: wentBack(refund, how) },
    ]);
    // Money that never paid the order is given back beside its books.
    if (refund.origin === 'unusable_payment') return book(ctx, refund, null, how);
    await spendHold(ctx, refund, order.id);
    await book(ctx, refund, order.id, how);
    await closeRefunded(ctx, order, refund);
  });
}

export const refundedTitle = words('退款成功', 'Refunded');

function wentBack({ amount }: RefundRow, { way }: Way): Words {
  const sum = `¥${formatYuan(amount)}`;
  return way === 'wechat'
    ? words(`${sum} 已原路退回`, `${sum} went back the way it came`)
    : words(`${sum} 已由店家以其他方式退还`, `The shop gave ${sum} back another way`);
}

async function book(ctx: Ctx, refund: RefundRow, orderId: string | null, how: Way): Promise<void> {
  if (refund.amount === 0) return;
  const through = how.way === 'wechat';
  await bookMoney(ctx, [
    {
      kind: 'refund',
      // What went another way keeps WeChat's number free: it may still go out there, and is a movement of its own then.
      key: through ? refundNumberOf(refund) : `${refundNumberOf(refund)}@outside`,
      amount: refund.amount,
      orderId,
      transactionId: through ? refund.transactionId : null,
      happenedAt: (through ? how.at : null) ?? ctx.now(),
    },
  ]);
  if (through) await splitLater(ctx, refund.transactionId);
}

/** What follows once units and money of an order went back: stock, the end of an order with nothing left, the fact. */
export async function closeRefunded(
  ctx: Ctx,
  order: Order,
  refund: { readonly id: string; readonly amount: number; readonly lines: readonly PlannedLine[] },
): Promise<void> {
  const returned = refund.lines.flatMap(({ skuId, here }) =>
    skuId === null || here === 0 ? [] : [{ skuId, storeId: order.stockStoreId, quantity: here, reason: order.number }],
  );
  if (returned.length > 0) await stock.takeBack(ctx, returned);
  await countUnsent(ctx, order.id);
  const lines = await readLines(ctx, [order.id]);
  // a gift that she keeps does not keep the order open
  const whole = lines.filter(isBought).every((line) => line.refundedQuantity === line.quantity);
  const back = lines.filter((line) => refund.lines.some(({ lineId }) => lineId === lineIdOf(line)));
  if (whole) {
    await sql`
      update orders.placed set state = 'refunded', upload_at = null, receive_at = null, receive_rest = null, unsent = 0 where id = ${order.id}
    `.execute(ctx.db);
    await passFirst(ctx, order.id);
    if (order.shippedAt === null) await releaseSlotsOf(ctx, [order]);
  } else await tellWhole(ctx, order.id);
  ctx.emit(orderRefunded, {
    personNo: order.personNo,
    payload: {
      ...about(order, refund.amount),
      goods: goodsInShort(back),
      refundId: refund.id,
      whole,
      lines: refund.lines
        .filter(({ lineId }) => lines.some((line) => isBought(line) && lineIdOf(line) === lineId))
        .map(({ lineId, quantity, amount }) => ({ lineId, quantity, amount })),
    },
  });
  const gifts = refund.lines.flatMap(({ lineId, quantity, charged = 0 }) => {
    const gift = lines.find((line) => lineIdOf(line) === lineId)?.gift;
    const regained = gift ? gift.worth * quantity + charged : 0;
    return regained > 0 ? [{ lineId, regained }] : [];
  });
  if (gifts.length > 0)
    ctx.emit(giftsRegained, { personNo: order.personNo, payload: { ...about(order, refund.amount), gifts } });
}
