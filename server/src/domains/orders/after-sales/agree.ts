import { joinWords, plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { orderErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import type { RefundRow, RefundState } from '../refund/row.ts';
import { tellEvents } from '../tell-events.ts';
import { moveOn, reserveReplacement } from './move.ts';
import type { AfterSaleRow } from './row.ts';
import { tellShopper } from './tell.ts';
import { readTerms } from './terms.ts';

/** The shop agrees, and the goods come back first, or another piece goes out. In the caller's transaction, all locked. */
export async function agreeAfterSale(
  ctx: Ctx,
  refund: RefundRow & { readonly afterSale: AfterSaleRow },
  order: Order,
  to: RefundState,
  reply: string,
): Promise<void> {
  if (refund.afterSale.kind === 'exchange' && to !== 'processing') await reserveReplacement(ctx, refund);
  if (to === 'returning') await askBack(ctx, refund, order, reply);
  if (to === 'replacing') {
    const title = words('商家同意换货，将直接补寄', 'Exchange agreed: another one is sent');
    await tellEvents(ctx, [{ orderId: order.id, kind: 'exchange_agreed', title, ...said(reply) }]);
    tellShopper(ctx, order, refund, 'replacement_agreed', reply);
  }
  await moveOn(ctx, refund.id, to);
}

async function askBack(ctx: Ctx, refund: RefundRow, order: Order, reply: string): Promise<void> {
  const { returnTo, sendBackDays } = await readTerms(ctx);
  if (returnTo === '') throw orderErrors.error('return_address_missing');
  await sql`update orders.after_sale set return_to = ${returnTo} where refund_id = ${refund.id}`.execute(ctx.db);
  const title = words('商家同意，等待买家寄回', 'Agreed: the goods are to come back');
  const until = words(`请在 ${sendBackDays} 天内寄回`, `Send it back within ${sendBackDays} days`);
  const detail = reply === '' ? until : joinWords([until, reply], words('：', ': '));
  await tellEvents(ctx, [{ orderId: order.id, kind: 'return_agreed', title, detail }]);
  tellShopper(ctx, order, refund, 'return_agreed', returnTo);
}

function said(reply: string) {
  return reply === '' ? {} : { detail: plainWords(reply) };
}
