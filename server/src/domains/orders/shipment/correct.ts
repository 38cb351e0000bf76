import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { goodsInShort, shipmentCorrected } from '../events.ts';
import { about } from '../order.ts';
import { getOrder, lockOrder } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { type Parcel, type ParcelInput, parcelOf } from './parcel.ts';
import { parcelWords } from './ship.ts';
import { MOST_TOLD } from './tell-wechat.ts';

type Correction = ParcelInput & {
  /** Which parcel, as they are numbered; absent: the first. */
  readonly parcel?: number | undefined;
};

/**
 * What was typed wrong is put right: WeChat and the shopper are told anew. Once WeChat has heard that all has left it takes one
 * correction a payment, and a parcel that followed is one; what it never heard or refused it does not count, so that may be put
 * right again.
 */
export async function correctShipment(ctx: Ctx, id: string, input: Correction): Promise<void> {
  const parcel = await parcelOf(ctx, input);
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    if (order.state !== 'shipped' && order.state !== 'partly_shipped')
      throw orderErrors.error('shipment_not_correctable');
    await put(ctx, id, input.parcel ?? 1, parcel);
    const { numAffectedRows } = await sql`
      update orders.placed set shipment_version = shipment_version + 1, upload_failure = null, upload_tries = 0,
        delivery_way = case when (select count(*) = 1 from orders.parcel where order_id = ${id}) then ${parcel.way} else delivery_way end,
        upload_at = case when transaction_id is not null and (unsent = 0 or told_times > 0 or told_split or ${parcel.way} = 'express')
          then ${ctx.now()}::timestamptz end
      where id = ${id} and (told_times < ${MOST_TOLD} or upload_failure is not null)
    `.execute(ctx.db);
    if (Number(numAffectedRows) === 0) throw orderErrors.error('shipment_corrected_before');
    const title = words('商家更正了物流信息', 'The shop corrected the shipment');
    await tellEvents(ctx, [{ orderId: id, kind: 'shipment_corrected', title, detail: parcelWords(parcel) }]);
    const { company, waybill } = parcel;
    const goods = (await goodsIn(ctx, id, input.parcel ?? 1)) || order.firstLine;
    ctx.emit(shipmentCorrected, {
      personNo: order.personNo,
      payload: { ...about(order, order.payable), goods, company, waybill: waybill ?? '' },
    });
  });
}

async function goodsIn(ctx: Ctx, id: string, position: number): Promise<string> {
  const { rows } = await sql<{ name: string; quantity: number }>`
    select l.name, (w ->> 'quantity')::int as quantity
    from orders.parcel p, jsonb_array_elements(p.lines) as w join orders.line l on l.position = (w ->> 'position')::int
    where p.order_id = ${id} and p.position = ${position} and l.order_id = p.order_id order by l.position
  `.execute(ctx.db);
  return goodsInShort(rows);
}

async function put(ctx: Ctx, id: string, position: number, { way, company, waybill, carrier }: Parcel): Promise<void> {
  const { rows } = await sql<{ position: number; waybill: string | null }>`
    select position, waybill from orders.parcel where order_id = ${id}
  `.execute(ctx.db);
  if (!rows.some((one) => one.position === position)) throw orderErrors.error('no_such_parcel');
  if (rows.some((one) => one.position !== position && one.waybill !== null && one.waybill === waybill))
    throw orderErrors.error('parcel_known', { waybill: waybill ?? '' });
  await sql`
    update orders.parcel set way = ${way}, company = ${company}, waybill = ${waybill}, carrier = ${carrier}
    where order_id = ${id} and position = ${position}
  `.execute(ctx.db);
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
