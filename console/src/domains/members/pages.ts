import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const membersPages: readonly Page[] = [
  {
    path: '/members',
    title: words('会员', 'Members'),
    needs: 'members.read',
    group: 'members',
    load: async () => (await import('./member-list.tsx')).MemberList,
  },
  {
    path: '/members/:id',
    title: words('会员详情', 'Member'),
    needs: 'members.read',
    load: async () => (await import('./member-page.tsx')).MemberPage,
  },
  {
    path: '/people/:name',
    title: words('数字背后的人', 'People behind a number'),
    needs: 'members.read',
    load: async () => (await import('./people-page.tsx')).PeoplePage,
  },
  {
    path: '/tags',
    title: words('标签', 'Tags'),
    needs: 'members.read',
    group: 'members',
    load: async () => (await import('./tag-list.tsx')).TagList,
  },
  {
    path: '/member-batches',
    title: words('批量操作', 'Batches'),
    needs: 'members.read',
    group: 'members',
    load: async () => (await import('./batch-list.tsx')).BatchList,
  },
  {
    path: '/member-batches/:id',
    title: words('批量操作详情', 'Batch'),
    needs: 'members.read',
    load: async () => (await import('./batch-page.tsx')).BatchPage,
  },
];

/** What of the domain forms pick. */
export const membersPickers: Pickers = {
  tag: picker(async () => (await import('./tag-picker.tsx')).TagPicker),
  member: picker(async () => (await import('./member-picker.tsx')).MemberPicker),
};
