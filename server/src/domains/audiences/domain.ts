import type { Domain } from '../../platform/domain.ts';
import { audienceErrors } from './errors.ts';
import { stageEntered } from './events.ts';
import { followSilence } from './follow-silence.ts';
import { onOrders } from './on-orders.ts';
import { adminRoutes } from './routes.admin.ts';

export const audiences: Domain = {
  name: 'audiences',
  routes: adminRoutes,
  listeners: [onOrders],
  sweeps: [followSilence],
  errors: audienceErrors,
  facts: [stageEntered],
};
