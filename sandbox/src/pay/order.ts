import { mainApp } from '../world/apps.ts';
import { rfc3339, stamp } from '../world/clock.ts';
import type { Json } from '../world/json.ts';
import { digits, hex, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { type Promotion, payerTotal, promotionJson } from './favor/promotion.ts';

/** A payment order as the platform keeps it. Amounts in fen. */
export type PayOrder = {
  readonly outTradeNo: string;
  readonly shopperId: string;
  /** The app it was opened in, and the payer's openid there. Absent in orders from before there were several apps. */
  readonly appid?: string;
  readonly openid: string;
  readonly description: string;
  readonly attach: string | null;
  readonly notifyUrl: string;
  readonly total: number;
  /** What was asked for at first: a second prepay must say the same. */
  readonly fingerprint: string;
  readonly createdAt: string;
  /** The last moment at which it can be paid (`time_expire`, or seven days). */
  readonly payableUntil: string;
  readonly state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED';
  /** When the merchant closed it; absent where the platform did, after its days. */
  readonly closedAt?: string;
  /** What came off what she pays; absent where nothing did. */
  readonly promotions?: readonly Promotion[];
  /** Of what was asked back, what went to her and to each of `promotions`; absent before the first. */
  readonly returned?: { readonly cash: number; readonly promotions: readonly number[] };
  readonly transactionId: string | null;
  readonly paidAt: string | null;
  /** The sum of refunds that are under way or done. */
  readonly refunded: number;
  readonly refundCount: number;
  readonly lastRefundAt: string | null;
};

export type Prepay = { readonly prepayId: string; readonly outTradeNo: string; readonly expiresAt: string };

export const payOrders: TableShape<PayOrder> = { name: 'pay-orders', by: (order) => order.shopperId };
export const prepays: TableShape<Prepay> = { name: 'prepays' };
/** transaction_id → out_trade_no */
export const transactions: TableShape<string> = { name: 'transactions' };

/** Seven days after it was made, what nobody paid is closed (订单状态流转 of wechatpay-skills, 2026-04-28). */
const livesMs = 7 * 86_400_000;

/** The order as it stands by now. */
export function orderNow(world: World, outTradeNo: string): PayOrder | undefined {
  const order = world.store.of(payOrders).get(outTradeNo);
  if (order?.state !== 'NOTPAY') return order;
  const until = Math.max(new Date(order.createdAt).getTime() + livesMs, new Date(order.payableUntil).getTime());
  return world.clock.now().getTime() > until ? { ...order, state: 'CLOSED' } : order;
}

const stateNames = { NOTPAY: '订单未支付', SUCCESS: '支付成功', REFUND: '转入退款', CLOSED: '订单已关闭' } as const;

/** The query answer, and the plaintext of a payment notification. Before payment only ids, state and amount. */
export function tradeOf(world: World, order: PayOrder): Json {
  const head = {
    appid: order.appid ?? mainApp(world).appid,
    mchid: world.credentials.mchid,
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: stateNames[order.state],
  };
  if (order.paidAt === null) return { ...head, amount: { total: order.total, currency: 'CNY' }, payer: {} };
  return {
    ...head,
    transaction_id: order.transactionId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    ...(order.attach === null ? {} : { attach: order.attach }),
    success_time: rfc3339(new Date(order.paidAt)),
    payer: { openid: order.openid },
    amount: {
      total: order.total,
      payer_total: payerTotal(order),
      currency: 'CNY',
      payer_currency: 'CNY',
    },
    ...(order.promotions === undefined ? {} : { promotion_detail: order.promotions.map(promotionJson) }),
  };
}

/** `wx` + time + hex, 36 characters, as `wx26112221580621e9b071c00d9e093b0000`. */
export function newPrepayId(world: World): string {
  const number = world.store.next('prepay');
  return `wx${stamp(world.clock.now()).slice(2)}${seeded(world.seed, 'prepay', number, 18, hex)}0000`;
}

/** 28 digits: 4200, a serial part, the day, a serial part. */
export function newTransactionId(world: World): string {
  const number = world.store.next('transaction');
  const day = stamp(world.clock.now()).slice(0, 8);
  return `4200${seeded(world.seed, 'transaction', number, 6, digits)}${day}${String(number).padStart(10, '0')}`;
}

/** 29 digits: 5030, a serial part, the day, a serial part. */
export function newRefundId(world: World): string {
  const number = world.store.next('refund');
  const day = stamp(world.clock.now()).slice(0, 8);
  return `5030${seeded(world.seed, 'refund', number, 6, digits)}${day}${String(number).padStart(11, '0')}`;
}
