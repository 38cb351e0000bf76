import { type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import type { PayOrder } from '../pay/order.ts';
import { mainApp } from '../world/apps.ts';
import { parseRfc3339 } from '../world/clock.ts';
import type { App } from '../world/credentials.ts';
import { canonical, isRecord, type Json, recordOf, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { isCarrier } from './carriers.ts';
import { tellSettlement } from './confirm.ts';
import { orderByKey } from './order-key.ts';
import { noLongerAwaited } from './remind.ts';
import { type Parcel, type Shipment, shipments } from './shipment.ts';

const express = 1;
const unified = 1;
const split = 2;
const maxParcels = 15;

/**
 * POST /wxa/sec/order/upload_shipping_info. `delivery_mode` must be a number and `shipping_list` an array (47001); one
 * re-ship an order (10060003); the order may be unknown for a moment after payment (10060001).
 */
export const uploadShippingEndpoint: MpEndpoint = {
  method: 'POST',
  path: '/wxa/sec/order/upload_shipping_info',
  title: '上传发货信息',
  token: true,
  answer: (world, { body, app }) => {
    const shape = readShape(body);
    const order = shippableOrder(world, app, body);
    if (textOf(recordOf(body, 'payer') ?? {}, 'openid') !== order.openid) {
      throw new MpError(10060031, '支付单不属于该 openid');
    }
    const known = world.store.of(shipments).get(order.transactionId ?? '');
    const next = nextShipment(order, shape, known);
    const shippedAt = known?.shippedAt ?? world.clock.now().toISOString();
    const shipment = next.complete ? { ...next, shippedAt } : next;
    world.store.of(shipments).put(order.transactionId ?? '', shipment);
    if (shipment.complete) noLongerAwaited(world, order);
    world.schedule.wake();
    // Told at shipping as well, with nothing confirmed yet.
    if (shipment.complete) tellSettlement(world, order, shipment);
    return ok;
  },
};

type Shape = {
  readonly logisticsType: number;
  readonly deliveryMode: number;
  readonly parcels: readonly Parcel[];
  readonly allDelivered: boolean;
  readonly uploadTime: string;
};

function readShape(body: Json): Shape {
  const { logistics_type: logisticsType, delivery_mode: deliveryMode, shipping_list: list } = body;
  if (typeof deliveryMode !== 'number' || typeof logisticsType !== 'number' || !Array.isArray(list)) throw badFormat();
  if (![1, 2, 3, 4].includes(logisticsType)) throw new MpError(10060005, '物流类型有误');
  if (deliveryMode !== unified && deliveryMode !== split) throw badFormat();
  if (deliveryMode === split && logisticsType !== express) throw new MpError(10060006, '非快递发货时不允许分拆发货');
  if (deliveryMode === split && typeof body.is_all_delivered !== 'boolean') {
    throw new MpError(10060007, '分拆发货必须填写 is_all_delivered');
  }
  if (list.length === 0 || list.length > (deliveryMode === unified ? 1 : maxParcels))
    throw new MpError(40097, 'invalid args: shipping_list');
  const uploadTime = textOf(body, 'upload_time') ?? '';
  if (!parseRfc3339(uploadTime)) throw new MpError(40097, 'invalid args: upload_time');
  return {
    logisticsType,
    deliveryMode,
    parcels: list.map((parcel: unknown) => readParcel(parcel, logisticsType)),
    allDelivered: deliveryMode === unified || body.is_all_delivered === true,
    uploadTime,
  };
}

function badFormat(): MpError {
  return new MpError(47001, 'data format error');
}

function readParcel(parcel: unknown, logisticsType: number): Parcel {
  if (!isRecord(parcel)) throw badFormat();
  const itemDesc = textOf(parcel, 'item_desc') ?? '';
  if (itemDesc === '') throw new MpError(10060008, '商品信息不能为空');
  if ([...itemDesc].length > 120) throw new MpError(10060009, '商品信息过长');
  const trackingNo = textOf(parcel, 'tracking_no') ?? '';
  const expressCompany = textOf(parcel, 'express_company') ?? '';
  if (logisticsType === express && trackingNo === '') throw new MpError(268485226, '快递单号不能为空');
  if (logisticsType === express && expressCompany === '') throw new MpError(268485227, '物流公司编码不能为空');
  if (logisticsType === express && !isCarrier(expressCompany))
    throw new MpError(40097, 'invalid args: express_company');
  if (logisticsType === express && expressCompany === 'SF') checkContact(parcel);
  return { trackingNo, expressCompany, itemDesc };
}

/** 顺丰 asks for one masked contact whose last four digits can be read: `189****1234`. */
function checkContact(parcel: Json): void {
  const contact = recordOf(parcel, 'contact') ?? {};
  const given = [textOf(contact, 'consignor_contact'), textOf(contact, 'receiver_contact')];
  const isMasked = (text: string | undefined): boolean => text !== undefined && /^(\+\d+-)?\d{3}\*{4}\d{4}$/.test(text);
  if (!given.some(isMasked)) throw new MpError(40097, 'invalid args: contact');
}

/** An app learns only of what was paid in it. */
function shippableOrder(world: World, app: App, body: Json): PayOrder {
  const order = orderByKey(world, recordOf(body, 'order_key') ?? {});
  const paidMs = order?.paidAt ? new Date(order.paidAt).getTime() : Number.NaN;
  const known = world.clock.now().getTime() - paidMs >= world.faults.get().shippingUnknownSeconds * 1000;
  if (!order || !known || (order.appid ?? mainApp(world).appid) !== app.appid)
    throw new MpError(10060001, '支付单不存在');
  if (order.refunded >= order.total) throw new MpError(10060004, '支付单处于不可发货的状态');
  return order;
}

function nextShipment(order: PayOrder, shape: Shape, known: Shipment | undefined): Shipment {
  const next: Shipment = {
    transactionId: order.transactionId ?? '',
    logisticsType: shape.logisticsType,
    deliveryMode: shape.deliveryMode,
    parcels: shape.parcels,
    complete: shape.allDelivered,
    timesComplete: (known?.timesComplete ?? 0) + (shape.allDelivered ? 1 : 0),
    reshipped: known?.reshipped ?? false,
    uploadTime: shape.uploadTime,
  };
  if (!known) return next;
  if (canonical(known.parcels) === canonical(next.parcels) && known.complete === next.complete) {
    throw new MpError(10060023, '发货信息未更新');
  }
  if (known.confirmedAt !== undefined) throw new MpError(10060004, '支付单处于不可发货的状态');
  // Parcels of an order in parts may come one after another; after the last, or in another mode or type, it is the one re-ship.
  const again =
    known.complete || known.deliveryMode !== next.deliveryMode || known.logisticsType !== next.logisticsType;
  if (again && known.reshipped) throw new MpError(10060003, '支付单已使用重新发货机会');
  if ((parseRfc3339(next.uploadTime) ?? 0) <= (parseRfc3339(known.uploadTime) ?? 0)) {
    throw new MpError(40097, 'invalid args: upload_time');
  }
  return { ...next, reshipped: known.reshipped || again };
}
