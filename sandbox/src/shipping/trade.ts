import { isPublished } from '../codes/published-pages.ts';
import { postNotice } from '../messages/notice.ts';
import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { type PayOrder, transactions } from '../pay/order.ts';
import { type Json, textOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { paid } from './order-key.ts';
import { shipments } from './shipment.ts';

/** The pages of an app that the platform opens by itself. */
type TradePages = { readonly message?: string; readonly order?: string };
const tradePages: TableShape<TradePages> = { name: 'trade-pages' };

/** What the platform puts out_trade_no in place of; no template of ours. */
const orderNumber = ['$', '{商品订单号}'].join('');

const endpoint = (path: string, title: string, answer: MpEndpoint['answer']): MpEndpoint => ({
  method: 'POST',
  path: `/wxa/sec/order/${path}`,
  title,
  token: true,
  answer,
});

/** 小程序发货信息管理服务 around the upload: whether it watches over an app, the pages it opens, the reminder to confirm. */
export const tradeEndpoints: readonly MpEndpoint[] = [
  endpoint('is_trade_managed', '查询是否已开通发货管理', (_world, { body, app }) => {
    if (textOf(body, 'appid') !== app.appid) throw new MpError(40013, 'invalid appid');
    return { ...ok, is_trade_managed: app.kind === 'mini_program' };
  }),
  endpoint('set_msg_jump_path', '设置消息跳转路径', (world, { body, app }) => {
    const message = pageOf(body);
    world.store.of(tradePages).put(app.appid, { ...world.store.of(tradePages).get(app.appid), message });
    return ok;
  }),
  endpoint('update_order_detail_path', '设置订单详情路径', (world, { body, app }) => {
    const order = pageOf(body);
    if (!order.includes(orderNumber)) throw new MpError(40097, 'invalid args: path');
    world.store.of(tradePages).put(app.appid, { ...world.store.of(tradePages).get(app.appid), order });
    return ok;
  }),
  endpoint('notify_confirm_receive', '提醒确认收货', (world, { body, app }) => {
    const order = orderOf(world, body);
    const shipment = world.store.of(shipments).get(order.transactionId ?? '');
    if (!shipment?.complete || shipment.logisticsType !== 1) throw new MpError(10060004, '支付单处于不可提醒的状态');
    const received = Number(body.received_time) * 1000;
    if (!(received >= new Date(shipment.shippedAt ?? '').getTime()))
      throw new MpError(40097, 'invalid args: received_time');
    if (shipment.reminded) throw new MpError(10060003, '已提醒过确认收货');
    world.store.of(shipments).put(shipment.transactionId, { ...shipment, reminded: true });
    const message = world.store.of(tradePages).get(app.appid)?.message;
    const numbers = new URLSearchParams({
      transaction_id: order.transactionId ?? '',
      merchant_id: world.credentials.mchid,
      merchant_trade_no: order.outTradeNo,
    });
    postNotice(world, {
      shopperId: order.shopperId,
      chat: 'service',
      appid: app.appid,
      title: '确认收货提醒',
      fields: [{ label: '商品', value: order.description }],
      page: message === undefined ? null : `${message}${message.includes('?') ? '&' : '?'}${numbers}`,
    });
    return ok;
  }),
];

/** What 小程序购物订单 opens for an order; null while the shop has not said its page. */
export function orderPageOf(world: World, appid: string, outTradeNo: string): string | null {
  const page = world.store.of(tradePages).get(appid)?.order;
  return page === undefined ? null : page.replace(orderNumber, encodeURIComponent(outTradeNo));
}

function pageOf(body: Json): string {
  const path = textOf(body, 'path') ?? '';
  if (!isPublished(path)) throw new MpError(41030, 'invalid page');
  return path;
}

function orderOf(world: World, body: Json): PayOrder {
  const number = textOf(body, 'merchant_trade_no');
  const order = paid(world, number ?? world.store.of(transactions).get(textOf(body, 'transaction_id') ?? ''));
  if (!order) throw new MpError(10060001, '支付单不存在');
  return order;
}
