import { postNotice } from '../../messages/notice.ts';
import { shopperByOpenid } from '../../phone/shopper.ts';
import { appById } from '../../world/apps.ts';
import { parseRfc3339, rfc3339 } from '../../world/clock.ts';
import { canonical, type Json, recordOf, textOf } from '../../world/json.ts';
import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';
import { type Pay, type PayCall, type PayEndpoint, PayError, paramError } from '../endpoint.ts';
import { orderNow, transactions } from '../order.ts';
import { checkShape, type Shape } from '../shape.ts';
import { noticesOf } from './notify.ts';
import { deactivateShape, sendShape, turnShape, useShape } from './shape.ts';
import {
  findStock,
  invalid,
  type ProductStock,
  productJson,
  productStocks,
  requestNo,
  stockJson,
  stockState,
} from './stock.ts';

/** A 商品券 of a person. What became of it: by the number under which the brand told it. */
type ProductCoupon = {
  readonly code: string;
  readonly stockId: string;
  readonly shopperId: string;
  readonly appid: string;
  readonly openid: string;
  readonly sendRequestNo: string;
  readonly fingerprint: string;
  readonly receivedAt: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly confirmedAt: string | null;
  readonly usedAt: string | null;
  readonly transactionId: string | null;
  readonly deactivatedAt: string | null;
  /** out_request_no of every turn that was taken, with what it said. */
  readonly turns: { readonly [outRequestNo: string]: string };
};

const productCoupons: TableShape<ProductCoupon> = { name: 'product-coupons', by: ({ shopperId }) => shopperId };

const path = '/brand/marketing/product-coupon/users/:openid/coupons';

/**
 * She sees it, and cannot use it until the brand has confirmed that it keeps it too (券状态流转说明 of wechatpay-skills, 2026-04-28). The same
 * send_request_no is the same coupon. With the fault `favorLosesAnswers` it is given, and the answer says 500.
 */
const sendCoupon: PayEndpoint = {
  method: 'POST',
  path,
  title: '向用户发放商品券',
  answer: (pay, { params, body }) => {
    const { world } = pay;
    checkShape(body, sendShape);
    const sendRequestNo = requestNo(body, 'send_request_no', 128);
    const fingerprint = canonical({ ...body, openid: params.openid });
    const all = [...world.store.of(productCoupons).all()];
    const known = all.find((one) => one.sendRequestNo === sendRequestNo);
    if (known && known.fingerprint !== fingerprint) throw invalid('发券请求单号已使用，且请求参数与之前不一致');
    const coupon = known ?? give(pay, { sendRequestNo, fingerprint, openid: params.openid ?? '', body }, all);
    if (world.faults.get().favorLosesAnswers) throw new PayError(500, 'SYSTEM_ERROR', '系统繁忙，请稍后重试');
    return couponJson(world, coupon);
  },
};

const getCoupon: PayEndpoint = {
  method: 'GET',
  path: `${path}/:code`,
  title: '查询用户商品券详情',
  answer: ({ world }, { params, query }) => couponJson(world, findCoupon(world, params, query)),
};

const confirm = turn('confirm', '确认发放用户商品券', turnShape, ['CONFIRMING'], (world, coupon) => {
  postNotice(world, {
    ...{ shopperId: coupon.shopperId, chat: 'pay', title: '商品券到账通知' },
    fields: [
      { label: '商品券', value: stockOf(world, coupon).name },
      { label: '有效期至', value: rfc3339(new Date(coupon.validTo)).slice(0, 10) },
    ],
  });
  return { confirmedAt: world.clock.now().toISOString() };
});

/** What it was used for must be a payment of this merchant's that was made. */
const use = turn('use', '核销用户商品券', useShape, ['EFFECTIVE'], (world, _coupon, body) => {
  const usedAt = parseRfc3339(textOf(body, 'use_time') ?? '');
  if (usedAt === null) throw paramError('/use_time', '核销时间格式错误');
  const order = recordOf(body, 'associated_order_info');
  if (order === undefined) throw paramError('/associated_order_info', '须传入关联订单信息');
  const transactionId = textOf(order, 'transaction_id') ?? '';
  const paid = orderNow(world, world.store.of(transactions).get(transactionId) ?? '');
  if (paid === undefined) throw invalid('关联的微信支付订单不存在');
  return { usedAt: usedAt.toISOString(), transactionId };
});

const giveBack = turn('return', '退券', turnShape, ['USED'], () => ({ usedAt: null, transactionId: null }));

const deactivate = turn(
  'deactivate',
  '失效用户商品券',
  deactivateShape,
  ['CONFIRMING', 'PENDING', 'EFFECTIVE'],
  (world, _coupon, body) => {
    if (!textOf(body, 'deactivate_reason')) throw paramError('/deactivate_reason', '缺少失效原因');
    return { deactivatedAt: world.clock.now().toISOString() };
  },
);

export const productCouponOfUserEndpoints: readonly PayEndpoint[] = [
  sendCoupon,
  getCoupon,
  confirm,
  use,
  giveBack,
  deactivate,
];

type CouponState = 'CONFIRMING' | 'PENDING' | 'EFFECTIVE' | 'USED' | 'EXPIRED' | 'DEACTIVATED';

/** One step of it, told by the brand under a number of its own; the same number with the same words changes nothing. */
function turn(
  verb: string,
  title: string,
  shape: Shape,
  from: readonly CouponState[],
  change: (world: World, coupon: ProductCoupon, body: Json) => Partial<ProductCoupon>,
): PayEndpoint {
  return {
    method: 'POST',
    path: `${path}/:code/${verb}`,
    title,
    answer: ({ world }, { params, body }) => {
      checkShape(body, shape);
      const number = requestNo(body, 'out_request_no', 40);
      const coupon = findCoupon(world, params, body);
      const said = canonical({ ...body, verb });
      const before = coupon.turns[number];
      if (before !== undefined && before !== said) throw invalid('请求单号已使用，且请求参数与之前不一致');
      if (before !== undefined) return couponJson(world, coupon);
      if (!from.includes(couponState(world, coupon))) throw invalid('用户商品券状态不支持该操作');
      const turned = { ...coupon, ...change(world, coupon, body), turns: { ...coupon.turns, [number]: said } };
      world.store.of(productCoupons).put(coupon.code, turned);
      return couponJson(world, turned);
    },
  };
}

function couponState(world: World, coupon: ProductCoupon): CouponState {
  const now = world.clock.now().toISOString();
  if (coupon.usedAt !== null) return 'USED';
  if (coupon.deactivatedAt !== null) return 'DEACTIVATED';
  if (now >= coupon.validTo) return 'EXPIRED';
  if (coupon.confirmedAt === null) return 'CONFIRMING';
  return now < coupon.validFrom ? 'PENDING' : 'EFFECTIVE';
}

type Named = { readonly [name: string]: unknown };

/** All of its numbers must be its own. */
function findCoupon(world: World, params: PayCall['params'], named: Named): ProductCoupon {
  const coupon = world.store.of(productCoupons).get(params.code ?? '');
  const right =
    coupon !== undefined &&
    coupon.openid === params.openid &&
    coupon.appid === named.appid &&
    coupon.stockId === named.stock_id &&
    stockOf(world, coupon).productId === named.product_coupon_id;
  if (!right) throw new PayError(404, 'NOT_FOUND', '用户商品券不存在');
  return coupon;
}

const stockOf = (world: World, { stockId }: ProductCoupon): ProductStock => {
  const stock = world.store.of(productStocks).get(stockId);
  if (stock === undefined) throw new Error('a coupon without its batch');
  return stock;
};

type Send = {
  readonly sendRequestNo: string;
  readonly fingerprint: string;
  readonly openid: string;
  readonly body: Json;
};

function give(
  pay: Pay,
  { sendRequestNo, fingerprint, openid, body }: Send,
  all: readonly ProductCoupon[],
): ProductCoupon {
  const { world } = pay;
  const stock = findStock(world, textOf(body, 'product_coupon_id'), textOf(body, 'stock_id'));
  if (stockState(world, stock) !== 'SENDING') throw invalid('批次不在可发放状态');
  const app = appById(world, textOf(body, 'appid') ?? '');
  const shopper = app && shopperByOpenid(world, app, openid);
  if (!app || !shopper) throw invalid('openid 与 appid 不匹配');
  const code = textOf(body, 'coupon_code') ?? '';
  if (!/^[0-9A-Za-z_-]{1,40}$/.test(code)) throw paramError('/coupon_code', 'API_ASSIGN 的批次须传入券 Code');
  if (all.some((one) => one.code === code)) throw invalid('券 Code 已使用');
  if (stock.sent >= stock.mostCount) throw invalid('批次发放数量已达上限');
  const hers = all.filter((one) => one.stockId === stock.stockId && one.shopperId === shopper.id);
  if (hers.length >= stock.mostPerUser) throw invalid('用户领取数量已达上限');
  const now = world.clock.now();
  const from = [stock.beginAt, now.toISOString()].sort().at(-1) ?? stock.beginAt;
  const until = stock.days === null ? stock.endAt : new Date(Date.parse(from) + stock.days * 86_400_000).toISOString();
  const coupon: ProductCoupon = {
    ...{ code, stockId: stock.stockId, shopperId: shopper.id, appid: app.appid, openid, sendRequestNo, fingerprint },
    ...{ receivedAt: now.toISOString(), validFrom: from, validTo: [stock.endAt, until].sort()[0] ?? until },
    ...{ confirmedAt: null, usedAt: null, transactionId: null, deactivatedAt: null, turns: {} },
  };
  world.store.together(() => {
    world.store.of(productCoupons).put(code, coupon);
    world.store.of(productStocks).put(stock.stockId, { ...stock, sent: stock.sent + 1 });
  });
  void tellSent(pay, coupon, shopper.unionid);
  return coupon;
}

/** PRODUCT_COUPON.SEND: the brand is told whoever gave it, itself too. */
async function tellSent({ world, notifier }: Pay, coupon: ProductCoupon, unionid: string): Promise<void> {
  const url = noticesOf(world);
  if (url === undefined) return;
  await notifier.queue({
    ...{ url, brand: true, eventType: 'PRODUCT_COUPON.SEND', summary: '商品券领券', originalType: 'coupon' },
    resource: {
      brand_id: world.credentials.brand.brandId,
      product_coupon_id: stockOf(world, coupon).productId,
      stock_id: coupon.stockId,
      coupon_code: coupon.code,
      ...{ appid: coupon.appid, openid: coupon.openid, unionid, send_channel: 'API' },
      send_request_no: coupon.sendRequestNo,
      receive_time: rfc3339(new Date(coupon.receivedAt)),
      valid_begin_time: rfc3339(new Date(coupon.validFrom)),
      valid_end_time: rfc3339(new Date(coupon.validTo)),
    },
  });
}

function couponJson(world: World, coupon: ProductCoupon): Json {
  const stock = stockOf(world, coupon);
  return {
    coupon_code: coupon.code,
    coupon_state: couponState(world, coupon),
    valid_begin_time: rfc3339(new Date(coupon.validFrom)),
    valid_end_time: rfc3339(new Date(coupon.validTo)),
    receive_time: rfc3339(new Date(coupon.receivedAt)),
    send_request_no: coupon.sendRequestNo,
    send_channel: 'API',
    ...(coupon.usedAt === null
      ? {}
      : {
          single_usage_detail: {
            use_time: rfc3339(new Date(coupon.usedAt)),
            associated_order_info: { transaction_id: coupon.transactionId },
          },
        }),
    product_coupon: productJson(stock),
    stock: stockJson(world, stock),
  };
}
