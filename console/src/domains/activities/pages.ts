import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const activitiesPages: readonly Page[] = [
  {
    path: '/activities',
    title: words('活动', 'Activities'),
    needs: 'activities.read',
    group: 'pricing',
    load: async () => (await import('./activity-list.tsx')).ActivityList,
  },
  {
    path: '/activities/new',
    title: words('新建活动', 'New activity'),
    needs: 'activities.write',
    load: async () => (await import('./activity-form.tsx')).NewActivity,
  },
  {
    path: '/activities/:id',
    title: words('活动', 'Activity'),
    needs: 'activities.read',
    load: async () => (await import('./activity-page.tsx')).ActivityPage,
  },
  {
    path: '/activities/:id/edit',
    title: words('修改活动', 'Change an activity'),
    needs: 'activities.write',
    load: async () => (await import('./activity-form.tsx')).EditActivity,
  },
  {
    path: '/activity-cases',
    title: words('活动审核', 'Reviews of activities'),
    needs: 'activities.read',
    group: 'pricing',
    load: async () => (await import('./case-list.tsx')).CaseList,
  },
  {
    path: '/activity-blacklist',
    title: words('活动黑名单', 'Blacklist of activities'),
    needs: 'activities.read',
    group: 'pricing',
    load: async () => (await import('./blacklist.tsx')).Blacklist,
  },
  {
    path: '/activity-risk',
    title: words('活动风控规则', 'Risk rules of activities'),
    needs: 'activities.read',
    group: 'pricing',
    load: async () => (await import('./risk-rules.tsx')).RiskRules,
  },
];

export const activitiesPickers: Pickers = {
  activity: picker(async () => (await import('./activity-picker.tsx')).ActivityPicker),
};
