import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const interestsPages: readonly Page[] = [
  {
    path: '/wanted',
    title: words('到货登记', 'Waited for'),
    needs: 'catalog.read',
    group: 'catalog',
    load: async () => (await import('./wanted-list.tsx')).WantedList,
  },
];
