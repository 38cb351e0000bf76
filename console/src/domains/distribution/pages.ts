import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const distributionPages: readonly Page[] = [
  {
    path: '/distributors',
    title: words('分销员', 'Distributors'),
    needs: 'distribution.read',
    group: 'distribution',
    load: async () => (await import('./distributor-list.tsx')).DistributorList,
  },
  {
    path: '/distributors/:id',
    title: words('分销员', 'Distributor'),
    needs: 'distribution.read',
    load: async () => (await import('./distributor-page.tsx')).DistributorPage,
  },
  {
    path: '/commissions',
    title: words('佣金明细', 'Commissions'),
    needs: 'distribution.read',
    group: 'distribution',
    load: async () => (await import('./commission-list.tsx')).CommissionList,
  },
  {
    path: '/withdrawals',
    title: words('提现', 'Withdrawals'),
    needs: 'distribution.read',
    group: 'distribution',
    load: async () => (await import('./withdrawal-list.tsx')).WithdrawalList,
  },
  {
    path: '/commission-plans',
    title: words('佣金方案', 'Commission plans'),
    needs: 'distribution.read',
    group: 'distribution',
    load: async () => (await import('./plan-list.tsx')).PlanList,
  },
  {
    path: '/distribution-rules',
    title: words('分销规则', 'Rules of distribution'),
    needs: 'distribution.read',
    group: 'distribution',
    order: 9,
    load: async () => (await import('./rules.tsx')).DistributionRules,
  },
];

export const distributionPickers: Pickers = {
  distributor: picker(async () => (await import('./distributor-picker.tsx')).DistributorPicker),
};
