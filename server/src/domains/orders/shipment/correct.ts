import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { shipmentCorrected } from '../events.ts';
import { about } from '../order.ts';
import { getOrder, lockOrder } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { type ParcelInput, parcelOf } from './parcel.ts';
import { parcelWords } from './ship.ts';

/** WeChat takes an order as shipped, and once more when that was wrong or not all of it. */
export const MOST_TOLD = 2;

/**
 * What was typed wrong is put right: WeChat and the shopper are told anew. WeChat takes one correction a payment, and a
 * parcel that followed is one; what it never heard or refused it does not count, so that may be put right again.
 */
export async function correctShipment(ctx: Ctx, id: string, input: ParcelInput): Promise<void> {
  const parcel = await parcelOf(ctx, input);
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    if (order.state !== 'shipped') throw orderErrors.error('shipment_not_correctable');
    const { numAffectedRows } = await sql`
      update orders.placed set delivery_way = ${parcel.way}, company = ${parcel.company}, waybill = ${parcel.waybill},
        carrier = ${parcel.carrier}, shipment_version = shipment_version + 1, upload_failure = null, upload_tries = 0,
        upload_at = ${order.transactionId === null ? null : ctx.now()}
      where id = ${id} and (told_times < ${MOST_TOLD} or upload_failure is not null)
    `.execute(ctx.db);
    if (Number(numAffectedRows) === 0) throw orderErrors.error('shipment_corrected_before');
    const title = words('商家更正了物流信息', 'The shop corrected the shipment');
    await tellEvents(ctx, [{ orderId: id, kind: 'shipment_corrected', title, detail: parcelWords(parcel) }]);
    const { company, waybill } = parcel;
    ctx.emit(shipmentCorrected, {
      personNo: order.personNo,
      payload: { ...about(order, order.payable), company, waybill: waybill ?? '' },
    });
  });
}

/** WeChat was not told, and what kept it from that is over, or somebody told it by hand: asked once more. */
export async function retryUpload(ctx: Ctx, id: string): Promise<void> {
  await getOrder(ctx, id);
  const { numAffectedRows } = await sql`
    update orders.placed set upload_at = ${ctx.now()}, upload_tries = 0, upload_failure = null
    where id = ${id} and upload_failure is not null
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) throw orderErrors.error('shipment_told');
}
