import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { restShipped } from '../events.ts';
import { about } from '../order.ts';
import { lockOrder } from '../read.ts';
import { operatorsOnly, tellEvents } from '../tell-events.ts';
import { MOST_TOLD } from './correct.ts';
import { type Parcel, type ParcelInput, parcelOf } from './parcel.ts';
import { parcelWords } from './ship.ts';

/**
 * What was held back for a refund that did not come to be follows the parcel that had left without it. WeChat hears of both
 * together, as one order sent in parts: it takes that once, and of express parcels only.
 */
export async function shipOwed(ctx: Ctx, id: string, input: ParcelInput): Promise<void> {
  const parcel = await parcelOf(ctx, input);
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    const goods = await takeOwed(ctx, id);
    if (goods === null) throw orderErrors.error('nothing_owed');
    await sql`
      insert into orders.parcel (order_id, position, goods, way, company, waybill, carrier, sent_at)
      select ${id}, count(*) + 1, ${goods}, ${parcel.way}, ${parcel.company}, ${parcel.waybill}, ${parcel.carrier}, ${ctx.now()}
      from orders.parcel where order_id = ${id}
    `.execute(ctx.db);
    const title = words('商家已补发', 'The rest was sent');
    await tellEvents(ctx, [{ orderId: id, kind: 'owed_shipped', title, detail: parcelWords(parcel) }]);
    const { company, waybill } = parcel;
    ctx.emit(restShipped, {
      personNo: order.personNo,
      payload: { ...about(order, order.payable), goods, company, waybill: waybill ?? '' },
    });
    await tellLater(ctx, id, parcel);
  });
}

/** What is owed, by name, and owed no more; null when nothing is. The order is locked. */
async function takeOwed(ctx: Ctx, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string; units: number }>`
    with owed as (select order_id, position, name, owed_quantity from orders.line where order_id = ${id} and owed_quantity > 0)
    update orders.line l set owed_quantity = 0 from owed
    where l.order_id = owed.order_id and l.position = owed.position
    returning owed.name, owed.owed_quantity as units
  `.execute(ctx.db);
  return rows.length === 0 ? null : rows.map(({ name, units }) => `${name} ×${units}`).join(', ');
}

/** Why WeChat is not to be told is a note for the house: there is nothing that anybody could do about it. */
async function tellLater(ctx: Ctx, id: string, { way }: Parcel): Promise<void> {
  const { rows } = await sql<{ why: 'mixed' | 'used' | null }>`
    update orders.placed set
      shipment_version = shipment_version + case when takes then 1 else 0 end,
      upload_at = case when takes then ${ctx.now()} else upload_at end,
      upload_tries = case when takes then 0 else upload_tries end,
      upload_failure = case when takes then null else upload_failure end
    from (select id, delivery_way = 'express' and ${way} = 'express' as alike, told_times < ${MOST_TOLD} as heard,
        delivery_way = 'express' and ${way} = 'express' and told_times < ${MOST_TOLD} as takes
      from orders.placed where id = ${id} and transaction_id is not null) had
    where placed.id = had.id
    returning case when not alike then 'mixed' when not heard then 'used' end as why
  `.execute(ctx.db);
  const why = rows[0]?.why;
  if (!why) return;
  const detail =
    why === 'mixed'
      ? words('一笔付款微信只收一种配送方式', 'WeChat takes one way of delivery a payment')
      : words('这笔付款的更正机会已用过', 'The one correction of this payment was used');
  const title = words('补发的包裹没有同步到微信', 'WeChat is not told of the parcel that followed');
  await tellEvents(ctx, [{ orderId: id, kind: operatorsOnly, title, detail }]);
}
