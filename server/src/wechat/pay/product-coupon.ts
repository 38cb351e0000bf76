import { createHash } from 'node:crypto';
import { WechatInputError } from '../errors.ts';
import { instantOrNull, type JsonObject, numberOrNull, objectAt, objectOrEmpty, textAt, wordAt } from '../json.ts';
import { shanghaiTimestamp } from '../time.ts';
import type { PayClient } from './client.ts';
import { isUnknown } from './query.ts';

// 商品券: a coupon of the shop's own that also lies in her WeChat. WeChat takes nothing off: the shop does, and tells it.
// Source: pay.weixin.qq.com/doc/brand (创建商品券 4015736297, 2025-12-31; 向用户发放 4015736390; 确认发放 4015736403; 退券 4015736429);
// wechatpay-product-coupon of github.com/wechatpay-apiv3/wechatpay-skills (2026-04-28).

/** 全场, 单券: off all goods, once. Fen. */
export type ProductOrder = {
  /** 3 to 12 characters; she reads it. */
  readonly name: string;
  readonly off: { readonly amount: number } | { readonly percent: number };
  /** 0: from the first fen on. */
  readonly threshold: number;
  /** Addresses that `uploadPicture` answered. */
  readonly picture: string;
  readonly background: string | null;
  /** What she reads of how it is used, 1000 characters at most. */
  readonly description: string;
  readonly beginAt: Date;
  /** At most 365 days later. */
  readonly endAt: Date;
  /** Good for so many days from when she has it; null: until the end. */
  readonly days: number | null;
  /** Where it is used, and whose openids it is sent to. */
  readonly app: { readonly appid: string; readonly path: string };
  readonly mostCount: number;
  readonly mostPerUser: number;
  readonly outRequestNo: string;
};

const productStockStates = ['AUDITING', 'SENDING', 'PAUSED', 'STOPPED', 'DEACTIVATED'] as const;

export type ProductStock = {
  readonly productId: string;
  readonly stockId: string;
  readonly state: (typeof productStockStates)[number];
  readonly sent: number;
};

/** Which coupon is meant: all of its numbers. `code` is ours. */
export type OfCoupon = {
  readonly productId: string;
  readonly stockId: string;
  readonly appid: string;
  readonly openid: string;
  readonly code: string;
};

const productCouponStates = [
  'CONFIRMING',
  'PENDING',
  'EFFECTIVE',
  'USED',
  'EXPIRED',
  'DELETED',
  'DEACTIVATED',
] as const;

export type ProductCoupon = {
  readonly code: string;
  readonly state: (typeof productCouponStates)[number];
  readonly validTo: Date | null;
};

/** What the shop tells of one that she has; `number` is told once, however often. */
export type Turn =
  | { readonly verb: 'confirm' | 'return'; readonly number: string }
  | { readonly verb: 'use'; readonly number: string; readonly transactionId: string; readonly usedAt: Date }
  | { readonly verb: 'deactivate'; readonly number: string; readonly reason: string };

const PATH = '/brand/marketing/product-coupon';

export async function uploadPicture(
  client: PayClient,
  { name, bytes }: { readonly name: string; readonly bytes: Buffer },
): Promise<string> {
  const type = name.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const body = { filename: name, sha256: createHash('sha256').update(bytes).digest('hex') };
  const path = `${PATH}/media/upload-image`;
  return textAt(await client({ method: 'POST', path, body, file: { name, type, bytes } }), 'image_url');
}

export async function setNotices(client: PayClient, url: string): Promise<void> {
  await client({ method: 'POST', path: `${PATH}/notify-configs`, body: { notify_url: url } });
}

/** One product with one batch. PayError PARAM_ERROR, INVALID_REQUEST, ALREADY_EXISTS. */
export async function createProduct(client: PayClient, order: ProductOrder): Promise<ProductStock> {
  const { off, threshold, app } = order;
  const body = {
    out_request_no: order.outRequestNo,
    scope: 'ALL',
    type: 'amount' in off ? 'NORMAL' : 'DISCOUNT',
    usage_mode: 'SINGLE',
    single_usage_info:
      'amount' in off
        ? { normal_coupon: { threshold, discount_amount: off.amount } }
        : { discount_coupon: { threshold, percent_off: off.percent } },
    display_info: {
      name: order.name,
      image_url: order.picture,
      ...(order.background === null ? {} : { background_url: order.background }),
    },
    stock: {
      // The code is ours: the coupon in her wallet here and the one at WeChat are one and the same.
      coupon_code_mode: 'API_ASSIGN',
      stock_send_rule: { max_count: order.mostCount, max_count_per_user: order.mostPerUser },
      single_usage_rule: {
        coupon_available_period: {
          available_begin_time: shanghaiTimestamp(order.beginAt, 'seconds'),
          available_end_time: shanghaiTimestamp(order.endAt, 'seconds'),
          ...(order.days === null ? {} : { available_days: order.days }),
        },
      },
      usage_rule_display_info: {
        coupon_usage_method_list: ['MINI_PROGRAM'],
        mini_program_appid: app.appid,
        mini_program_path: app.path,
        usage_description: order.description,
        coupon_available_store_info: { description: order.description },
      },
      coupon_display_info: {
        code_display_mode: 'INVISIBLE',
        entrance_mini_program: { ...app, entrance_wording: '去使用', guidance_wording: '下单立减' },
      },
      notify_config: { notify_appid: app.appid },
      store_scope: 'NONE',
    },
  };
  const made = await client({ method: 'POST', path: `${PATH}/product-coupons`, body });
  return readStock({ product_coupon_id: textAt(made, 'product_coupon_id'), ...objectAt(made, 'stock') });
}

type OfStock = Pick<ProductStock, 'productId' | 'stockId'>;

/** As it stands; null when WeChat never heard of it. */
export async function queryStock(client: PayClient, of: OfStock): Promise<ProductStock | null> {
  const found = await orNull(client({ method: 'GET', path: stockPath(of) }));
  return found && readStock(found);
}

/** Nothing more is sent of it; what was sent stays good. */
export async function stopStock(client: PayClient, of: OfStock, number: string, reason: string): Promise<void> {
  const body = { out_request_no: number, deactivate_reason: reason };
  await client({ method: 'POST', path: `${stockPath(of)}/deactivate`, body });
}

/** The same code is the same coupon. PayError INVALID_REQUEST where the batch cannot be sent, or she has as many as she may. */
export async function sendCoupon(client: PayClient, of: OfCoupon): Promise<ProductCoupon> {
  checkCode(of.code);
  const body = { ...numbers(of), coupon_code: of.code, send_request_no: of.code };
  return readProductCoupon(await client({ method: 'POST', path: usersPath(of), body }));
}

/** PayError INVALID_REQUEST where it stands otherwise. */
export async function turnCoupon(client: PayClient, of: OfCoupon, turn: Turn): Promise<ProductCoupon> {
  const body = { ...numbers(of), out_request_no: turn.number, ...said(turn) };
  return readProductCoupon(await client({ method: 'POST', path: `${couponPath(of)}/${turn.verb}`, body }));
}

export async function queryCoupon(client: PayClient, of: OfCoupon): Promise<ProductCoupon | null> {
  const found = await orNull(client({ method: 'GET', path: couponPath(of), query: numbers(of) }));
  return found && readProductCoupon(found);
}

/** A coupon as an answer tells it. */
function readProductCoupon(object: JsonObject): ProductCoupon {
  return {
    code: textAt(object, 'coupon_code'),
    state: wordAt(object, 'coupon_state', productCouponStates),
    validTo: instantOrNull(object, 'valid_end_time'),
  };
}

function said(turn: Turn): JsonObject {
  if (turn.verb === 'deactivate') return { deactivate_reason: turn.reason };
  if (turn.verb !== 'use') return {};
  return {
    use_time: shanghaiTimestamp(turn.usedAt, 'seconds'),
    associated_order_info: { transaction_id: turn.transactionId },
  };
}

function checkCode(code: string): void {
  if (!/^[0-9A-Za-z_-]{6,40}$/.test(code))
    throw new WechatInputError('code', 'must be 6 to 40 of digits, letters, _ and -');
}

const numbers = ({ productId, stockId, appid }: OfCoupon) => ({
  product_coupon_id: productId,
  stock_id: stockId,
  appid,
});

const usersPath = ({ openid }: OfCoupon): string => `${PATH}/users/${encodeURIComponent(openid)}/coupons`;
const couponPath = (of: OfCoupon): string => `${usersPath(of)}/${encodeURIComponent(of.code)}`;
const stockPath = ({ productId, stockId }: OfStock): string =>
  `${PATH}/product-coupons/${encodeURIComponent(productId)}/stocks/${encodeURIComponent(stockId)}`;

function readStock(object: JsonObject): ProductStock {
  return {
    productId: textAt(object, 'product_coupon_id'),
    stockId: textAt(object, 'stock_id'),
    state: wordAt(object, 'state', productStockStates),
    sent: numberOrNull(objectOrEmpty(object, 'sent_count_info'), 'total_count') ?? 0,
  };
}

async function orNull(asked: Promise<JsonObject>): Promise<JsonObject | null> {
  try {
    return await asked;
  } catch (error) {
    if (isUnknown(error)) return null;
    throw error;
  }
}
