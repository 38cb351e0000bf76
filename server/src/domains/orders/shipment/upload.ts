import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { WechatError, WechatUnreachable } from '../../../wechat/index.ts';
import { openAddress } from '../address.ts';
import type { OrderPorts } from '../ports.ts';
import { operatorsOnly, tellEvents } from '../tell-events.ts';
import { carrierCode } from './company.ts';

/** Calls to WeChat at the same time; not measured. */
const AT_ONCE = 20;
/** With pauses that double up to four hours: about a day, within which whatever passes has passed. */
const MOST_TRIES = 12;
/** 10060001: WeChat does not know the payment yet, which passes within minutes; the others: it is busy. */
const LATER = [10060001, 10060012, 10060019, -1, 45009, 45011];
/** Already told: shipped, or the one correction is used up. */
const TOLD = [10060002, 10060003];

type Due = {
  readonly id: string;
  readonly firstLine: string;
  readonly quantity: number;
  readonly transactionId: string;
  readonly app: string | null;
  readonly openid: string | null;
  readonly company: string;
  readonly waybill: string;
  readonly addressSealed: string | null;
  readonly uploadTries: number;
};

/** Tell the app in which it was paid what was shipped: without it the money of physical goods stays frozen. Tried again with growing pauses. */
export function uploadShipments(ports: OrderPorts): Sweep {
  return sweep({
    name: 'orders.upload-shipments',
    due: sql`(select min(upload_at) from orders.placed where upload_at is not null)`,
    run: async (ctx) => {
      const due = await claimDue(ctx);
      await Promise.all(due.map(async (order) => upload(ctx, ports, order)));
      return due.length;
    },
  });
}

async function claimDue(ctx: Ctx): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with due as (
      select id from orders.placed where upload_at <= ${ctx.now()}
      order by upload_at limit ${AT_ONCE} for update skip locked
    )
    update orders.placed o set upload_tries = o.upload_tries + 1,
      upload_at = ${ctx.now()}::timestamptz + make_interval(mins => least(power(2, o.upload_tries)::int, 240))
    from due where o.id = due.id
    returning o.id, o.first_line, o.quantity, o.transaction_id, o.app, o.openid, o.company, o.waybill, o.address_sealed, o.upload_tries
  `.execute(ctx.db);
  return rows;
}

async function upload(ctx: Ctx, ports: OrderPorts, order: Due): Promise<void> {
  try {
    await tellWechat(ctx, ports, order);
    await settle(ctx, order.id, null);
  } catch (error) {
    const code = error instanceof WechatError ? error.errcode : null;
    const later = error instanceof WechatUnreachable || (code !== null && LATER.includes(code));
    ctx.log.warn({ err: error, order: order.id, tries: order.uploadTries }, 'shipment not told to WeChat');
    if (later && order.uploadTries < MOST_TRIES) return;
    const told = code !== null && TOLD.includes(code);
    await settle(ctx, order.id, told ? null : error instanceof Error ? error.message : String(error));
  }
}

async function tellWechat(ctx: Ctx, ports: OrderPorts, order: Due): Promise<void> {
  const { wechat } = ports;
  const app = order.app === null ? wechat.apps[0] : wechat.app(order.app);
  if (!app) throw new Error('支付这笔订单的小程序已不在配置里');
  // Only a mini program's payments wait for this; those of an official account are not frozen.
  if (app.kind !== 'mini_program') return;
  const carrier = carrierCode(order.company);
  const itemDesc = order.quantity > 1 ? `${order.firstLine} 等 ${order.quantity} 件` : order.firstLine;
  const phone = openAddress(ctx, order.addressSealed)?.phone;
  await app.uploadShipping({
    order: { transactionId: order.transactionId },
    openid: order.openid ?? '',
    logistics: carrier ? 'express' : 'sameCity',
    parcels: [
      carrier
        ? { itemDesc, trackingNo: order.waybill, expressCompany: carrier, ...(phone ? { receiverPhone: phone } : {}) }
        : { itemDesc },
    ],
    uploadTime: ctx.now(),
  });
}

/** A failure stays on the order, and operators see it in its timeline: they upload by hand, or the money stays frozen. */
async function settle(ctx: Ctx, id: string, failure: string | null): Promise<void> {
  if (failure !== null) {
    await tellEvents(ctx, [
      {
        orderId: id,
        kind: operatorsOnly,
        title: words('发货信息未能同步到微信', 'WeChat was not told of the shipment'),
        detail: plainWords(failure),
      },
    ]);
  }
  await sql`update orders.placed set upload_at = null, upload_failure = ${failure} where id = ${id}`.execute(ctx.db);
}
