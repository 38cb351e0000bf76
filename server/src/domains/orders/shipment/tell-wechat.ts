import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { openStates } from '../refund/row.ts';
import { operatorsOnly, tellEvents } from '../tell-events.ts';
import type { DeliveryWay } from './parcel.ts';

/** WeChat takes an order as shipped, and once more when that was wrong or not all of it. */
export const MOST_TOLD = 2;

/**
 * A parcel left. While WeChat has not heard that all of the order did, it may hear of each express parcel as it goes; our own people's
 * it takes once, when all has left. After that it takes one more word a payment: it is kept until nothing is to follow. Why WeChat is not
 * to be told is a note for the house: there is nothing that anybody could do about it. The order is locked.
 */
export async function tellParcel(ctx: Ctx, id: string, way: DeliveryWay): Promise<void> {
  const { rows } = await sql<{ why: 'mixed' | 'used' | null }>`
    update orders.placed set
      shipment_version = shipment_version + case when had.asks and had.again then 1 else 0 end,
      upload_at = case when had.asks then ${ctx.now()} else upload_at end,
      upload_whole = case when had.asks then unsent = 0 else upload_whole end,
      upload_tries = case when had.asks then 0 else upload_tries end,
      upload_failure = case when had.asks then null else upload_failure end
    from (
      select o.id, (select count(*) > 1 from orders.parcel p where p.order_id = o.id) as again,
        case when told_times = 0 then unsent = 0 or delivery_way = 'express'
          else alike and unsent = 0 and told_times < ${MOST_TOLD} end as asks,
        case when told_times = 0 then null when not alike then 'mixed' when told_times >= ${MOST_TOLD} then 'used' end as why
      from orders.placed o, lateral (select o.delivery_way = 'express' and ${way} = 'express' as alike) a
      where o.id = ${id} and o.transaction_id is not null
    ) had
    where placed.id = had.id
    returning had.why
  `.execute(ctx.db);
  const why = rows[0]?.why;
  if (!why) return;
  const detail =
    why === 'mixed'
      ? words('一笔付款微信只收一种配送方式', 'WeChat takes one way of delivery a payment')
      : words('这笔付款的更正机会已用过', 'The one correction of this payment was used');
  const title = words('后续包裹没有同步到微信', 'WeChat is not told of the parcel that followed');
  await tellEvents(ctx, [{ orderId: id, kind: operatorsOnly, title, detail }]);
}

/**
 * Nothing is to follow any more, because the rest was given back: WeChat, which has heard of parcels only, or of nothing yet, hears that this is
 * all. Not while units are kept for a refund that may still be refused: it takes such a word once. The order is locked.
 */
export async function tellWhole(ctx: Ctx, id: string): Promise<void> {
  await sql`
    update orders.placed set shipment_version = shipment_version + 1, upload_at = ${ctx.now()}, upload_tries = 0, upload_whole = true
    where id = ${id} and transaction_id is not null and state in ('shipped', 'received') and unsent = 0 and told_times = 0
      and upload_failure is null and not exists (
        select from orders.refund r, jsonb_array_elements(r.lines) as w
        where r.order_id = ${id} and r.state in ${openStates} and (w ->> 'here')::int > 0)
  `.execute(ctx.db);
}
