import { WechatInputError } from '../errors.ts';
import {
  instantOrNull,
  type JsonObject,
  numberAt,
  objectAt,
  objectOrEmpty,
  objectsAt,
  textAt,
  textOrNull,
  wordAt,
} from '../json.ts';
import { shanghaiTimestamp } from '../time.ts';
import type { PayClient } from './client.ts';
import { isUnknown } from './query.ts';

/** A batch of 代金券, 满减. Fen. Source: pay.weixin.qq.com/wiki/doc/apiv3/apis/chapter9_1_1. */
export type FavorStockOrder = {
  /** 1 to 20 characters; she reads it. */
  readonly name: string;
  /** What she reads of how it is used. */
  readonly description: string;
  readonly beginAt: Date;
  readonly endAt: Date;
  readonly amount: number;
  readonly minimum: number;
  readonly maxCoupons: number;
  /** At most 60. */
  readonly perUser: number;
  /** Fen that may be given a day; null: no bound. */
  readonly maxAmountByDay: number | null;
  /** Good for so many days from when she has it; null: until the end. */
  readonly days: number | null;
  /** 免充值: no money is put in beforehand, each use is settled that much less. */
  readonly noCash: boolean;
  /** Ours: the same number is the same batch. */
  readonly outRequestNo: string;
};

export const favorStockStates = ['unactivated', 'audit', 'running', 'stoped', 'paused'] as const;

export type FavorStock = {
  readonly stockId: string;
  readonly state: (typeof favorStockStates)[number];
  readonly sent: number;
};

export type FavorSend = {
  readonly stockId: string;
  readonly appid: string;
  readonly openid: string;
  /** Ours: the same number is the same coupon, however often it is asked for. */
  readonly outRequestNo: string;
};

export type FavorCoupon = {
  readonly couponId: string;
  readonly stockId: string;
  readonly state: 'SENDED' | 'USED' | 'EXPIRED';
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
  readonly outRequestNo: string | null;
  readonly usedAt: Date | null;
  readonly transactionId: string | null;
};

const PATH = '/v3/marketing/favor';
/** As long as WeChat lists in one answer. */
const MOST_LISTED = 20;
const MINUTES_A_DAY = 24 * 60;

/** WeChat's number of it. It sends nothing until it is started. PayError PARAMERROR, NOAUTH, INVALIDREQUEST, … */
export async function createFavorStock(client: PayClient, mchid: string, order: FavorStockOrder): Promise<string> {
  if (order.minimum <= order.amount) throw new WechatInputError('minimum', 'must be more than the coupon');
  const body = {
    stock_name: order.name,
    comment: order.name,
    belong_merchant: mchid,
    available_begin_time: shanghaiTimestamp(order.beginAt, 'seconds'),
    available_end_time: shanghaiTimestamp(order.endAt, 'seconds'),
    stock_use_rule: {
      max_coupons: order.maxCoupons,
      max_amount: order.maxCoupons * order.amount,
      ...(order.maxAmountByDay === null ? {} : { max_amount_by_day: order.maxAmountByDay }),
      max_coupons_per_user: order.perUser,
      natural_person_limit: false,
      prevent_api_abuse: false,
    },
    pattern_info: { description: order.description },
    coupon_use_rule: {
      ...(order.days === null
        ? {}
        : { coupon_available_time: { available_time_after_receive: order.days * MINUTES_A_DAY } }),
      fixed_normal_coupon: { coupon_amount: order.amount, transaction_minimum: order.minimum },
      available_merchants: [mchid],
      combine_use: false,
    },
    no_cash: order.noCash,
    stock_type: 'NORMAL',
    out_request_no: order.outRequestNo,
  };
  return textAt(await client({ method: 'POST', path: `${PATH}/coupon-stocks`, body }), 'stock_id');
}

/** `start` takes the money of a prepaid batch. PayError INVALIDREQUEST where it stands otherwise, NOTENOUGH. */
export async function moveFavorStock(
  client: PayClient,
  mchid: string,
  stockId: string,
  move: 'start' | 'pause' | 'restart',
): Promise<void> {
  const path = `${PATH}/stocks/${encodeURIComponent(stockId)}/${move}`;
  await client({ method: 'POST', path, body: { stock_creator_mchid: mchid } });
}

/** As it stands; null when WeChat never heard of it. */
export async function queryFavorStock(client: PayClient, mchid: string, stockId: string): Promise<FavorStock | null> {
  const path = `${PATH}/stocks/${encodeURIComponent(stockId)}`;
  const found = await orNull(client({ method: 'GET', path, query: { stock_creator_mchid: mchid } }));
  return (
    found && {
      stockId: textAt(found, 'stock_id'),
      state: wordAt(found, 'status', favorStockStates),
      sent: numberAt(found, 'distributed_coupons'),
    }
  );
}

/** The number of her coupon. PayError RULELIMIT (her limit, or the day's), NOTENOUGH (none left), INVALIDREQUEST, … */
export async function sendFavorCoupon(client: PayClient, mchid: string, send: FavorSend): Promise<string> {
  if (!/^[0-9A-Za-z|_*-]{1,128}$/.test(send.outRequestNo))
    throw new WechatInputError('outRequestNo', 'must be 1 to 128 of digits, letters and |_*-');
  const body = {
    stock_id: send.stockId,
    out_request_no: send.outRequestNo,
    appid: send.appid,
    stock_creator_mchid: mchid,
  };
  const path = `${PATH}/users/${encodeURIComponent(send.openid)}/coupons`;
  return textAt(await client({ method: 'POST', path, body }), 'coupon_id');
}

export async function queryFavorCoupon(
  client: PayClient,
  { appid, openid, couponId }: { readonly appid: string; readonly openid: string; readonly couponId: string },
): Promise<FavorCoupon | null> {
  const path = `${PATH}/users/${encodeURIComponent(openid)}/coupons/${encodeURIComponent(couponId)}`;
  const found = await orNull(client({ method: 'GET', path, query: { appid } }));
  return found && readFavorCoupon(found);
}

/** All that she has of a batch. */
export async function listFavorCoupons(
  client: PayClient,
  { appid, openid, stockId }: { readonly appid: string; readonly openid: string; readonly stockId: string },
): Promise<readonly FavorCoupon[]> {
  const path = `${PATH}/users/${encodeURIComponent(openid)}/coupons`;
  const found: FavorCoupon[] = [];
  for (;;) {
    const query = { appid, stock_id: stockId, offset: String(found.length), limit: String(MOST_LISTED) };
    const page = objectsAt(await client({ method: 'GET', path, query }), 'data');
    found.push(...page.map(readFavorCoupon));
    if (page.length < MOST_LISTED) return found;
  }
}

/** Where COUPON.USE is told. */
export async function setFavorCallback(client: PayClient, mchid: string, notifyUrl: string): Promise<void> {
  await client({ method: 'POST', path: `${PATH}/callbacks`, body: { mchid, notify_url: notifyUrl, switch: true } });
}

/** A coupon as an answer tells it, or the notification of its use. */
export function readFavorCoupon(object: JsonObject): FavorCoupon {
  const used = objectOrEmpty(object, 'consume_information');
  return {
    couponId: textAt(object, 'coupon_id'),
    stockId: textAt(object, 'stock_id'),
    state: wordAt(object, 'status', ['SENDED', 'USED', 'EXPIRED']),
    validFrom: instantOrNull(object, 'available_begin_time'),
    validTo: instantOrNull(object, 'available_end_time'),
    outRequestNo: textOrNull(object, 'out_request_no'),
    usedAt: instantOrNull(used, 'consume_time'),
    transactionId: textOrNull(used, 'transaction_id'),
  };
}

/** What COUPON.USE says. Throws WechatBadAnswer where it says nothing of a use. */
export function readFavorUse(resource: JsonObject): FavorCoupon {
  objectAt(resource, 'consume_information');
  return readFavorCoupon(resource);
}

async function orNull(asked: Promise<JsonObject>): Promise<JsonObject | null> {
  try {
    return await asked;
  } catch (error) {
    if (isUnknown(error)) return null;
    throw error;
  }
}
