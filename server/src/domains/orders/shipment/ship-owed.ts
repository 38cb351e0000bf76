import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { lockOrder } from '../read.ts';
import { tellEvents } from '../tell-events.ts';

/** What was held back for a refund that did not come to be follows the parcel that had left without it. */
export async function shipOwed(
  ctx: Ctx,
  id: string,
  parcel: { readonly company: string; readonly waybill: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await lockOrder(ctx, id);
    const { numAffectedRows } = await sql`
      update orders.line set owed_quantity = 0 where order_id = ${id} and owed_quantity > 0
    `.execute(ctx.db);
    if (Number(numAffectedRows) === 0) throw orderErrors.error('nothing_owed');
    const detail = plainWords(`${parcel.company} ${parcel.waybill}`);
    const title = words('商家已补发', 'The rest was sent');
    await tellEvents(ctx, [{ orderId: id, kind: 'owed_shipped', title, detail }]);
  });
}
