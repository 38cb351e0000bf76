import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const importsPages: readonly Page[] = [
  {
    path: '/imports',
    title: words('导入', 'Import'),
    needs: 'imports.read',
    group: 'imports',
    load: async () => (await import('./import-list.tsx')).ImportList,
  },
  {
    path: '/imports/:id',
    title: words('导入详情', 'Import'),
    needs: 'imports.read',
    load: async () => (await import('./import-page.tsx')).ImportPage,
  },
];
