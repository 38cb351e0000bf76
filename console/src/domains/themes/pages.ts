import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const themesPages: readonly Page[] = [
  {
    path: '/themes',
    title: words('主题日历', 'Themes'),
    needs: 'pages.read',
    group: 'pricing',
    load: async () => (await import('./theme-list.tsx')).ThemeList,
  },
];

export const themesPickers: Pickers = {
  theme: picker(async () => (await import('./theme-picker.tsx')).ThemePicker),
};
