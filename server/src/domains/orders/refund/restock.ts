import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { stock } from '../../catalog/index.ts';
import { orderErrors } from '../errors.ts';
import { getOrder } from '../read.ts';
import { lockRefund } from './row.ts';
import { unitsAway } from './units.ts';

type Came = { readonly lineId: string; readonly quantity: number };

/**
 * Goods of a refund came back and are fit to be sold: on offer again where they came from, with a row in the ledger of the stock.
 * What never left went back by itself, and nothing goes back twice.
 */
export async function restockRefund(ctx: Ctx, id: string, came: readonly Came[]): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    if (refund.state !== 'done') throw orderErrors.error('refund_not_done');
    const wanted = new Map(came.map(({ lineId, quantity }) => [lineId, quantity]));
    if (wanted.size !== came.length) throw orderErrors.error('line_repeated');
    for (const [lineId, quantity] of wanted) {
      const line = refund.lines.find((one) => one.lineId === lineId);
      if (!line?.skuId) throw orderErrors.error('line_not_found');
      const left = unitsAway(line);
      if (quantity > left) throw orderErrors.error('restocked_before', { name: line.name, left });
    }
    const lines = refund.lines.map((line) => ({ ...line, back: line.back + (wanted.get(line.lineId) ?? 0) }));
    await sql`update orders.refund set lines = ${JSON.stringify(lines)}::jsonb where id = ${id}`.execute(ctx.db);
    const { stockStoreId } = await getOrder(ctx, refund.orderId ?? '');
    await stock.takeBack(
      ctx,
      refund.lines.flatMap(({ lineId, skuId }) => {
        const quantity = wanted.get(lineId);
        return skuId && quantity ? [{ skuId, storeId: stockStoreId, quantity, reason: refund.number }] : [];
      }),
    );
  });
}
