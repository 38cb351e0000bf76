import { rfc3339 } from '../world/clock.ts';
import { canonical, type Json, recordOf, textOf } from '../world/json.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { type Pay, type PayEndpoint, PayError, paramError } from './endpoint.ts';
import { type Promotion, payerTotal, settlementTotal } from './favor/promotion.ts';
import { splitRefund } from './favor/split.ts';
import { notifyUrlOf } from './notify-url.ts';
import { newRefundId, type PayOrder, payOrders, transactions } from './order.ts';
import { checkShape, refundShape } from './shape.ts';

/** Amounts in fen. */
export type Refund = {
  readonly refundId: string;
  readonly outRefundNo: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly refund: number;
  readonly total: number;
  readonly reason: string | null;
  readonly notifyUrl: string | null;
  readonly fingerprint: string;
  readonly createdAt: string;
  /** When the money arrives, or does not. */
  readonly settlesAt: string;
  readonly status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  readonly succeededAt: string | null;
  /** What of it goes to her, and to each promotion of the payment; absent in refunds from before there were any. */
  readonly cash?: number;
  readonly promotions?: readonly (Promotion & { readonly refunded: number })[];
};

export const refunds: TableShape<Refund> = { name: 'refunds', by: (refund) => refund.status };

const yearMs = 365 * 86_400_000;
/** The real one takes from seconds to days; a second is enough to see the state between. Taste. */
const settleMs = 1000;
const maxRefunds = 50;

/**
 * POST /v3/refund/domestic/refunds. The same out_refund_no is the same refund; the sum never exceeds the payment; at most
 * 50 an order, within a year, a minute apart. Acceptance (PROCESSING) is no success: that comes a second later, notified.
 */
export const createRefundEndpoint: PayEndpoint = {
  method: 'POST',
  path: '/v3/refund/domestic/refunds',
  title: '申请退款',
  answer: ({ world }, { body }) => {
    checkShape(body, refundShape);
    const order = readOrder(world, body);
    const wanted = readRefund(world, body, order);
    const known = world.store.of(refunds).get(wanted.outRefundNo);
    if (known) return refundOf(sameRefund(known, wanted));
    checkRules(world, order, wanted);
    const made = world.store.together(() => {
      const refund = { ...wanted, refundId: newRefundId(world) };
      world.store.of(refunds).put(refund.outRefundNo, refund);
      world.store.of(payOrders).put(order.outTradeNo, {
        ...order,
        state: 'REFUND',
        refunded: order.refunded + refund.refund,
        refundCount: order.refundCount + 1,
        lastRefundAt: refund.createdAt,
        returned: addParts(order, refund),
      });
      return refund;
    });
    world.schedule.wake();
    world.bus.tell({ topic: 'payments', id: order.shopperId });
    return refundOf(made);
  },
};

export const queryRefundEndpoint: PayEndpoint = {
  method: 'GET',
  path: '/v3/refund/domestic/refunds/:outRefundNo',
  title: '查询退款',
  answer: ({ world }, { params }) => {
    const refund = world.store.of(refunds).get(params.outRefundNo ?? '');
    if (!refund) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
    return refundOf(refund);
  },
};

/**
 * Somebody at the shop gives money back on the merchant platform: by a number of its own, and without a word to the shop's
 * server unless the platform is told to notify.
 */
export function refundOnPlatform(pay: Pay, outTradeNo: string, amount: number, notify: boolean): Json | null {
  const { world } = pay;
  const order = world.store.of(payOrders).get(outTradeNo);
  if (!order) return null;
  const body = {
    out_trade_no: outTradeNo,
    out_refund_no: `MP${world.store.next('platform-refund')}${outTradeNo}`,
    reason: '商户平台退款',
    amount: { refund: amount, total: order.total, currency: 'CNY' },
    ...(notify ? { notify_url: order.notifyUrl } : {}),
  };
  return createRefundEndpoint.answer(pay, { params: {}, query: {}, body, origin: '' });
}

function readOrder(world: World, body: Json): PayOrder {
  const byTransaction = textOf(body, 'transaction_id');
  const outTradeNo = textOf(body, 'out_trade_no') ?? world.store.of(transactions).get(byTransaction ?? '');
  if (outTradeNo === undefined && byTransaction === undefined) {
    throw paramError('/transaction_id', 'transaction_id 与 out_trade_no 必填其一');
  }
  const order = world.store.of(payOrders).get(outTradeNo ?? '');
  if (!order) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '订单不存在');
  if (order.transactionId === null || order.paidAt === null)
    throw new PayError(400, 'INVALID_REQUEST', '订单未支付，不能退款');
  if (byTransaction !== undefined && byTransaction !== order.transactionId) {
    throw paramError('/transaction_id', 'transaction_id 与 out_trade_no 不是同一笔订单');
  }
  return order;
}

function readRefund(world: World, body: Json, order: PayOrder): Refund {
  const outRefundNo = textOf(body, 'out_refund_no') ?? '';
  if (!/^[0-9A-Za-z_\-|*@]{1,64}$/.test(outRefundNo))
    throw paramError('/out_refund_no', '商户退款单号应为 1 到 64 位的数字、字母或 _-|*@');
  const reason = body.reason === undefined ? null : (textOf(body, 'reason') ?? '');
  if (reason !== null && (reason === '' || [...reason].length > 80))
    throw paramError('/reason', '退款原因应为 1 到 80 个字符');
  const amount = recordOf(body, 'amount') ?? {};
  const { refund, total, currency } = amount;
  if (typeof refund !== 'number' || !Number.isInteger(refund) || refund < 1)
    throw paramError('/amount/refund', '退款金额应为不小于 1 的整数，单位为分');
  if (total !== order.total) throw paramError('/amount/total', '原订单金额与支付金额不一致');
  if (currency !== 'CNY') throw paramError('/amount/currency', '币种只支持 CNY');
  const notifyUrl = body.notify_url === undefined ? null : notifyUrlOf(world, textOf(body, 'notify_url') ?? '');
  const now = world.clock.now();
  return {
    refundId: '',
    outRefundNo,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId ?? '',
    refund,
    total: order.total,
    reason,
    notifyUrl,
    fingerprint: canonical({ outTradeNo: order.outTradeNo, refund }),
    createdAt: now.toISOString(),
    settlesAt: new Date(now.getTime() + settleMs).toISOString(),
    status: 'PROCESSING',
    succeededAt: null,
    ...partsOf(order, refund),
  };
}

/** How it falls on her money and on what came off, after what went back before. */
function partsOf(order: PayOrder, refund: number): Pick<Refund, 'cash' | 'promotions'> {
  const { promotions = [], returned = { cash: 0, promotions: [] } } = order;
  const cash = { amount: payerTotal(order), returned: returned.cash };
  const given = promotions.map(({ amount }, at) => ({ amount, returned: returned.promotions[at] ?? 0 }));
  const split = splitRefund(refund, cash, given);
  return {
    cash: split.cash,
    promotions: promotions.map((one, at) => ({ ...one, refunded: split.promotions[at] ?? 0 })),
  };
}

/** `sign` -1 takes it out again: a refund that was closed. */
export function addParts(order: PayOrder, refund: Refund, sign = 1): PayOrder['returned'] {
  const { promotions = [], returned = { cash: 0, promotions: [] } } = order;
  return {
    cash: returned.cash + sign * cashOf(refund),
    promotions: promotions.map((_, at) => {
      return (returned.promotions[at] ?? 0) + sign * (refund.promotions?.[at]?.refunded ?? 0);
    }),
  };
}

export const cashOf = ({ cash, refund }: Refund): number => cash ?? refund;

/** What of it the merchant gives: without what it was never settled. */
export function settlementRefund({ refund, promotions = [] }: Refund): number {
  return promotions.reduce((rest, { type, refunded }) => (type === 'NOCASH' ? rest - refunded : rest), refund);
}

export function refundAmounts(refund: Refund): Json {
  return { payer_total: payerTotal(refund), payer_refund: cashOf(refund) };
}

function sameRefund(known: Refund, wanted: Refund): Refund {
  if (known.fingerprint !== wanted.fingerprint) {
    throw new PayError(400, 'INVALID_REQUEST', '商户退款单号重复，且订单或金额与之前不一致');
  }
  return known;
}

function checkRules(world: World, order: PayOrder, wanted: Refund): void {
  const now = world.clock.now().getTime();
  const faults = world.faults.get();
  if (order.refunded >= order.total) throw new PayError(400, 'INVALID_REQUEST', '订单已全额退款');
  if (order.refunded + wanted.refund > order.total) throw new PayError(400, 'INVALID_REQUEST', '退款金额大于可退金额');
  if (order.refundCount >= maxRefunds) throw new PayError(400, 'INVALID_REQUEST', '退款次数超过 50 次');
  if (now - new Date(order.paidAt ?? 0).getTime() > yearMs)
    throw new PayError(400, 'INVALID_REQUEST', '订单已超过可退款的最长期限（一年）');
  const sinceLast = now - new Date(order.lastRefundAt ?? 0).getTime();
  if (faults.refundSpacing && order.lastRefundAt !== null && sinceLast < 60_000) {
    throw new PayError(429, 'FREQUENCY_LIMITED', '同一笔订单的两次退款需间隔 1 分钟以上');
  }
  if (faults.refundNotEnough) throw new PayError(403, 'NOT_ENOUGH', '商户可用余额不足');
}

function refundOf(refund: Refund): Json {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: refund.transactionId,
    out_trade_no: refund.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    ...(refund.succeededAt === null ? {} : { success_time: rfc3339(new Date(refund.succeededAt)) }),
    create_time: rfc3339(new Date(refund.createdAt)),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      total: refund.total,
      refund: refund.refund,
      ...refundAmounts(refund),
      settlement_refund: settlementRefund(refund),
      settlement_total: settlementTotal(refund),
      discount_refund: refund.refund - cashOf(refund),
      currency: 'CNY',
      from: [],
    },
    promotion_detail: (refund.promotions ?? []).map(({ couponId, amount, type, refunded }) => ({
      promotion_id: couponId,
      scope: 'GLOBAL',
      type: type === 'CASH' ? 'COUPON' : 'DISCOUNT',
      amount,
      refund_amount: refunded,
    })),
  };
}
