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
    path: '/waves',
    title: words('社区团购', 'Community group buying'),
    needs: 'leaders.read',
    group: 'distribution',
    order: 11,
    load: async () => (await import('./wave-list.tsx')).WaveList,
  },
  {
    path: '/waves/new',
    title: words('新建团购', 'New wave'),
    needs: 'leaders.write',
    load: async () => (await import('./wave-form.tsx')).WaveForm,
  },
  {
    path: '/waves/:id',
    title: words('团购', 'Wave'),
    needs: 'leaders.read',
    load: async () => (await import('./wave-page.tsx')).WavePage,
  },
  {
    path: '/waves/:id/edit',
    title: words('修改团购', 'Edit the wave'),
    needs: 'leaders.write',
    load: async () => (await import('./wave-form.tsx')).WaveForm,
  },
  {
    path: '/waves/:id/list',
    title: words('配送名单', 'Delivery list'),
    needs: 'leaders.read',
    load: async () => (await import('./delivery-list.tsx')).DeliveryList,
  },
  {
    path: '/leader-report',
    report: 'leaders.leaders',
    title: words('团长业绩', 'What leaders brought'),
    needs: 'leaders.read',
    group: 'distribution',
    order: 11.5,
    load: async () => (await import('./report.tsx')).LeaderReport,
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
