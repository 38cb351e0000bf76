import type { Domain } from '../../platform/domain.ts';
import { actOnDue } from './after-sales/due.ts';
import { afterSalesRoutes } from './after-sales/routes.ts';
import { cartBelonging, orderBelonging } from './belongings.ts';
import { cancelExpired } from './cancel.ts';
import { followOrders } from './card/follow.ts';
import { onCardFailed } from './card/on-send-result.ts';
import { tellCards } from './card/tell.ts';
import { editRoutes } from './edit/routes.ts';
import { orderErrors } from './errors.ts';
import {
  afterSaleMoved,
  cartLeft,
  giftsGiven,
  giftsRegained,
  orderCancelled,
  orderChanged,
  orderPaid,
  orderPlaced,
  orderReady,
  orderReceived,
  orderRefunded,
  orderRefundReduced,
  orderRefundRefused,
  orderShipped,
  ordersImported,
  refundSplit,
  restShipped,
  shipmentCorrected,
} from './events.ts';
import { tellLeftCarts } from './left-carts.ts';
import { reconcileDays } from './money/reconcile.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { discountedPeople, discountOutcomes } from './outcomes.ts';
import { askForPayments } from './payment/ask.ts';
import { mountNotify } from './payment/notify.ts';
import { pickupRoutes } from './pickup/routes.ts';
import type { OrderPorts } from './ports.ts';
import { handOverRefunds } from './refund/hand-over.ts';
import { askForSplits } from './refund/split.ts';
import { adminRoutes } from './routes.admin.ts';
import { moneyRoutes } from './routes.money.ts';
import { type SettingsPorts, settingsRoutes } from './routes.settings.ts';
import { shopRoutes } from './routes.shop.ts';
import { onReminded, onSettlement } from './shipment/on-pushed.ts';
import { receiveOverdue } from './shipment/receive.ts';
import { shipmentRoutes } from './shipment/routes.ts';
import { noteApps } from './shipment/set-up-apps.ts';
import { uploadShipments } from './shipment/upload.ts';
import { shopForm } from './shop-form.ts';
import { simulationRoutes } from './simulate/routes.ts';
import { orderWork } from './work.ts';

export { listOrders } from './list-admin.ts';
export { serviceTill } from './services/till.ts';
export { sentParcels } from './shipment/sent-parcels.ts';

export function orders(ports: OrderPorts & SettingsPorts): Domain {
  return {
    name: 'orders',
    routes: [
      ...shopRoutes(ports),
      ...adminRoutes(ports),
      ...shipmentRoutes(ports),
      ...moneyRoutes,
      ...settingsRoutes(ports),
      ...afterSalesRoutes,
      ...editRoutes(ports),
      ...simulationRoutes(ports),
      ...pickupRoutes,
    ],
    listeners: [onMemberMerged, followOrders],
    belongings: [orderBelonging, cartBelonging],
    sweeps: [
      askForPayments(ports),
      cancelExpired(ports),
      uploadShipments(ports),
      receiveOverdue,
      tellCards(ports),
      handOverRefunds(ports),
      askForSplits(ports),
      actOnDue,
      reconcileDays(ports),
      tellLeftCarts,
    ],
    errors: orderErrors,
    forms: { 'orders.shop': shopForm },
    work: orderWork,
    prepare: noteApps,
    facts: [
      afterSaleMoved,
      cartLeft,
      giftsGiven,
      giftsRegained,
      orderCancelled,
      orderChanged,
      orderPaid,
      orderPlaced,
      orderReady,
      orderReceived,
      orderRefunded,
      orderRefundReduced,
      orderRefundRefused,
      ordersImported,
      orderShipped,
      refundSplit,
      restShipped,
      shipmentCorrected,
    ],
    pushed: {
      trade_manage_order_settlement: onSettlement,
      trade_manage_remind_shipping: onReminded,
      notify_service_msg_send_result: onCardFailed,
    },
    people: [discountedPeople],
    outcomes: discountOutcomes,
    web: (app, ctx) => mountNotify(app, ctx, ports),
  };
}
