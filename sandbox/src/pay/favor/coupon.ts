import { postNotice } from '../../messages/notice.ts';
import { shopperByOpenid } from '../../phone/shopper.ts';
import { appById } from '../../world/apps.ts';
import { rfc3339 } from '../../world/clock.ts';
import { canonical, type Json, textOf } from '../../world/json.ts';
import type { TableShape } from '../../world/table.ts';
import type { World } from '../../world/world.ts';
import { type PayEndpoint, PayError, paramError } from '../endpoint.ts';
import { checkShape } from '../shape.ts';
import { favorSendShape } from './shape.ts';
import { checkCreator, type FavorStock, favorStocks, findStock, stateOf } from './stock.ts';

/** A 代金券 of a person. Fen. */
export type FavorCoupon = {
  readonly couponId: string;
  readonly stockId: string;
  readonly shopperId: string;
  readonly appid: string;
  readonly openid: string;
  readonly outRequestNo: string;
  readonly fingerprint: string;
  readonly sentAt: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly usedAt: string | null;
  readonly transactionId: string | null;
};

export const favorCoupons: TableShape<FavorCoupon> = { name: 'favor-coupons', by: (coupon) => coupon.shopperId };
/** out_request_no → coupon_id */
const favorSends: TableShape<string> = { name: 'favor-sends' };

/** 财付通 lets a merchant give one person so much in a calendar month (community 00062c2225cc…). */
const mostInMonth = 500_000;

/**
 * POST /v3/marketing/favor/users/{openid}/coupons. The same out_request_no is the same coupon. With the fault `favorLosesAnswers` it is
 * given, and the answer says 500.
 */
const sendCoupon: PayEndpoint = {
  method: 'POST',
  path: '/v3/marketing/favor/users/:openid/coupons',
  title: '发放指定批次的代金券',
  answer: ({ world }, { params, body }) => {
    checkShape(body, favorSendShape);
    const wanted = readSend(world, params.openid ?? '', body);
    const known = world.store.of(favorCoupons).get(world.store.of(favorSends).get(wanted.outRequestNo) ?? '');
    if (known && known.fingerprint !== wanted.fingerprint)
      throw new PayError(400, 'INVALID_REQUEST', '商户单据号已使用，且请求参数与之前不一致');
    const coupon = known ?? give(world, wanted);
    if (world.faults.get().favorLosesAnswers) throw new PayError(500, 'SYSTEM_ERROR', '系统繁忙，请稍后重试');
    return { coupon_id: coupon.couponId };
  },
};

const getCoupon: PayEndpoint = {
  method: 'GET',
  path: '/v3/marketing/favor/users/:openid/coupons/:couponId',
  title: '查询代金券详情',
  answer: ({ world }, { params, query }) => {
    const coupon = world.store.of(favorCoupons).get(params.couponId ?? '');
    const hers = coupon?.openid === params.openid && coupon?.appid === query.appid;
    if (!coupon || !hers) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '查询的资源不存在：券');
    return couponJson(world, coupon);
  },
};

const listCoupons: PayEndpoint = {
  method: 'GET',
  path: '/v3/marketing/favor/users/:openid/coupons',
  title: '根据商户号查用户的券',
  answer: ({ world }, { params, query }) => {
    const app = appById(world, query.appid);
    const shopper = app && shopperByOpenid(world, app, params.openid ?? '');
    if (!shopper) throw new PayError(400, 'PARAM_ERROR', 'openid 与 appid 不匹配', undefined, 270079501);
    const all = world.store
      .of(favorCoupons)
      .by(shopper.id)
      .filter((one) => query.stock_id === undefined || one.stockId === query.stock_id)
      .filter((one) => query.status === undefined || couponState(world, one) === query.status);
    const [offset, limit] = [Number(query.offset ?? 0), Number(query.limit ?? 20)];
    const data = all.slice(offset, offset + limit).map((one) => couponJson(world, one));
    return { total_count: all.length, limit, offset, data };
  },
};

export const favorCouponEndpoints: readonly PayEndpoint[] = [sendCoupon, getCoupon, listCoupons];

export function couponState(world: World, coupon: FavorCoupon): 'SENDED' | 'USED' | 'EXPIRED' {
  if (coupon.usedAt !== null) return 'USED';
  return world.clock.now().toISOString() >= coupon.validTo ? 'EXPIRED' : 'SENDED';
}

type Send = Pick<FavorCoupon, 'shopperId' | 'appid' | 'openid' | 'outRequestNo' | 'fingerprint'> & {
  readonly stock: FavorStock;
};

function readSend(world: World, openid: string, body: Json): Send {
  checkCreator(world, body.stock_creator_mchid);
  const app = appById(world, textOf(body, 'appid') ?? '');
  if (!app) throw new PayError(400, 'APPID_MCHID_NOT_MATCH', '商户号与 appid 关系校验失败', undefined, 270079507);
  const shopper = shopperByOpenid(world, app, openid);
  if (!shopper) throw new PayError(400, 'PARAM_ERROR', 'openid 与 appid 不匹配', undefined, 270079501);
  const outRequestNo = textOf(body, 'out_request_no') ?? '';
  if (!/^[0-9A-Za-z|_*-]{1,128}$/.test(outRequestNo)) throw paramError('/out_request_no', '商户单据号格式错误');
  if (body.coupon_value !== undefined || body.coupon_minimum !== undefined)
    throw new PayError(403, 'NO_AUTH', '该批次不支持指定面额发券');
  const stock = findStock(world, textOf(body, 'stock_id'));
  const fingerprint = canonical({ ...body, openid });
  return { shopperId: shopper.id, appid: app.appid, openid, outRequestNo, fingerprint, stock };
}

function give(world: World, { stock, ...send }: Send): FavorCoupon {
  const now = world.clock.now();
  checkLimits(world, stock, send.shopperId);
  const until =
    stock.minutesAfterReceive === null
      ? stock.endAt
      : new Date(now.getTime() + stock.minutesAfterReceive * 60_000).toISOString();
  return world.store.together(() => {
    const coupon: FavorCoupon = {
      ...send,
      couponId: String(9_870_000_000 + world.store.next('favor-coupon')),
      stockId: stock.stockId,
      sentAt: now.toISOString(),
      validFrom: [stock.beginAt, now.toISOString()].sort().at(-1) ?? stock.beginAt,
      validTo: [stock.endAt, until].sort()[0] ?? until,
      usedAt: null,
      transactionId: null,
    };
    world.store.of(favorCoupons).put(coupon.couponId, coupon);
    world.store.of(favorSends).put(send.outRequestNo, coupon.couponId);
    world.store.of(favorStocks).put(stock.stockId, { ...stock, sent: stock.sent + 1 });
    postNotice(world, {
      shopperId: send.shopperId,
      chat: 'pay',
      title: '代金券到账通知',
      amount: stock.couponAmount,
      fields: [
        { label: '代金券', value: stock.name },
        { label: '使用条件', value: `满 ${stock.minimum / 100} 元可用` },
        { label: '有效期至', value: rfc3339(new Date(coupon.validTo)).slice(0, 10) },
      ],
    });
    return coupon;
  });
}

function checkLimits(world: World, stock: FavorStock, shopperId: string): void {
  const state = stateOf(world, stock);
  if (state === 'unactivated') throw new PayError(400, 'INVALID_REQUEST', '批次未激活');
  if (state === 'paused') throw new PayError(403, 'RULE_LIMIT', '批次已暂停发放');
  if (state === 'stoped') throw new PayError(403, 'RULE_LIMIT', '活动未开始或已结束', undefined, 270079533);
  if (stock.sent >= stock.maxCoupons) throw new PayError(403, 'NOT_ENOUGH', '批次预算不足', undefined, 270079534);
  const day = rfc3339(world.clock.now()).slice(0, 10);
  const on = (length: number) => (one: FavorCoupon) =>
    rfc3339(new Date(one.sentAt)).slice(0, length) === day.slice(0, length);
  const hers = world.store.of(favorCoupons).by(shopperId);
  if (hers.filter((one) => one.stockId === stock.stockId).length >= stock.perUser)
    throw new PayError(403, 'RULE_LIMIT', '用户已达最大领券次数', undefined, 270079532);
  const amounts = hers.filter(on(7)).map((one) => world.store.of(favorStocks).get(one.stockId)?.couponAmount ?? 0);
  if (amounts.reduce((sum, one) => sum + one, 0) + stock.couponAmount > mostInMonth)
    throw new PayError(400, 'INVALID_REQUEST', '暂时无法领取，请联系商家处理。');
  if (stock.maxAmountByDay === 0) return;
  const today = [...world.store.of(favorCoupons).all()].filter((one) => one.stockId === stock.stockId && on(10)(one));
  if ((today.length + 1) * stock.couponAmount > stock.maxAmountByDay)
    throw new PayError(403, 'RULE_LIMIT', '发券超过单天限额');
}

/** What a query answers, and, with what it was spent on, what a notification says: no merchant of its own, no openid. */
export function couponJson(world: World, coupon: FavorCoupon): Json {
  const stock = findStock(world, coupon.stockId);
  return {
    stock_creator_mchid: world.credentials.mchid,
    stock_id: coupon.stockId,
    coupon_id: coupon.couponId,
    coupon_name: stock.name,
    status: couponState(world, coupon),
    description: stock.description,
    create_time: rfc3339(new Date(coupon.sentAt)),
    coupon_type: 'NORMAL',
    no_cash: stock.noCash,
    available_begin_time: rfc3339(new Date(coupon.validFrom)),
    available_end_time: rfc3339(new Date(coupon.validTo)),
    singleitem: false,
    normal_coupon_information: { coupon_amount: stock.couponAmount, transaction_minimum: stock.minimum },
    out_request_no: coupon.outRequestNo,
    ...(coupon.usedAt === null
      ? {}
      : {
          consume_information: {
            consume_time: rfc3339(new Date(coupon.usedAt)),
            consume_mchid: world.credentials.mchid,
            transaction_id: coupon.transactionId,
          },
        }),
  };
}
