import type { Said } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { lockOrder, readLines } from '../read.ts';
import { decideRefund } from './decide.ts';
import { finishRefund } from './finish.ts';
import { givable, planRefund } from './plan.ts';
import { writeRefund } from './request.ts';
import { unitsLeft } from './units.ts';

/**
 * All that is left of a paid order which cannot be served goes back, once, however often this is called: what she asked back herself is
 * agreed to, the rest is given. The house itself does it, within no operator's limit. False: nothing was left to give.
 */
export async function giveAllBack(outer: Ctx, orderId: string, reason: Said): Promise<boolean> {
  return inTransaction({ ...outer, actor: { kind: 'system' } }, async (ctx) => {
    if (!givable(await lockOrder(ctx, orderId))) return false;
    const { rows: asked } = await sql<{ id: string }>`
      select id from orders.refund where order_id = ${orderId} and state = 'requested' order by created_at, id
    `.execute(ctx.db);
    for (const { id } of asked) await decideRefund(ctx, id, { approve: true });
    const [order, lines] = [await lockOrder(ctx, orderId), await readLines(ctx, [orderId])];
    if (lines.every((line) => unitsLeft(line) === 0)) return asked.length > 0;
    const plan = planRefund(order, lines, {});
    const id = await writeRefund(ctx, order, plan, reason, 'operator', 'processing');
    if (plan.amount === 0) await finishRefund(ctx, id);
    return true;
  });
}
