import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { endAfterSale } from '../after-sales/move.ts';
import { orderErrors } from '../errors.ts';
import { lockOrder } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { releaseHold } from './hold.ts';
import { lockRefund } from './row.ts';

/** The shopper takes back what she asked for: while nobody has decided it, or she has not sent the goods yet. */
export async function withdrawRefund(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    const order = await lockOrder(ctx, refund.orderId ?? '');
    if (refund.origin !== 'shopper') throw orderErrors.error('refund_not_found');
    if (refund.state === 'withdrawn') return;
    const unsent = refund.state === 'returning' && refund.afterSale?.backAt === null;
    if (refund.state !== 'requested' && !unsent) throw orderErrors.error('refund_decided');
    await sql`
      update orders.refund set state = 'withdrawn', done_at = ${ctx.now()} where id = ${id}
    `.execute(ctx.db);
    await releaseHold(ctx, refund, order);
    await endAfterSale(ctx, refund);
    await tellEvents(ctx, [
      { orderId: order.id, kind: 'refund_withdrawn', title: words('买家撤回退款申请', 'Refund request withdrawn') },
    ]);
  });
}
