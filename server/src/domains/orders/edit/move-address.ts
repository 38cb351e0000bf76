import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type AddressFields, sealAddress } from '../address.ts';
import { orderErrors } from '../errors.ts';
import { orderChanged } from '../events.ts';
import { about } from '../order.ts';
import { lockOrder } from '../read.ts';
import { tellEvents } from '../tell-events.ts';

/** An order goes elsewhere, as long as it has not left the house; what it costs stays. She is told where to. */
export async function moveAddress(ctx: Ctx, id: string, address: AddressFields): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    if (order.storeId !== null) throw orderErrors.error('collected_at_store');
    if (order.state !== 'unpaid' && order.state !== 'paid') throw orderErrors.error('address_fixed');
    await sql`
      update orders.placed set address_sealed = ${sealAddress(ctx, address)} where id = ${id}
    `.execute(ctx.db);
    const { district, street } = address;
    // The name and number are hers to see on the page, and nobody's in the books.
    const place = `${district}${street}`;
    const title = words('店家修改了收货地址', 'The shop changed the address');
    await tellEvents(ctx, [{ orderId: id, kind: 'address_changed', title, detail: plainWords(place) }]);
    ctx.emit(orderChanged, {
      personNo: order.personNo,
      payload: { ...about(order, order.payable), goods: order.firstLine, what: 'address', note: place },
    });
  });
}
