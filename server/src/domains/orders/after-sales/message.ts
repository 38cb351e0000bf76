import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { cut } from '../../../platform/cut.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { lockOrder } from '../read.ts';
import { lockRefund } from '../refund/row.ts';
import { refuseForeignPictures } from './open.ts';
import { isOpen } from './open-states.ts';
import { tellShopper } from './tell.ts';

/** As many as one request takes: a quarrel that is longer needs a telephone. */
const MOST_MESSAGES = 200;

/**
 * One of the two says something about an open request. Hers waits until somebody of the house has answered; the house's is told
 * to her.
 */
export async function writeMessage(
  ctx: Ctx,
  id: string,
  said: { readonly text: string; readonly pictures?: readonly string[] | undefined },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    const order = await lockOrder(ctx, refund.orderId ?? '');
    if (!isOpen(refund)) throw orderErrors.error('after_sale_over');
    const { text, pictures = [] } = said;
    if (text.trim() === '' && pictures.length === 0) throw orderErrors.error('message_empty');
    await refuseForeignPictures(ctx, pictures);
    const side = ctx.actor.kind === 'member' ? 'shopper' : 'shop';
    const operatorId = ctx.actor.kind === 'operator' ? ctx.actor.id : null;
    const { numAffectedRows } = await sql`
      insert into orders.after_sale_message (refund_id, at, side, operator_id, text, pictures)
      select ${id}, ${ctx.now()}, ${side}, ${operatorId}, ${text.trim()}, ${[...pictures]}::text[]
      where (select count(*) from orders.after_sale_message where refund_id = ${id}) < ${MOST_MESSAGES}
    `.execute(ctx.db);
    if (Number(numAffectedRows) !== 1) throw orderErrors.error('too_many_messages');
    await sql`
      update orders.after_sale
      set unanswered_since = ${side === 'shopper' ? sql`coalesce(unanswered_since, ${ctx.now()})` : null}
      where refund_id = ${id}
    `.execute(ctx.db);
    if (side === 'shop') tellShopper(ctx, order, refund, 'message', cut(text.trim(), 60));
  });
}
