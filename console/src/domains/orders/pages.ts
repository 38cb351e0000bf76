import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const ordersPages: readonly Page[] = [
  {
    path: '/orders',
    title: words('订单', 'Orders'),
    needs: 'orders.read',
    group: 'orders',
    load: async () => (await import('./order-list.tsx')).OrderList,
  },
  {
    path: '/orders/:id',
    title: words('订单详情', 'Order'),
    needs: 'orders.read',
    load: async () => (await import('./order-page.tsx')).OrderPage,
  },
  {
    path: '/slips',
    title: words('拣货与装箱单', 'Picking and packing slips'),
    needs: 'orders.read',
    load: async () => (await import('./slips-page.tsx')).SlipsPage,
  },
  {
    path: '/refunds',
    title: words('售后', 'After-sales'),
    needs: 'orders.read',
    group: 'orders',
    load: async () => (await import('./refund-list.tsx')).RefundList,
  },
  {
    path: '/refunds/:id',
    title: words('售后单', 'After-sale'),
    needs: 'orders.read',
    load: async () => (await import('./refund-page.tsx')).RefundPage,
  },
  {
    path: '/reconciliation',
    title: words('对账', 'Reconciliation'),
    needs: 'money.read',
    group: 'orders',
    load: async () => (await import('./reconciliation.tsx')).Reconciliation,
  },
];
