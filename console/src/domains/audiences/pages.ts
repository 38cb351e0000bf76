import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const audiencesPages: readonly Page[] = [
  {
    path: '/segments',
    title: words('人群包', 'Segments'),
    needs: 'audiences.read',
    group: 'audiences',
    load: async () => (await import('./segments/segment-list.tsx')).SegmentList,
  },
  {
    path: '/segments/new',
    title: words('新建人群', 'New segment'),
    needs: 'audiences.write',
    load: async () => (await import('./segments/segment-form.tsx')).NewSegment,
  },
  {
    path: '/segments/:id',
    title: words('人群详情', 'Segment'),
    needs: 'audiences.read',
    load: async () => (await import('./segments/segment-page.tsx')).SegmentPage,
  },
  {
    path: '/segments/:id/edit',
    title: words('修改人群', 'Change a segment'),
    needs: 'audiences.read',
    load: async () => (await import('./segments/segment-form.tsx')).ChangeSegment,
  },
  {
    path: '/lifecycle',
    report: 'audiences.lifecycle',
    title: words('生命周期', 'Lifecycle'),
    needs: 'audiences.read',
    group: 'audiences',
    load: async () => (await import('./lifecycle.tsx')).Lifecycle,
  },
  {
    path: '/rfm',
    report: 'audiences.rfm',
    title: words('RFM 分层', 'RFM groups'),
    needs: 'audiences.read',
    group: 'audiences',
    load: async () => (await import('./rfm.tsx')).Rfm,
  },
  {
    path: '/value',
    report: 'audiences.value',
    title: words('客户价值', 'Customer value'),
    needs: 'audiences.read',
    group: 'audiences',
    load: async () => (await import('./value.tsx')).CustomerValue,
  },
  {
    path: '/advocates',
    title: words('KOC 超级用户', 'KOCs'),
    needs: 'audiences.read',
    group: 'audiences',
    load: async () => (await import('./advocates/advocate-list.tsx')).AdvocateList,
  },
  {
    path: '/settings/advocate-rules',
    title: words('KOC 规则', 'Rules of KOCs'),
    needs: 'audiences.read',
    load: async () => (await import('./advocates/advocate-rules.tsx')).AdvocateRules,
  },
  {
    path: '/settings/member-rules',
    title: words('偏好与分层规则', 'Rules of preferences and tiers'),
    needs: 'audiences.read',
    group: 'settings',
    order: 6,
    load: async () => (await import('./insight/member-rules.tsx')).MemberRules,
  },
  {
    path: '/tag-rules',
    title: words('标签规则', 'Rules of tags'),
    needs: 'audiences.read',
    group: 'members',
    load: async () => (await import('./tag-rules/tag-rule-list.tsx')).TagRuleList,
  },
  {
    path: '/settings/lifecycle',
    title: words('生命周期规则', 'Lifecycle rules'),
    needs: 'audiences.read',
    group: 'settings',
    order: 2,
    load: async () => (await import('./lifecycle-rules.tsx')).LifecycleRules,
  },
];

/** What of the domain forms pick. */
export const audiencesPickers: Pickers = {
  segment: picker(async () => (await import('./segments/segment-picker.tsx')).SegmentPicker),
};
