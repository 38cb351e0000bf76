// What other domains may use of orders: the list of someone's orders and one of them beside it.
export { OrderDrawer } from './order-drawer.tsx';
export { loadOrders, type OrderRow, useOrderColumns } from './order-list.tsx';
export { slotText } from './order-slot.ts';
