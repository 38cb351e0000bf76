import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const leadersPages: readonly Page[] = [
  {
    path: '/leaders',
    title: words('团长', 'Leaders'),
    needs: 'leaders.read',
    group: 'distribution',
    order: 10,
    load: async () => (await import('./leader-list.tsx')).LeaderList,
  },
  {
    path: '/leaders/:id',
    title: words('团长', 'Leader'),
    needs: 'leaders.read',
    load: async () => (await import('./leader-page.tsx')).LeaderPage,
  },
  {
    path: '/leader-rules',
    title: words('团长规则', 'Rules of leaders'),
    needs: 'leaders.read',
    group: 'distribution',
    order: 12,
    load: async () => (await import('./rules.tsx')).LeaderRules,
  },
];

export const leadersPickers: Pickers = {
  leader: picker(async () => (await import('./leader-picker.tsx')).LeaderPicker),
};
