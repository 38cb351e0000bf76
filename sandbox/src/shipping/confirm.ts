import { pushEvent } from '../mp/push.ts';
import { type PayOrder, payOrders, transactions } from '../pay/order.ts';
import { mainApp } from '../world/apps.ts';
import type { Json } from '../world/json.ts';
import type { Duty } from '../world/schedule.ts';
import type { World } from '../world/world.ts';
import { type Shipment, shipments } from './shipment.ts';

const dayMs = 86_400_000;
/** Express settles ten days after it left, everything else after two (community 000e0ceb0843…, 000688fc08c0…). */
const daysToConfirm = ({ logisticsType }: Shipment): number => (logisticsType === 1 ? 10 : 2);

/** She, or the platform for her, says that it has come. Null when there is nothing to confirm. */
export function confirmReceipt(world: World, order: PayOrder, by: 'shopper' | 'platform'): Shipment | null {
  const shipment = world.store.of(shipments).get(order.transactionId ?? '');
  if (!shipment?.complete || shipment.confirmedAt !== undefined || order.refunded >= order.total) return null;
  const confirmedAt = by === 'platform' ? autoConfirmAt(shipment) : world.clock.now();
  const confirmed: Shipment = { ...shipment, confirmedAt: confirmedAt.toISOString(), confirmedBy: by };
  world.store.of(shipments).put(shipment.transactionId, confirmed);
  tellSettlement(world, order, confirmed);
  return confirmed;
}

/** What nobody confirmed is confirmed by the platform; what was given back meanwhile is none of its business any more. */
export function autoConfirm(world: World): Duty {
  const open = () =>
    world.store
      .of(shipments)
      .by('open')
      .flatMap((shipment) => {
        const order = payOrderOf(world, shipment.transactionId);
        return order && order.refunded < order.total ? [{ order, at: autoConfirmAt(shipment) }] : [];
      });
  return {
    next: () => open().reduce<Date | null>((first, { at }) => (first === null || at < first ? at : first), null),
    run: async (now) => {
      for (const { order, at } of open()) if (at <= now) confirmReceipt(world, order, 'platform');
    },
  };
}

/** trade_manage_order_settlement: at shipping without a confirmation, and again with it. Times are seconds, as texts. */
export function tellSettlement(world: World, order: PayOrder, shipment: Shipment): void {
  const appid = order.appid ?? mainApp(world).appid;
  const seconds = (iso: string | undefined): string =>
    iso === undefined ? '' : String(Math.floor(new Date(iso).getTime() / 1000));
  const confirmation: Json =
    shipment.confirmedAt === undefined
      ? { estimated_settlement_time: seconds(autoConfirmAt(shipment).toISOString()) }
      : {
          confirm_receive_method: shipment.confirmedBy === 'platform' ? 1 : 2,
          confirm_receive_time: seconds(shipment.confirmedAt),
          settlement_time: seconds(shipment.confirmedAt),
        };
  pushEvent(world, appid, order.openid, 'trade_manage_order_settlement', {
    transaction_id: order.transactionId,
    merchant_id: world.credentials.mchid,
    merchant_trade_no: order.outTradeNo,
    pay_time: seconds(order.paidAt ?? order.createdAt),
    shipped_time: seconds(shipment.shippedAt),
    ...confirmation,
  });
}

function autoConfirmAt(shipment: Shipment): Date {
  return new Date(new Date(shipment.shippedAt ?? shipment.uploadTime).getTime() + daysToConfirm(shipment) * dayMs);
}

function payOrderOf(world: World, transactionId: string): PayOrder | undefined {
  return world.store.of(payOrders).get(world.store.of(transactions).get(transactionId) ?? '');
}
