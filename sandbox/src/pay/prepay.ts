import { shopperByOpenid } from '../phone/shopper.ts';
import { appById } from '../world/apps.ts';
import { parseRfc3339 } from '../world/clock.ts';
import { canonical, type Json, recordOf, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { type PayEndpoint, PayError, paramError } from './endpoint.ts';
import { notifyUrlOf } from './notify-url.ts';
import { newPrepayId, orderNow, type PayOrder, payOrders, prepays } from './order.ts';
import { checkShape, prepayShape } from './shape.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The platform's rule. */
const prepayLivesMs = 2 * 60 * minuteMs;

/**
 * POST /v3/pay/transactions/jsapi → `{prepay_id}`, good for two hours. The same parameters again give a fresh prepay_id.
 * Numbers and words of the refusals: wechatpay-skills (2026-04-28); community 0000ceee….
 */
export const prepayEndpoint: PayEndpoint = {
  method: 'POST',
  path: '/v3/pay/transactions/jsapi',
  title: '统一下单（JSAPI）',
  answer: ({ world }, { body }) => {
    checkShape(body, prepayShape);
    const wanted = readOrder(world, body);
    const known = orderNow(world, wanted.outTradeNo);
    if (known) checkRepeat(known, wanted);
    const prepayId = world.store.together(() => {
      forgetExpired(world);
      const id = newPrepayId(world);
      const expiresAt = new Date(world.clock.now().getTime() + prepayLivesMs).toISOString();
      if (!known) world.store.of(payOrders).put(wanted.outTradeNo, wanted);
      world.store.of(prepays).put(id, { prepayId: id, outTradeNo: wanted.outTradeNo, expiresAt });
      return id;
    });
    return { prepay_id: prepayId };
  },
};

/** Long expired prepay ids say "expired" for a day, then they are unknown. */
function forgetExpired(world: World): void {
  const now = world.clock.now().getTime();
  for (const prepay of world.store.of(prepays).all()) {
    if (now - new Date(prepay.expiresAt).getTime() < dayMs) break;
    world.store.of(prepays).drop(prepay.prepayId);
  }
}

function checkRepeat(known: PayOrder, wanted: PayOrder): void {
  if (known.state === 'CLOSED') {
    const byTime = known.closedAt === undefined;
    throw byTime
      ? new PayError(400, 'ORDER_CLOSED', '该订单已失效，请使用新的商户订单号下单', undefined, 268447914)
      : new PayError(400, 'ORDER_CLOSED', '该订单已关闭，请使用新的商户订单号下单', undefined, 268447913);
  }
  if (known.state !== 'NOTPAY') throw new PayError(400, 'INVALID_REQUEST', '该订单已支付', undefined, 268498689);
  if (known.fingerprint !== wanted.fingerprint) {
    throw new PayError(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致', undefined, 268498688);
  }
}

function readOrder(world: World, body: Json): PayOrder {
  if (required(body, 'mchid', 32) !== world.credentials.mchid)
    throw new PayError(400, 'MCH_NOT_EXISTS', '商户号不存在');
  const app = appById(world, required(body, 'appid', 32));
  if (!app) throw new PayError(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  const description = required(body, 'description', 127);
  const outTradeNo = required(body, 'out_trade_no', 32);
  if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(outTradeNo))
    throw paramError('/out_trade_no', '商户订单号应为 6 到 32 位的数字、字母或 _-|*');
  const amount = recordOf(body, 'amount') ?? {};
  const total = amount.total;
  if (typeof total !== 'number' || !Number.isInteger(total) || total < 1)
    throw paramError('/amount/total', '订单金额应为不小于 1 的整数，单位为分');
  if (amount.currency !== undefined && amount.currency !== 'CNY')
    throw paramError('/amount/currency', '币种只支持 CNY');
  const openid = textOf(recordOf(body, 'payer') ?? {}, 'openid');
  const shopper = openid === undefined ? undefined : shopperByOpenid(world, app, openid);
  if (openid === undefined || !shopper) throw paramError('/payer/openid', '无效的openid');
  checkDetails(body);
  const now = world.clock.now();
  return {
    outTradeNo,
    shopperId: shopper.id,
    appid: app.appid,
    openid,
    description,
    attach: optional(body, 'attach', 128),
    notifyUrl: notifyUrlOf(world, required(body, 'notify_url', 255)),
    total,
    fingerprint: fingerprintOf(body),
    createdAt: now.toISOString(),
    payableUntil: payableUntil(body, now).toISOString(),
    state: 'NOTPAY',
    transactionId: null,
    paidAt: null,
    refunded: 0,
    refundCount: 0,
    lastRefundAt: null,
  };
}

function required(body: Json, key: string, max: number): string {
  const value = textOf(body, key);
  if (value === undefined || value === '') throw paramError(`/${key}`, `缺少必填参数 ${key}`);
  if ([...value].length > max) throw paramError(`/${key}`, `${key} 超过 ${max} 个字符`);
  return value;
}

function optional(body: Json, key: string, max: number): string | null {
  return body[key] === undefined ? null : required(body, key, max);
}

function checkDetails(body: Json): void {
  const { detail } = body;
  if (detail !== undefined && Buffer.byteLength(JSON.stringify(detail)) > 6000) {
    throw paramError('/detail', 'detail 超过 6000 字节');
  }
}

/** Earlier than a minute from now is raised to that, later than 90 days is cut; without it, seven days. */
function payableUntil(body: Json, now: Date): Date {
  if (body.time_expire === undefined) return new Date(now.getTime() + 7 * dayMs);
  const asked = parseRfc3339(textOf(body, 'time_expire') ?? '');
  if (!asked) throw paramError('/time_expire', '时间应为 RFC 3339 格式，如 2018-06-08T10:34:56+08:00');
  const ms = Math.min(Math.max(asked.getTime(), now.getTime() + minuteMs), now.getTime() + 90 * dayMs);
  return new Date(ms);
}

/** `time_expire` counts at the first call only, so it may differ later. */
function fingerprintOf(body: Json): string {
  return canonical({ ...body, time_expire: null });
}
