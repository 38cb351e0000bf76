import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const outcomesPages: readonly Page[] = [
  {
    path: '/outcomes',
    report: 'analytics.outcomes',
    title: words('活动效果', 'Outcomes'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./outcomes.tsx')).Outcomes,
  },
];
