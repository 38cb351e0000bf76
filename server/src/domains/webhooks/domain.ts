import type { Domain } from '../../platform/domain.ts';
import { deliver } from './deliver.ts';
import { webhookErrors } from './errors.ts';
import { adminRoutes } from './routes.admin.ts';
import { webhookPicks } from './webhook.ts';
import { webhookForm } from './webhook-form.ts';
import { webhookWork } from './work.ts';

/** Systems outside of the shop that are told what journeys do. */
export const webhooks: Domain = {
  name: 'webhooks',
  routes: adminRoutes,
  sweeps: [deliver],
  errors: webhookErrors,
  forms: { 'webhooks.webhook': webhookForm },
  picks: webhookPicks,
  work: webhookWork,
};
