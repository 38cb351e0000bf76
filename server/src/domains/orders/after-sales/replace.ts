import { joinWords, plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { formatYuan } from '../../../platform/money.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { orderErrors } from '../errors.ts';
import { lockOrder } from '../read.ts';
import { finishRefund } from '../refund/finish.ts';
import { releaseHold } from '../refund/hold.ts';
import { agreedBy, judgeLimits } from '../refund/limits.ts';
import { lockRefund } from '../refund/row.ts';
import { type ParcelInput, parcelOf } from '../shipment/parcel.ts';
import { putParcel } from '../shipment/put-parcel.ts';
import { parcelWords } from '../shipment/ship.ts';
import { tellParcel } from '../shipment/tell-wechat.ts';
import { tellEvents } from '../tell-events.ts';
import { commitReplacement, freeReplacement, moveOn } from './move.ts';
import { tellShopper } from './tell.ts';

/**
 * The other piece leaves in a parcel of its own, of which WeChat hears beside the order's. What was held for the exchange is free then: the piece she gets stands in the
 * order for the one she gave, and may be asked back like it. She has the days of a delivery to receive it.
 */
export async function sendReplacement(ctx: Ctx, id: string, input: ParcelInput): Promise<void> {
  const parcel = await parcelOf(ctx, input);
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    const order = await lockOrder(ctx, refund.orderId ?? '');
    if (refund.afterSale === null || refund.state !== 'replacing') throw orderErrors.error('not_replacing');
    await commitReplacement(ctx, refund);
    await sql`
      update orders.refund set state = 'exchanged', done_at = ${ctx.now()} where id = ${id}
    `.execute(ctx.db);
    await sql`
      update orders.after_sale set replacement = 'sent', sent_way = ${parcel.way}, sent_company = ${parcel.company},
        sent_waybill = ${parcel.waybill}, sent_at = ${ctx.now()}, due_at = null, act_at = null, unanswered_since = null
      where refund_id = ${id}
    `.execute(ctx.db);
    const { receiveDays } = (await getSetting(ctx, shopSettings)).order;
    await sql`
      update orders.placed set receive_rest = greatest(receive_rest, make_interval(days => ${receiveDays}))
      where id = ${order.id} and state = 'shipped' and receive_rest is not null
    `.execute(ctx.db);
    await releaseHold(ctx, refund, order);
    const goods = refund.lines.map(({ name, quantity }) => `${name} ×${quantity}`).join(', ');
    await putParcel(ctx, order.id, { ...parcel, goods, lines: [], refundId: id });
    await tellParcel(ctx, order.id, parcel.way);
    const title = words('换货商品已寄出', 'The replacement was sent');
    await tellEvents(ctx, [{ orderId: order.id, kind: 'replaced', title, detail: parcelWords(parcel) }]);
    tellShopper(ctx, order, refund, 'replacement_sent', parcelWords(parcel).zh);
  });
}

/** No piece can be sent after all: what was set aside is free, and she has her money. Limits as for any refund. */
export async function giveMoneyInstead(ctx: Ctx, id: string, reply: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const refund = await lockRefund(ctx, id);
    const order = await lockOrder(ctx, refund.orderId ?? '');
    if (refund.afterSale === null || refund.state !== 'replacing') throw orderErrors.error('not_replacing');
    const { needsTwo } = await judgeLimits(ctx, order.refunded + order.refunding);
    const agreed = agreedBy(ctx, refund.agreedBy, needsTwo);
    const enough = !needsTwo || agreed.length > 1;
    await sql`
      update orders.refund set agreed_by = ${agreed}::text[], reply = ${reply.trim()} where id = ${id}
    `.execute(ctx.db);
    if (!enough) return;
    await freeReplacement(ctx, refund);
    await moveOn(ctx, id, 'processing');
    const title = words('无法换货，改为退款', 'Cannot be exchanged, refunded instead');
    const detail = joinWords([`¥${formatYuan(refund.amount)}`, plainWords(reply.trim())], words('：', ': '));
    await tellEvents(ctx, [{ orderId: order.id, kind: 'refund_approved', title, detail }]);
    if (refund.amount === 0) await finishRefund(ctx, id);
  });
}
