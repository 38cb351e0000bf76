import { pushEvent } from '../mp/push.ts';
import { type PayOrder, payOrders } from '../pay/order.ts';
import { mainApp } from '../world/apps.ts';
import type { Duty } from '../world/schedule.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { shipments } from './shipment.ts';

const withinMs = 48 * 3_600_000;

/** out_trade_no → when it was paid. Time goes forward, so the first row is the one that is due first. */
const toShip: TableShape<string> = { name: 'to-ship' };

/** From here on the platform waits to hear that the goods of a payment left. */
export function awaitShipping(world: World, { outTradeNo, paidAt }: PayOrder): void {
  if (paidAt !== null) world.store.of(toShip).put(outTradeNo, paidAt);
  world.schedule.wake();
}

export function noLongerAwaited(world: World, { outTradeNo }: PayOrder): void {
  world.store.of(toShip).drop(outTradeNo);
}

/**
 * trade_manage_remind_shipping: once, 48 hours after a payment of which nobody told that it left; only a merchant who has
 * shipped before is reminded so.
 */
export function remindShipping(world: World): Duty {
  return {
    next: () => {
      const first = firstOf(world);
      return first === null ? null : new Date(new Date(first.paidAt).getTime() + withinMs);
    },
    run: async (now) => {
      for (let one = firstOf(world); one !== null; one = firstOf(world)) {
        if (new Date(one.paidAt).getTime() + withinMs > now.getTime()) return;
        noLongerAwaited(world, one.order);
        if (one.order.refunded < one.order.total && world.store.of(shipments).size() > 0) remind(world, one.order);
      }
    },
  };
}

function firstOf(world: World): { readonly order: PayOrder; readonly paidAt: string } | null {
  for (const outTradeNo of world.store.of(toShip).ids()) {
    const order = world.store.of(payOrders).get(outTradeNo);
    if (order?.paidAt) return { order, paidAt: order.paidAt };
    world.store.of(toShip).drop(outTradeNo);
  }
  return null;
}

function remind(world: World, order: PayOrder): void {
  pushEvent(world, order.appid ?? mainApp(world).appid, order.openid, 'trade_manage_remind_shipping', {
    transaction_id: order.transactionId,
    merchant_id: world.credentials.mchid,
    merchant_trade_no: order.outTradeNo,
    pay_time: String(Math.floor(new Date(order.paidAt ?? order.createdAt).getTime() / 1000)),
    msg: '订单已支付超过 48 小时，请尽快发货并上传发货信息',
  });
}
