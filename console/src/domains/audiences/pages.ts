import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const audiencesPages: readonly Page[] = [
  {
    path: '/lifecycle',
    report: 'audiences.lifecycle',
    title: words('生命周期', 'Lifecycle'),
    needs: 'audiences.read',
    group: 'audiences',
    load: async () => (await import('./lifecycle.tsx')).Lifecycle,
  },
  {
    path: '/rfm',
    report: 'audiences.rfm',
    title: words('RFM 分层', 'RFM groups'),
    needs: 'audiences.read',
    group: 'audiences',
    load: async () => (await import('./rfm.tsx')).Rfm,
  },
  {
    path: '/value',
    report: 'audiences.value',
    title: words('客户价值', 'Customer value'),
    needs: 'audiences.read',
    group: 'audiences',
    load: async () => (await import('./value.tsx')).CustomerValue,
  },
  {
    path: '/settings/lifecycle',
    title: words('生命周期规则', 'Lifecycle rules'),
    needs: 'audiences.read',
    group: 'settings',
    order: 2,
    load: async () => (await import('./lifecycle-rules.tsx')).LifecycleRules,
  },
];
