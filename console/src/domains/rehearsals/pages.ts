import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const rehearsalsPages: readonly Page[] = [
  {
    path: '/rehearsals',
    title: words('预演', 'Rehearsals'),
    needs: 'journeys.read',
    group: 'journeys',
    load: async () => (await import('./rehearsal-list.tsx')).RehearsalList,
  },
  {
    path: '/rehearsals/:id',
    title: words('预演结果', 'Rehearsal'),
    needs: 'journeys.read',
    load: async () => (await import('./rehearsal-page.tsx')).RehearsalPage,
  },
];
