import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const pagesPages: readonly Page[] = [
  {
    path: '/pages',
    title: words('页面装修', 'Pages'),
    needs: 'pages.read',
    group: 'pricing',
    load: async () => (await import('./page-list.tsx')).PageList,
  },
  {
    path: '/pages/:id',
    title: words('页面装修', 'Page'),
    needs: 'pages.read',
    load: async () => (await import('./composer.tsx')).ComposerPage,
  },
];

export const pagesPickers: Pickers = {
  page: picker(async () => (await import('./page-picker.tsx')).PagePicker),
};
