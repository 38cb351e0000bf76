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
  {
    path: '/coupon-desk',
    title: words('券核销', 'Coupon desk'),
    needs: 'pickups.read',
    group: 'orders',
    order: 8,
    load: async () => (await import('./coupon-desk.tsx')).CouponDesk,
  },
  {
    path: '/coupon-verifications',
    title: words('券核销记录', 'Coupons at stores'),
    needs: 'pickups.read',
    group: 'orders',
    order: 9,
    load: async () => (await import('./verification-list.tsx')).VerificationList,
  },
];
