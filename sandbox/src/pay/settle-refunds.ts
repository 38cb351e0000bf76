import { postNotice } from '../messages/notice.ts';
import { rfc3339 } from '../world/clock.ts';
import type { Json } from '../world/json.ts';
import type { Duty } from '../world/schedule.ts';
import type { World } from '../world/world.ts';
import type { Pay } from './endpoint.ts';
import { returnCoupons } from './favor/promotion.ts';
import { payOrders } from './order.ts';
import { addParts, cashOf, type Refund, refundAmounts, refunds } from './refund.ts';

/** Ends refunds whose time has come: the money arrives at the payer, or (by a fault) does not; the merchant is told. */
export function settleRefunds(pay: Pay): Duty {
  const waiting = (): readonly Refund[] => pay.world.store.of(refunds).by('PROCESSING');
  return {
    next: () => {
      const first = Math.min(...waiting().map((refund) => new Date(refund.settlesAt).getTime()));
      return Number.isFinite(first) ? new Date(first) : null;
    },
    run: async (now) => {
      const due = waiting().filter((refund) => new Date(refund.settlesAt) <= now);
      await Promise.all(due.map(async (refund) => settle(pay, refund)));
    },
  };
}

async function settle({ world, notifier }: Pay, refund: Refund): Promise<void> {
  const status = world.faults.get().refundResult;
  const succeededAt = status === 'SUCCESS' ? world.clock.now().toISOString() : null;
  const settled: Refund = { ...refund, status, succeededAt };
  world.store.together(() => {
    world.store.of(refunds).put(refund.outRefundNo, settled);
    if (status === 'CLOSED') giveBack(world, refund);
    if (status === 'SUCCESS') tellPayer(world, refund);
    const order = world.store.of(payOrders).get(refund.outTradeNo);
    if (status === 'SUCCESS' && order && refund.refund === order.total) returnCoupons(world, order);
  });
  if (refund.notifyUrl === null) return;
  await notifier.queue({
    url: refund.notifyUrl,
    eventType: `REFUND.${status}`,
    summary: summaries[status],
    originalType: 'refund',
    resource: resourceOf(world, settled),
  });
}

const summaries = { SUCCESS: '退款成功', ABNORMAL: '退款异常', CLOSED: '退款关闭' } as const;

/** A closed refund took nothing: the amount may be asked for again. */
function giveBack(world: World, refund: Refund): void {
  const order = world.store.of(payOrders).get(refund.outTradeNo);
  if (!order) return;
  const refunded = order.refunded - refund.refund;
  const returned = addParts(order, refund, -1);
  const state = refunded > 0 ? 'REFUND' : 'SUCCESS';
  world.store.of(payOrders).put(order.outTradeNo, { ...order, refunded, returned, state });
}

function tellPayer(world: World, refund: Refund): void {
  const order = world.store.of(payOrders).get(refund.outTradeNo);
  if (!order) return;
  postNotice(world, {
    shopperId: order.shopperId,
    chat: 'pay',
    title: '退款到账通知',
    amount: cashOf(refund),
    fields: [
      { label: '退款方式', value: '退回零钱' },
      { label: '商品', value: order.description },
      { label: '退款原因', value: refund.reason ?? '商户退款' },
      { label: '交易单号', value: refund.transactionId },
    ],
  });
  world.bus.tell({ topic: 'payments', id: order.shopperId });
}

/** The plaintext of a refund notification: `refund_status`, not `status`. */
function resourceOf(world: World, refund: Refund): Json {
  return {
    mchid: world.credentials.mchid,
    transaction_id: refund.transactionId,
    out_trade_no: refund.outTradeNo,
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    refund_status: refund.status,
    ...(refund.succeededAt === null ? {} : { success_time: rfc3339(new Date(refund.succeededAt)) }),
    user_received_account: '支付用户零钱',
    amount: {
      total: refund.total,
      refund: refund.refund,
      ...refundAmounts(refund),
    },
  };
}
