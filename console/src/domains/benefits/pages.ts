import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const benefitsPages: readonly Page[] = [
  {
    path: '/packages',
    title: words('礼包', 'Packages'),
    needs: 'benefits.read',
    group: 'benefits',
    order: 1.8,
    load: async () => (await import('./package-list.tsx')).PackageList,
  },
  {
    path: '/grants',
    title: words('权益账本', 'Benefit ledger'),
    needs: 'benefits.read',
    group: 'benefits',
    order: 3,
    load: async () => (await import('./grant-list.tsx')).GrantList,
  },
  {
    path: '/budgets',
    title: words('预算', 'Budgets'),
    needs: 'benefits.read',
    group: 'benefits',
    order: 4,
    load: async () => (await import('./budget-list.tsx')).BudgetList,
  },
];

/** What of the domain forms pick. */
export const benefitsPickers: Pickers = {
  budget: picker(async () => (await import('./budget-picker.tsx')).BudgetPicker),
};
