import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const pricingPages: readonly Page[] = [
  {
    path: '/promotions',
    title: words('优惠活动', 'Promotions'),
    needs: 'pricing.read',
    group: 'pricing',
    load: async () => (await import('./promotion-list.tsx')).PromotionList,
  },
  {
    path: '/promotions/new',
    title: words('新建优惠活动', 'New promotion'),
    needs: 'pricing.write',
    load: async () => (await import('./promotion-form.tsx')).PromotionForm,
  },
  {
    path: '/promotions/overlaps',
    title: words('优惠重叠', 'Overlaps'),
    needs: 'pricing.read',
    group: 'pricing',
    load: async () => (await import('./overlap/overlap-list.tsx')).OverlapList,
  },
  {
    path: '/promotions/simulator',
    title: words('价格试算', 'Price simulator'),
    needs: 'pricing.read',
    group: 'pricing',
    load: async () => (await import('./simulator/simulator-page.tsx')).SimulatorPage,
  },
  {
    path: '/promotions/:id',
    title: words('优惠活动', 'Promotion'),
    needs: 'pricing.read',
    load: async () => (await import('./promotion-form.tsx')).PromotionForm,
  },
  {
    path: '/freight-templates',
    title: words('运费模板', 'Freight'),
    needs: 'pricing.read',
    group: 'orders',
    order: 9,
    load: async () => (await import('./freight-list.tsx')).FreightList,
  },
];

/** What of the domain forms pick. */
export const pricingPickers: Pickers = {
  region: picker(async () => (await import('./region-picker.tsx')).RegionPicker),
  promotion: picker(async () => (await import('./promotion-picker.tsx')).PromotionPicker),
  freight_template: picker(async () => (await import('./freight-picker.tsx')).FreightPicker),
};
