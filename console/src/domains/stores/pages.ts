import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const storesPages: readonly Page[] = [
  {
    path: '/stores',
    title: words('门店', 'Stores'),
    needs: 'stores.read',
    group: 'orders',
    order: 7,
    load: async () => (await import('./store-list.tsx')).StoreList,
  },
  {
    path: '/stores/new',
    title: words('新建门店', 'New store'),
    needs: 'stores.write',
    load: async () => (await import('./store-form.tsx')).StoreForm,
  },
  {
    path: '/stores/:id',
    title: words('门店', 'Store'),
    needs: 'stores.read',
    load: async () => (await import('./store-form.tsx')).StoreForm,
  },
  {
    path: '/delivery-areas',
    title: words('配送区域', 'Delivery areas'),
    needs: 'pricing.read',
    group: 'orders',
    order: 7.5,
    load: async () => (await import('./area-list.tsx')).AreaList,
  },
  {
    path: '/delivery-areas/new',
    title: words('新建配送区域', 'New delivery area'),
    needs: 'pricing.write',
    load: async () => (await import('./area-form.tsx')).AreaForm,
  },
  {
    path: '/delivery-areas/:id',
    title: words('配送区域', 'Delivery area'),
    needs: 'pricing.read',
    load: async () => (await import('./area-form.tsx')).AreaForm,
  },
];

export const storesPickers: Pickers = {
  store: picker(async () => (await import('./store-picker.tsx')).StorePicker),
};
