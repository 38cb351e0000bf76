import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const accountsPages: readonly Page[] = [
  {
    path: '/official-accounts',
    title: words('公众号', 'Official accounts'),
    needs: 'accounts.read',
    group: 'accounts',
    order: 1,
    load: async () => (await import('./account-list.tsx')).AccountList,
  },
  {
    path: '/account-rules',
    title: words('回复与引流', 'Replies and routes'),
    needs: 'accounts.read',
    group: 'accounts',
    order: 2,
    load: async () => (await import('./rule-list.tsx')).RuleList,
  },
  {
    path: '/account-flows',
    report: 'accounts.flows',
    title: words('引流图', 'Flows between accounts'),
    needs: 'accounts.read',
    group: 'accounts',
    order: 3,
    load: async () => (await import('./flows.tsx')).Flows,
  },
  {
    path: '/account-broadcasts',
    title: words('公众号群发', 'Broadcasts'),
    needs: 'accounts.read',
    group: 'accounts',
    order: 4,
    load: async () => (await import('./broadcasts/broadcast-list.tsx')).BroadcastList,
  },
  {
    path: '/account-broadcasts/new',
    title: words('新建群发', 'New broadcast'),
    needs: 'accounts.write',
    load: async () => (await import('./broadcasts/broadcast-form.tsx')).BroadcastForm,
  },
  {
    path: '/account-broadcasts/:id',
    title: words('公众号群发', 'Broadcast'),
    needs: 'accounts.read',
    load: async () => (await import('./broadcasts/broadcast-page.tsx')).BroadcastPage,
  },
  {
    path: '/account-broadcasts/:id/edit',
    title: words('修改群发', 'Change a broadcast'),
    needs: 'accounts.write',
    load: async () => (await import('./broadcasts/broadcast-form.tsx')).BroadcastForm,
  },
  {
    path: '/official-accounts/new',
    title: words('接入公众号', 'Connect an official account'),
    needs: 'settings.write',
    load: async () => (await import('./account-form.tsx')).AccountForm,
  },
  {
    path: '/official-accounts/:id',
    title: words('公众号', 'Official account'),
    needs: 'accounts.read',
    load: async () => (await import('./account-page.tsx')).AccountPage,
  },
  {
    path: '/official-accounts/:id/edit',
    title: words('修改公众号', 'Change an official account'),
    needs: 'settings.write',
    load: async () => (await import('./account-form.tsx')).AccountForm,
  },
  {
    path: '/official-accounts/:id/templates',
    title: words('公众号的消息模板', 'Message templates of an account'),
    needs: 'accounts.write',
    load: async () => (await import('./templates-form.tsx')).TemplatesForm,
  },
  {
    path: '/official-accounts/:id/menus/new',
    title: words('新建公众号菜单', 'New menu of an account'),
    needs: 'accounts.write',
    load: async () => (await import('./menu-form.tsx')).NewMenu,
  },
  {
    path: '/account-menus/:id',
    title: words('公众号菜单', 'Menu of an account'),
    needs: 'accounts.read',
    load: async () => (await import('./menu-form.tsx')).ChangeMenu,
  },
  {
    path: '/account-rules/new',
    title: words('新建公众号规则', 'New rule of accounts'),
    needs: 'accounts.write',
    load: async () => (await import('./rule-form.tsx')).RuleForm,
  },
  {
    path: '/account-rules/:id',
    title: words('公众号规则', 'Rule of accounts'),
    needs: 'accounts.read',
    load: async () => (await import('./rule-page.tsx')).RulePage,
  },
  {
    path: '/account-rules/:id/edit',
    title: words('修改公众号规则', 'Change a rule of accounts'),
    needs: 'accounts.write',
    load: async () => (await import('./rule-form.tsx')).RuleForm,
  },
];

export const accountsPickers: Pickers = {
  official_account: picker(async () => (await import('./account-pickers.tsx')).AccountPicker),
  account_rule: picker(async () => (await import('./account-pickers.tsx')).RulePicker),
};
