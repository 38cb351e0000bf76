import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const overviewPages: readonly Page[] = [
  {
    path: '/',
    title: words('概览', 'Overview'),
    group: 'overview',
    report: 'analytics.overview',
    load: async () => (await import('./overview.tsx')).Overview,
  },
];
