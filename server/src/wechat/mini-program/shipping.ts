import { cut } from '../../platform/cut.ts';
import { WechatBadAnswer, WechatError, WechatInputError } from '../errors.ts';
import {
  type JsonObject,
  numberAt,
  numberOrNull,
  objectAt,
  objectOrEmpty,
  objectsAt,
  textAt,
  textOrNull,
} from '../json.ts';
import { shanghaiTimestamp } from '../time.ts';
import type { WechatTransport } from '../transport.ts';

/** A payment, by WeChat's number or by ours. */
export type PaidOrderKey = { readonly transactionId: string } | { readonly mchid: string; readonly outTradeNo: string };

export type ShippedParcel = {
  /** Cut to 120 characters. */
  readonly itemDesc: string;
  /** Needed for express: the waybill number and WeChat's company code (`SF`, `YTO`, …). */
  readonly trackingNo?: string;
  readonly expressCompany?: string;
  /** SF Express needs the phone of either side; sent masked (`189****1234`). */
  readonly consignorPhone?: string;
  readonly receiverPhone?: string;
};

export type ShippingInfo = {
  readonly order: PaidOrderKey;
  readonly openid: string;
  readonly logistics: keyof typeof logisticsTypes;
  readonly parcels: readonly ShippedParcel[];
  /** Present when the order goes out in several parcels; true with the last upload. Express only. */
  readonly split?: { readonly allDelivered: boolean };
  /** Must be later than that of any earlier upload for this payment. */
  readonly uploadTime: Date;
};

const logisticsTypes = { express: 1, sameCity: 2, virtual: 3, pickup: 4 } as const;
const logisticsNames = ['express', 'same_city', 'virtual', 'pickup'] as const;
const orderStates = ['to_ship', 'shipped', 'confirmed', 'finished', 'refunded', 'awaiting_settlement'] as const;

export type ShippingOrder = {
  readonly transactionId: string;
  readonly outTradeNo: string | null;
  readonly openid: string;
  /** Fen. */
  readonly paidAmount: number;
  readonly state: (typeof orderStates)[number];
  /** Null before anything was uploaded. */
  readonly logistics: (typeof logisticsNames)[number] | null;
  readonly finishedShipping: boolean;
  readonly parcels: readonly { readonly trackingNo: string | null; readonly expressCompany: string | null }[];
};

const paymentNotKnownYet = 10060001;
const busyCodes = [10060012, 10060019];
const nothingChanged = 10060023;

/**
 * Tells WeChat that a paid order was shipped; without it the money of physical goods stays frozen. One correction a
 * payment is allowed. WechatError 10060002: already shipped; 10060003: the correction is used; 10060004: not
 * shippable; 10060031: paid by another openid.
 */
export async function uploadShipping(transport: WechatTransport, info: ShippingInfo): Promise<void> {
  refuseBadInfo(info);
  try {
    await transport.json({
      method: 'POST',
      path: '/wxa/sec/order/upload_shipping_info',
      body: {
        order_key: orderKey(info.order),
        logistics_type: logisticsTypes[info.logistics],
        delivery_mode: info.split === undefined ? 1 : 2,
        is_all_delivered: info.split?.allDelivered,
        shipping_list: info.parcels.map(wireParcel),
        upload_time: shanghaiTimestamp(info.uploadTime, 'milliseconds'),
        payer: { openid: info.openid },
      },
      laterCodes: [paymentNotKnownYet, ...busyCodes],
    });
  } catch (error) {
    // The same content was uploaded before, for instance by a try whose answer was lost.
    if (error instanceof WechatError && error.errcode === nothingChanged) return;
    throw error;
  }
}

/** How WeChat sees a paid order. WechatError 10060001 when it does not know the payment. */
export async function getShippingOrder(transport: WechatTransport, key: PaidOrderKey): Promise<ShippingOrder> {
  const answer = await transport.json({
    method: 'POST',
    path: '/wxa/sec/order/get_order',
    body:
      'transactionId' in key
        ? { transaction_id: key.transactionId }
        : { merchant_id: key.mchid, merchant_trade_no: key.outTradeNo },
    laterCodes: busyCodes,
  });
  const order = objectAt(answer, 'order');
  const shipping = objectOrEmpty(order, 'shipping');
  return {
    transactionId: textAt(order, 'transaction_id'),
    outTradeNo: textOrNull(order, 'merchant_trade_no'),
    openid: textAt(order, 'openid'),
    paidAmount: numberAt(order, 'paid_amount'),
    state: stateOf(order),
    logistics: logisticsNames[(numberOrNull(shipping, 'logistics_type') ?? 0) - 1] ?? null,
    finishedShipping: shipping.finish_shipping === true,
    parcels: objectsAt(shipping, 'shipping_list').map((parcel) => ({
      trackingNo: textOrNull(parcel, 'tracking_no'),
      expressCompany: textOrNull(parcel, 'express_company'),
    })),
  };
}

function refuseBadInfo(info: ShippingInfo): void {
  const limit = info.split === undefined ? 1 : 15;
  if (info.parcels.length < 1 || info.parcels.length > limit) {
    throw new WechatInputError('parcels', `must be 1 to ${limit} of them`);
  }
  if (info.split !== undefined && info.logistics !== 'express') {
    throw new WechatInputError('split', 'is possible for express only');
  }
  for (const parcel of info.parcels) {
    if (parcel.itemDesc.trim() === '') throw new WechatInputError('itemDesc', 'is empty');
    if (info.logistics === 'express' && (!parcel.trackingNo || !parcel.expressCompany)) {
      throw new WechatInputError('trackingNo', 'express needs the waybill number and the company');
    }
    if (parcel.expressCompany === 'SF' && !parcel.consignorPhone && !parcel.receiverPhone) {
      throw new WechatInputError('receiverPhone', 'SF Express needs the phone of the sender or of the receiver');
    }
  }
}

function orderKey(key: PaidOrderKey): JsonObject {
  return 'transactionId' in key
    ? { order_number_type: 2, transaction_id: key.transactionId }
    : { order_number_type: 1, mchid: key.mchid, out_trade_no: key.outTradeNo };
}

function wireParcel(parcel: ShippedParcel): JsonObject {
  const contact = {
    consignor_contact: parcel.consignorPhone === undefined ? undefined : maskPhone(parcel.consignorPhone),
    receiver_contact: parcel.receiverPhone === undefined ? undefined : maskPhone(parcel.receiverPhone),
  };
  return {
    tracking_no: parcel.trackingNo,
    express_company: parcel.expressCompany,
    item_desc: cut(parcel.itemDesc, 120),
    contact: contact.consignor_contact || contact.receiver_contact ? contact : undefined,
  };
}

/** The four digits before the last four are hidden; the last four must stay readable. */
function maskPhone(phone: string): string {
  return phone.replace(/\d{4}(?=\d{4}$)/, '****');
}

function stateOf(order: JsonObject): ShippingOrder['state'] {
  const state = orderStates[numberAt(order, 'order_state') - 1];
  if (state === undefined) throw new WechatBadAnswer('order_state', 'a state we do not know');
  return state;
}
