import { joinWords, plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { stock } from '../../catalog/index.ts';
import { orderErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import { lockOrder } from '../read.ts';
import { decline } from '../refund/decline.ts';
import { finishRefund } from '../refund/finish.ts';
import { reduceRefund } from '../refund/in-part.ts';
import { lockRefund, type RefundRow } from '../refund/row.ts';
import { tellEvents } from '../tell-events.ts';
import { arrivedState } from './kind.ts';
import { freeReplacement, moveOn } from './move.ts';
import { tellShopper } from './tell.ts';

/** What came of a line: so many on offer again, so many written off. */
export type CameBack = { readonly lineId: string; readonly back: number; readonly lost: number };

type Inspection = {
  readonly accept: boolean;
  /** Absent: all of it came, and nobody has looked what it is fit for. */
  readonly lines?: readonly CameBack[] | undefined;
  readonly reply?: string | undefined;
};

/**
 * What she sent back is here. Stock first, with its rows in the ledger; then the money, or the other piece, for as many as
 * came. What did not come is hers to ask for again. Refused, she reads why, and all that was held is free.
 */
export async function inspectReturn(ctx: Ctx, id: string, { accept, lines, reply: said }: Inspection): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    const order = await lockOrder(ctx, refund.orderId ?? '');
    if (refund.afterSale === null || refund.state !== 'returning') throw orderErrors.error('not_returning');
    const reply = said?.trim() ?? '';
    if (!accept && reply === '') throw orderErrors.error('refund_reply_needed');
    if (!accept) return decline(ctx, refund, order, reply);
    const kept = lines === undefined ? refund : await takeIn(ctx, refund, order, lines, reply);
    await sql`
      update orders.after_sale set came_at = ${ctx.now()} where refund_id = ${id}
    `.execute(ctx.db);
    await sql`
      update orders.refund set reply = case when ${reply} = '' then reply else ${reply} end where id = ${id}
    `.execute(ctx.db);
    const to = arrivedState(refund.afterSale.kind);
    await moveOn(ctx, id, to);
    await tellArrived(ctx, order, kept, reply);
    if (to === 'processing' && kept.amount === 0) await finishRefund(ctx, id);
  });
}

async function takeIn(
  ctx: Ctx,
  refund: RefundRow,
  order: Order,
  came: readonly CameBack[],
  reply: string,
): Promise<RefundRow> {
  const byLine = new Map(came.map((one) => [one.lineId, one]));
  if (byLine.size !== came.length) throw orderErrors.error('line_repeated');
  for (const { lineId, back, lost } of came) {
    const line = refund.lines.find((one) => one.lineId === lineId);
    if (!line) throw orderErrors.error('line_not_found');
    if (back + lost > line.quantity)
      throw orderErrors.error('too_many_units', { name: line.name, left: line.quantity });
  }
  const units = came.map(({ lineId, back, lost }) => ({ lineId, quantity: back + lost }));
  const arrived = units.reduce((sum, { quantity }) => sum + quantity, 0);
  const all = refund.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (arrived === 0) throw orderErrors.error('nothing_came');
  if (arrived < all && reply === '') throw orderErrors.error('refund_reply_needed');
  const { refund: kept } = arrived < all ? await reduceRefund(ctx, refund, order, { lines: units }, true) : { refund };
  if (arrived < all) await freeReplacement(ctx, refund, kept);
  const lines = kept.lines.map((line) => ({
    ...line,
    back: byLine.get(line.lineId)?.back ?? 0,
    lost: byLine.get(line.lineId)?.lost ?? 0,
  }));
  await sql`update orders.refund set lines = ${JSON.stringify(lines)}::jsonb where id = ${refund.id}`.execute(ctx.db);
  const moved = (of: 'back' | 'lost') =>
    lines.flatMap(({ skuId, ...line }) =>
      skuId === null || line[of] === 0
        ? []
        : [{ skuId, storeId: order.stockStoreId, quantity: line[of], reason: refund.number }],
    );
  if (moved('back').length > 0) await stock.takeBack(ctx, moved('back'));
  if (moved('lost').length > 0) await stock.writeOff(ctx, moved('lost'));
  return { ...kept, lines };
}

async function tellArrived(ctx: Ctx, order: Order, refund: RefundRow, reply: string): Promise<void> {
  const units = refund.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const count = words(`${units} 件`, `${units} ${units === 1 ? 'unit' : 'units'}`);
  const detail = reply === '' ? count : joinWords([count, plainWords(reply)], words('：', ': '));
  const title = words('商家已收到退回的商品', 'The shop has what was sent back');
  await tellEvents(ctx, [{ orderId: order.id, kind: 'return_arrived', title, detail }]);
  tellShopper(ctx, order, refund, 'arrived', reply);
}
