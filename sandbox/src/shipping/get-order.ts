import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import type { PayOrder } from '../pay/order.ts';
import { payOrders, transactions } from '../pay/order.ts';
import { mainApp } from '../world/apps.ts';
import { type Json, recordOf, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { paid } from './order-key.ts';
import { type Shipment, shipments } from './shipment.ts';

/** POST /wxa/sec/order/get_order: the shipping state of one payment order. */
export const getOrderEndpoint: MpEndpoint = {
  method: 'POST',
  path: '/wxa/sec/order/get_order',
  title: '查询发货状态',
  token: true,
  answer: (world, { body }) => {
    const byTransaction = textOf(body, 'transaction_id');
    const outTradeNo =
      byTransaction === undefined ? textOf(body, 'merchant_trade_no') : world.store.of(transactions).get(byTransaction);
    const order = paid(world, outTradeNo);
    if (!order) throw new MpError(10060001, '支付单不存在');
    return { ...ok, order: orderOf(world, order, world.store.of(shipments).get(order.transactionId ?? '')) };
  },
};

const longestPage = 100;

/** POST /wxa/sec/order/get_order_list: paid orders by time, state and payer, the latest first. */
export const orderListEndpoint: MpEndpoint = {
  method: 'POST',
  path: '/wxa/sec/order/get_order_list',
  title: '查询订单列表',
  token: true,
  answer: (world, { body, app }) => {
    const range = recordOf(body, 'pay_time_range') ?? {};
    const [from, to] = [range.begin_time ?? 0, range.end_time ?? Number.MAX_SAFE_INTEGER];
    const size = body.page_size ?? longestPage;
    if (typeof from !== 'number' || typeof to !== 'number') throw new MpError(47001, 'pay_time_range');
    if (typeof size !== 'number' || size < 1 || size > longestPage) throw new MpError(47001, 'page_size');
    const [openid, last] = [textOf(body, 'openid'), textOf(body, 'last_index')];
    const found = [...world.store.of(payOrders).all()]
      .filter((order) => order.paidAt !== null && (order.appid ?? mainApp(world).appid) === app.appid)
      .map((order) => orderOf(world, order, world.store.of(shipments).get(order.transactionId ?? '')))
      .filter((order) => Number(order.pay_time) >= from && Number(order.pay_time) <= to)
      .filter((order) => openid === undefined || order.openid === openid)
      .filter((order) => body.order_state === undefined || order.order_state === body.order_state)
      .reverse();
    const start = last === undefined ? 0 : found.findIndex((order) => order.transaction_id === last) + 1;
    const page = found.slice(start, start + size);
    const more = start + size < found.length;
    return { ...ok, order_list: page, has_more: more, ...(more ? { last_index: page.at(-1)?.transaction_id } : {}) };
  },
};

function orderOf(world: World, order: PayOrder, shipment: Shipment | undefined): Json {
  return {
    transaction_id: order.transactionId,
    merchant_id: world.credentials.mchid,
    merchant_trade_no: order.outTradeNo,
    description: order.description,
    paid_amount: order.total,
    openid: order.openid,
    trade_create_time: seconds(order.createdAt),
    pay_time: seconds(order.paidAt ?? order.createdAt),
    order_state: stateOf(order, shipment),
    in_complaint: false,
    shipping: shipment
      ? {
          delivery_mode: shipment.deliveryMode,
          logistics_type: shipment.logisticsType,
          finish_shipping: shipment.complete,
          finish_shipping_count: shipment.timesComplete,
          goods_desc: shipment.parcels.map(({ itemDesc }) => itemDesc).join(';'),
          shipping_list: shipment.parcels.map((parcel) => ({
            tracking_no: parcel.trackingNo,
            express_company: parcel.expressCompany,
            goods_desc: parcel.itemDesc,
            upload_time: seconds(shipment.uploadTime),
          })),
        }
      : {},
  };
}

/** 1 to ship, 2 shipped, 3 confirmed, 5 given back; 4, finished, comes with the settlement, which is at once here. */
function stateOf(order: PayOrder, shipment: Shipment | undefined): number {
  if (order.refunded >= order.total) return 5;
  if (shipment?.confirmedAt !== undefined) return shipment.confirmedBy === 'platform' ? 4 : 3;
  return shipment?.complete ? 2 : 1;
}

function seconds(iso: string): number {
  return Math.floor(new Date(iso).getTime() / 1000);
}
