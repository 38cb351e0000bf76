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
];

export const storesPickers: Pickers = {
  store: picker(async () => (await import('./store-picker.tsx')).StorePicker),
};
