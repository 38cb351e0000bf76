// orders owns what was bought: cart, checkout by group commit, payment, shipment and refunds. What happens to an order is
// told by the facts in events.ts. A statement stands beside the one use case it serves; those of several are in read.ts.
export { buyers } from './buyers.ts';
export { cancelOrder } from './cancel.ts';
export { haveBought } from './have-bought.ts';
export { heldOrders } from './hold.ts';
export { type ImportedOrder, importOrders } from './import-orders.ts';
export { type OrderMarks, readOrderMarks } from './order-marks.ts';
export { pickups } from './pickup/pickups.ts';
export { received } from './received-lines.ts';
export { giveAllBack } from './refund/give-all-back.ts';
export { giveRefund as refundOrder } from './refund/request.ts';
