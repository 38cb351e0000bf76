import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const collectorsPages: readonly Page[] = [
  {
    path: '/collectors',
    title: words('数据接入', 'Collectors'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./collector-list.tsx')).CollectorList,
  },
];
