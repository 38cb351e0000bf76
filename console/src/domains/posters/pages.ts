import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const postersPages: readonly Page[] = [
  {
    path: '/posters',
    title: words('海报', 'Posters'),
    needs: 'activities.read',
    group: 'pricing',
    load: async () => (await import('./poster-list.tsx')).PosterList,
  },
  {
    path: '/posters/new',
    title: words('新建海报', 'New poster'),
    needs: 'activities.write',
    load: async () => (await import('./poster-form.tsx')).PosterForm,
  },
  {
    path: '/posters/:id',
    title: words('海报', 'Poster'),
    needs: 'activities.read',
    load: async () => (await import('./poster-form.tsx')).PosterForm,
  },
];

export const postersPickers: Pickers = {
  poster: picker(async () => (await import('./poster-picker.tsx')).PosterPicker),
};
