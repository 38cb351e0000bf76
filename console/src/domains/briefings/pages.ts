import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const briefingsPages: readonly Page[] = [
  {
    path: '/briefing-inbox',
    title: words('简报收件箱', 'Briefing inbox'),
    needs: 'analytics.read',
    group: 'analytics',
    order: 20,
    load: async () => (await import('./inbox-list.tsx')).InboxList,
  },
  {
    path: '/briefings',
    title: words('定时简报', 'Briefings'),
    needs: 'analytics.read',
    group: 'analytics',
    order: 21,
    load: async () => (await import('./briefing-list.tsx')).BriefingList,
  },
  {
    path: '/briefing-deliveries',
    title: words('简报发送记录', 'Briefings sent'),
    needs: 'analytics.read',
    load: async () => (await import('./delivery-list.tsx')).DeliveryList,
  },
  {
    path: '/settings/mail',
    title: words('邮件服务器', 'Mail server'),
    needs: 'settings.read',
    group: 'settings',
    order: 6,
    load: async () => (await import('./mail-form.tsx')).MailForm,
  },
];
