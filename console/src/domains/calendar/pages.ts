import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const calendarPages: readonly Page[] = [
  {
    path: '/calendar',
    title: words('营销日历', 'Marketing calendar'),
    needs: 'pricing.read',
    group: 'pricing',
    load: async () => (await import('./calendar-page.tsx')).CalendarPage,
  },
];
