import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const dashboardsPages: readonly Page[] = [
  {
    path: '/dashboards',
    title: words('看板', 'Dashboards'),
    needs: 'analytics.read',
    group: 'analytics',
    order: -2,
    load: async () => (await import('./dashboard-list.tsx')).DashboardList,
  },
  {
    path: '/dashboards/:id',
    title: words('看板', 'Dashboard'),
    needs: 'analytics.read',
    load: async () => (await import('./dashboard.tsx')).DashboardPage,
  },
  {
    path: '/questions',
    title: words('保存的分析', 'Saved questions'),
    needs: 'analytics.read',
    group: 'analytics',
    order: -1,
    load: async () => (await import('./question-list.tsx')).QuestionList,
  },
];
