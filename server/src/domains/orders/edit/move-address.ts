import { placeText } from '@huoshui/contracts/place';
import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { areas } from '../../stores/index.ts';
import { type AddressFields, openAddress, sealAddress } from '../address.ts';
import { orderErrors } from '../errors.ts';
import { orderChanged } from '../events.ts';
import { about } from '../order.ts';
import { lockOrder } from '../read.ts';
import { operatorsOnly, tellEvents } from '../tell-events.ts';
import { freightMoved } from './freight-moved.ts';

/**
 * An order goes elsewhere, as long as it has not left the house; what it costs stays. She is told where to, and the house what the other
 * place means for the freight: answered, and noted on the order for itself.
 */
export async function moveAddress(ctx: Ctx, id: string, address: AddressFields): Promise<Words | null> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    if (order.storeId !== null) throw orderErrors.error('collected_at_store');
    if (order.state !== 'unpaid' && order.state !== 'paid') throw orderErrors.error('address_fixed');
    const { rows } = await sql<{ addressSealed: string | null }>`
      select address_sealed from orders.placed where id = ${id}
    `.execute(ctx.db);
    if (order.areaId !== null && areas.of(await areas.open(ctx), address)?.id !== order.areaId)
      throw orderErrors.error('not_in_area', { place: placeText(address) });
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
    if (order.areaId !== null) return null;
    const freight = await freightMoved(ctx, id, openAddress(ctx, rows[0]?.addressSealed ?? null), address);
    if (freight !== null) {
      const noted = words('改地址后运费不同', 'Freight to the new address');
      await tellEvents(ctx, [{ orderId: id, kind: operatorsOnly, title: noted, detail: freight }]);
    }
    return freight;
  });
}
