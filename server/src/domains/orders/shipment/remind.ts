import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { isLater, WechatError } from '../../../wechat/index.ts';
import { orderErrors } from '../errors.ts';
import type { OrderPorts } from '../ports.ts';
import { getOrder } from '../read.ts';
import { operatorsOnly, tellEvents } from '../tell-events.ts';

/** WeChat reminds her of an express parcel that it knows of, in an app whose orders it watches over, once an order. Of `orders.placed o`. */
export const REMINDABLE = sql<boolean>`(o.state = 'shipped' and o.delivery_way = 'express' and o.reminded_at is null
  and o.told_times > 0 and exists (select from orders.app a where a.appid = o.app and a.managed))`;

/** 10060003: it was reminded of before. */
const REMINDED = 10060003;
/** 10060004: she has confirmed, or it was given back. */
const NOT_REMINDABLE = 10060004;

/**
 * The carrier says that it was handed over: WeChat asks her to confirm it, which settles the money. It does so once an order, so the
 * try is written down before, and taken back when WeChat did not take it.
 */
export async function remindReceipt(ctx: Ctx, { wechat }: OrderPorts, id: string, handedOverAt: Date): Promise<void> {
  const order = await getOrder(ctx, id);
  const app = order.app === null ? undefined : wechat.app(order.app);
  if (!app || order.shippedAt === null || order.transactionId === null)
    throw orderErrors.error('receipt_not_remindable');
  if (handedOverAt < order.shippedAt || handedOverAt > ctx.now()) throw orderErrors.error('handed_over_when');
  const { numAffectedRows } = await sql`
    update orders.placed o set reminded_at = ${ctx.now()} where o.id = ${id} and ${REMINDABLE}
  `.execute(ctx.db);
  if (Number(numAffectedRows) === 0) throw orderErrors.error('receipt_not_remindable');
  try {
    await app.remindReceipt({ transactionId: order.transactionId }, handedOverAt);
  } catch (error) {
    const code = error instanceof WechatError ? error.errcode : null;
    if (code !== REMINDED) {
      await sql`update orders.placed set reminded_at = null where id = ${id}`.execute(ctx.db);
      if (code === NOT_REMINDABLE) throw orderErrors.error('receipt_not_remindable');
      if (isLater(error)) throw error;
      throw orderErrors.error('reminder_refused', { reason: error instanceof Error ? error.message : String(error) });
    }
  }
  await tellEvents(ctx, [
    { orderId: id, kind: operatorsOnly, title: words('已请微信提醒买家确认收货', 'WeChat reminded her to confirm') },
  ]);
}
