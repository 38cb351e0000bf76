import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { orderErrors } from '../errors.ts';
import { goodsInShort, orderShipped } from '../events.ts';
import { refuseHeld } from '../hold.ts';
import { about } from '../order.ts';
import { lockOrder, readLines } from '../read.ts';
import { pauseReceipt } from '../refund/hold.ts';
import { unitsLeft } from '../refund/units.ts';
import { tellEvents } from '../tell-events.ts';
import { type Parcel, type ParcelInput, parcelOf } from './parcel.ts';

/** A paid order leaves the house: waybill noted, WeChat told by the next sweep, receipt due some days from now. */
export async function shipOrder(ctx: Ctx, id: string, input: ParcelInput): Promise<void> {
  const parcel = await parcelOf(ctx, input);
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    if (order.storeId !== null) throw orderErrors.error('collected_at_store');
    if (order.state !== 'paid') throw orderErrors.error('not_shippable');
    await refuseHeld(ctx, id);
    const lines = await readLines(ctx, [id]);
    const left = lines.reduce((sum, line) => sum + unitsLeft(line), 0);
    if (left === 0) throw orderErrors.error('nothing_to_ship');
    const { receiveDays } = (await getSetting(ctx, shopSettings)).order;
    // Without a transaction nothing was paid, and WeChat holds no money back.
    const uploadAt = order.transactionId === null ? null : ctx.now();
    await sql`
      update orders.placed set state = 'shipped', delivery_way = ${parcel.way}, company = ${parcel.company},
        waybill = ${parcel.waybill}, carrier = ${parcel.carrier}, shipped_at = ${ctx.now()},
        receive_at = ${new Date(ctx.now().getTime() + receiveDays * DAY_MS)}, upload_at = ${uploadAt}
      where id = ${id}
    `.execute(ctx.db);
    await pauseReceipt(ctx, id);
    await tellEvents(ctx, [
      { orderId: id, kind: 'shipped', title: words('商家已发货', 'Shipped'), detail: parcelWords(parcel) },
    ]);
    const { company, waybill } = parcel;
    ctx.emit(orderShipped, {
      personNo: order.personNo,
      payload: { ...about(order, order.payable), goods: goodsInShort(lines), company, waybill: waybill ?? '' },
    });
  });
}

export function parcelWords({ company, waybill }: Pick<Parcel, 'company' | 'waybill'>) {
  return plainWords(waybill === null ? company : `${company} ${waybill}`);
}
