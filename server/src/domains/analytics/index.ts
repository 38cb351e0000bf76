// Analytics owns what is known about behaviour: event intake, the event store's tables, and the reports over them.

export { type Buyer, type BuyersInput, buyersAsOf } from './buyers.ts';
export { ORDER_PAID, ORDER_REFUNDED } from './event.ts';
export { runFunnel } from './funnel.ts';
export { runOverview } from './overview.ts';
export { runRepurchase } from './repurchase.ts';
export { runRetention } from './retention.ts';
export { type PersonEvent, personTimeline } from './timeline.ts';
