import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { lockOrder } from '../read.ts';
import { lockRefund } from '../refund/row.ts';
import { tellEvents } from '../tell-events.ts';
import { moveOn } from './move.ts';

/** She says with which parcel the goods come back; mistyped, she puts it right until they are there. A repeat changes nothing. */
export async function sendBack(
  ctx: Ctx,
  id: string,
  { company, waybill }: { readonly company: string; readonly waybill: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    const order = await lockOrder(ctx, refund.orderId ?? '');
    if (refund.afterSale === null || refund.state !== 'returning') throw orderErrors.error('not_returning');
    const { backCompany, backWaybill, backAt } = refund.afterSale;
    const name = company.trim();
    if (backCompany === name && backWaybill === waybill) return;
    await sql`
      update orders.after_sale set back_company = ${name}, back_waybill = ${waybill},
        back_at = coalesce(back_at, ${ctx.now()})
      where refund_id = ${id}
    `.execute(ctx.db);
    // A number put right is no new parcel: the shop's days go on from the first.
    if (backAt === null) await moveOn(ctx, id, 'returning', true);
    const title =
      backAt === null ? words('买家已寄回', 'Sent back') : words('买家更正寄回单号', 'Return parcel corrected');
    await tellEvents(ctx, [{ orderId: order.id, kind: 'sent_back', title, detail: plainWords(`${name} ${waybill}`) }]);
  });
}
