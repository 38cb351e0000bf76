import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { orderErrors } from '../errors.ts';
import { getOrder } from '../read.ts';
import { getRefund } from '../refund/present.ts';

type Message = {
  readonly id: string;
  readonly at: Date;
  readonly side: 'shopper' | 'shop';
  readonly text: string;
  readonly pictures: string[];
};

/** One request with all that was said about it. For a shopper only one of her own orders: another's is as good as none. */
export async function showRefund(ctx: Ctx, id: string) {
  const refund = await getRefund(ctx, id);
  const order = await getOrder(ctx, refund.orderId).catch((error: unknown) => {
    if (refund.orderId === '' && ctx.actor.kind === 'operator') return null;
    throw error;
  });
  // What one operator proposes and another has not agreed to is not hers yet.
  const between = refund.origin === 'operator' && ['requested', 'refused'].includes(refund.state);
  if (ctx.actor.kind === 'member' && between) throw orderErrors.error('refund_not_found');
  const { rows: goods } = await sql<{ lineId: string; values: string[]; image: string | null }>`
    select order_id || '.' || position as line_id, option_values as values, image from orders.line
    where order_id = ${refund.orderId} order by position
  `.execute(ctx.db);
  const { rows: messages } = await sql<Message>`
    select id::text, at, side, text, pictures from orders.after_sale_message where refund_id = ${id} order by id
  `.execute(ctx.db);
  return {
    ...refund,
    orderNumber: order?.number ?? '',
    memberId: order?.memberId ?? null,
    goods: goods.filter(({ lineId }) => refund.lines.some((line) => line.lineId === lineId)),
    messages: messages.map(({ at, ...message }) => ({ ...message, at: at.toISOString() })),
  };
}
