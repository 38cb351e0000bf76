import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const messagingPages: readonly Page[] = [
  {
    path: '/message-templates',
    title: words('消息模板', 'Templates'),
    needs: 'messaging.read',
    group: 'messaging',
    load: async () => (await import('./template-list.tsx')).TemplateList,
  },
  {
    path: '/message-templates/:id',
    title: words('消息模板', 'Template'),
    needs: 'messaging.read',
    load: async () => (await import('./template-form.tsx')).TemplateForm,
  },
  {
    path: '/consents',
    title: words('订阅额度', 'Consents'),
    needs: 'messaging.read',
    group: 'messaging',
    load: async () => (await import('./consent-list.tsx')).ConsentList,
  },
  {
    path: '/outbound',
    title: words('发送记录', 'Send log'),
    needs: 'messaging.read',
    group: 'messaging',
    load: async () => (await import('./outbound-list.tsx')).OutboundList,
  },
  {
    path: '/sms',
    title: words('短信', 'Texts'),
    needs: 'messaging.read',
    group: 'messaging',
    load: async () => (await import('./sms-page.tsx')).SmsPage,
  },
  {
    path: '/sms-refusals',
    title: words('短信退订', 'No texts wanted'),
    needs: 'messaging.read',
    load: async () => (await import('./sms-refusals.tsx')).SmsRefusals,
  },
  {
    path: '/governance',
    title: words('频控与免打扰', 'Sending limits'),
    needs: 'messaging.read',
    group: 'messaging',
    load: async () => (await import('./governance.tsx')).Governance,
  },
];

/** What of the domain forms pick. */
export const messagingPickers: Pickers = {
  template: picker(async () => (await import('./template-picker.tsx')).TemplatePicker),
};
