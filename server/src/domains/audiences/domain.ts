import type { Domain } from '../../platform/domain.ts';
import { audienceErrors } from './errors.ts';
import { stageEntered } from './events.ts';
import { followSilence } from './follow-silence.ts';
import { onMemberMerged, onOrders } from './on-orders.ts';
import { adminRoutes } from './routes.admin.ts';

export const audiences: Domain = {
  name: 'audiences',
  routes: adminRoutes,
  listeners: [onOrders, onMemberMerged],
  sweeps: [followSilence],
  errors: audienceErrors,
  facts: [stageEntered],
};
