import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const scrmPages: readonly Page[] = [
  {
    path: '/contact-ways',
    title: words('导购活码', 'Contact ways'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 1,
    load: async () => (await import('./way-list.tsx')).WayList,
  },
  {
    path: '/staff',
    title: words('导购', 'Staff'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 2,
    load: async () => (await import('./staff-list.tsx')).StaffList,
  },
  {
    path: '/scripts',
    title: words('话术库', 'Scripts'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 41,
    load: async () => (await import('./scripts/script-list.tsx')).ScriptList,
  },
  {
    path: '/sidebar',
    title: words('侧边栏', 'Sidebar'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 40,
    load: async () => (await import('./sidebar/sidebar-settings.tsx')).SidebarSettings,
  },
  {
    path: '/wecom',
    title: words('接入企业微信', 'Connect WeCom'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 3,
    load: async () => (await import('./corp-form.tsx')).CorpForm,
  },
  {
    path: '/transfers',
    title: words('好友转接', 'Handing over friends'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 80,
    load: async () => (await import('./transfer/transfer-list.tsx')).TransferList,
  },
  {
    path: '/transfers/new',
    title: words('转接好友', 'Hand over friends'),
    needs: 'scrm.write',
    load: async () => (await import('./transfer/transfer-form.tsx')).TransferForm,
  },
  {
    path: '/transfers/:id',
    title: words('好友转接', 'Handing over friends'),
    needs: 'scrm.read',
    load: async () => (await import('./transfer/transfer-page.tsx')).TransferPage,
  },
  {
    path: '/wecom/checkup',
    title: words('配置检查', 'Configuration check'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 91,
    load: async () => (await import('./doctor/checkup-page.tsx')).CheckupPage,
  },
  {
    path: '/wecom/found',
    title: words('好友核对', 'Friends compared'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 90,
    load: async () => (await import('./reconcile/found-list.tsx')).FoundList,
  },
  {
    path: '/mass-sends',
    title: words('企微群发', 'Mass sends'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 6,
    load: async () => (await import('./mass/mass-list.tsx')).MassList,
  },
  {
    path: '/mass-sends/new',
    title: words('新建群发', 'New mass send'),
    needs: 'scrm.write',
    load: async () => (await import('./mass/mass-form.tsx')).MassForm,
  },
  {
    path: '/mass-sends/:id',
    title: words('群发', 'Mass send'),
    needs: 'scrm.read',
    load: async () => (await import('./mass/mass-page.tsx')).MassPage,
  },
  {
    path: '/mass-sends/:id/edit',
    title: words('修改群发', 'Change a mass send'),
    needs: 'scrm.write',
    load: async () => (await import('./mass/mass-form.tsx')).MassForm,
  },
  {
    path: '/contact-ways/new',
    title: words('新建活码', 'New contact way'),
    needs: 'scrm.write',
    load: async () => (await import('./way-form.tsx')).WayForm,
  },
  {
    path: '/contact-ways/:id',
    title: words('活码', 'Contact way'),
    needs: 'scrm.read',
    load: async () => (await import('./way-page.tsx')).WayPage,
  },
  {
    path: '/contact-ways/:id/edit',
    title: words('修改活码', 'Change a contact way'),
    needs: 'scrm.write',
    load: async () => (await import('./way-form.tsx')).WayForm,
  },
];

export const groupPages: readonly Page[] = [
  {
    path: '/group-codes',
    title: words('群活码', 'Group codes'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 1.3,
    load: async () => (await import('./groups/code-list.tsx')).GroupCodeList,
  },
  {
    path: '/customer-groups',
    title: words('客户群', 'Customer groups'),
    needs: 'scrm.read',
    group: 'scrm',
    order: 1.4,
    load: async () => (await import('./groups/group-list.tsx')).GroupList,
  },
  {
    path: '/customer-groups/:id',
    title: words('客户群', 'Customer group'),
    needs: 'scrm.read',
    load: async () => (await import('./groups/group-page.tsx')).GroupPage,
  },
  {
    path: '/group-codes/new',
    title: words('新建群活码', 'New group code'),
    needs: 'scrm.write',
    load: async () => (await import('./groups/code-form.tsx')).GroupCodeForm,
  },
  {
    path: '/group-codes/:id',
    title: words('群活码', 'Group code'),
    needs: 'scrm.read',
    load: async () => (await import('./groups/code-page.tsx')).GroupCodePage,
  },
  {
    path: '/group-codes/:id/edit',
    title: words('修改群活码', 'Change a group code'),
    needs: 'scrm.write',
    load: async () => (await import('./groups/code-form.tsx')).GroupCodeForm,
  },
];

export const scrmPickers: Pickers = {
  mass_send: picker(async () => (await import('./mass/mass-picker.tsx')).MassPicker),
  customer_group: picker(async () => (await import('./groups/pickers.tsx')).GroupPicker),
  group_code: picker(async () => (await import('./groups/pickers.tsx')).GroupCodePicker),
  contact_way: picker(async () => (await import('./scrm-pickers.tsx')).WayPicker),
  wecom_member: picker(async () => (await import('./scrm-pickers.tsx')).MemberOfCorpPicker),
  wecom_staff: picker(async () => (await import('./scrm-pickers.tsx')).StaffPicker),
};
