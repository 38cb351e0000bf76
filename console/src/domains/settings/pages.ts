import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const settingsPages: readonly Page[] = [
  {
    path: '/settings/shop',
    title: words('店铺与运费', 'Shop and shipping'),
    needs: 'settings.read',
    group: 'settings',
    order: 1,
    load: async () => (await import('./shop-form.tsx')).ShopForm,
  },
  {
    path: '/settings/operators',
    title: words('操作员', 'Operators'),
    needs: 'operators.read',
    group: 'settings',
    order: 3,
    load: async () => (await import('./operator-list.tsx')).OperatorList,
  },
  {
    path: '/settings/audit',
    title: words('操作日志', 'Audit log'),
    needs: 'audit.read',
    group: 'settings',
    order: 4,
    load: async () => (await import('./audit-list.tsx')).AuditList,
  },
  {
    path: '/settings/parked',
    title: words('没能处理的事件', 'Parked events'),
    needs: 'settings.read',
    group: 'settings',
    order: 5,
    load: async () => (await import('./parked-list.tsx')).ParkedList,
  },
  {
    path: '/settings/callbacks',
    title: words('收到的回调', 'Callbacks'),
    needs: 'settings.read',
    group: 'settings',
    order: 6,
    load: async () => (await import('./callback-list.tsx')).CallbackList,
  },
  {
    path: '/settings/api-keys',
    title: words('API 密钥', 'API keys'),
    needs: 'api_keys.read',
    group: 'settings',
    order: 7,
    load: async () => (await import('./api-key-list.tsx')).ApiKeyList,
  },
  {
    path: '/settings/account',
    title: words('我的账号', 'My account'),
    load: async () => (await import('./account-page.tsx')).AccountPage,
  },
  {
    path: '/settings/password',
    title: words('修改密码', 'Change password'),
    load: async () => (await import('./password-form.tsx')).PasswordForm,
  },
];
