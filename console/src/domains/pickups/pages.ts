import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const pickupsPages: readonly Page[] = [
  {
    path: '/pickup-desk',
    title: words('自提核销', 'Pickup desk'),
    needs: 'pickups.read',
    group: 'orders',
    order: 6,
    load: async () => (await import('./pickup-desk.tsx')).PickupDesk,
  },
  {
    path: '/pickups',
    title: words('自提单', 'Pickups'),
    needs: 'pickups.read',
    group: 'orders',
    order: 5,
    load: async () => (await import('./pickup-list.tsx')).PickupList,
  },
];
