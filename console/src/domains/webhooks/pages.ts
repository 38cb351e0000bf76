import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const webhooksPages: readonly Page[] = [
  {
    path: '/webhooks',
    title: words('外部接口', 'Webhooks'),
    needs: 'webhooks.read',
    group: 'journeys',
    order: 5,
    load: async () => (await import('./webhook-list.tsx')).WebhookList,
  },
  {
    path: '/webhook-deliveries',
    title: words('推送记录', 'Webhook deliveries'),
    needs: 'webhooks.read',
    group: 'journeys',
    order: 6,
    load: async () => (await import('./delivery-list.tsx')).DeliveryList,
  },
];

export const webhooksPickers: Pickers = {
  webhook: picker(async () => (await import('./webhook-picker.tsx')).WebhookPicker),
};
