import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const experimentsPages: readonly Page[] = [
  {
    path: '/experiments',
    title: words('实验', 'Experiments'),
    needs: 'placements.read',
    group: 'pricing',
    load: async () => (await import('./experiment-list.tsx')).ExperimentList,
  },
  {
    path: '/experiments/new',
    title: words('新建实验', 'New experiment'),
    needs: 'placements.write',
    load: async () => (await import('./experiment-form.tsx')).ExperimentForm,
  },
  {
    path: '/experiments/:id',
    title: words('实验', 'Experiment'),
    needs: 'placements.read',
    load: async () => (await import('./experiment-page.tsx')).ExperimentPage,
  },
  {
    path: '/experiments/:id/edit',
    title: words('修改实验', 'Change an experiment'),
    needs: 'placements.write',
    load: async () => (await import('./experiment-form.tsx')).ExperimentForm,
  },
];
