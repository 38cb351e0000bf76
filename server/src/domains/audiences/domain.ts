import type { Domain } from '../../platform/domain.ts';
import { textOf } from '../../platform/timeline.ts';
import { audienceErrors } from './errors.ts';
import { followSilence } from './follow-silence.ts';
import { STAGE_LABEL } from './lifecycle.ts';
import { onMemberMerged, onOrders } from './on-orders.ts';
import { adminRoutes } from './routes.admin.ts';
import { stageOf } from './standings.ts';

export const audiences: Domain = {
  name: 'audiences',
  routes: adminRoutes,
  listeners: [onOrders, onMemberMerged],
  sweeps: [followSilence],
  errors: audienceErrors,
  tells: {
    'stage.entered': (p) => ({
      side: 'system',
      title: `进入${STAGE_LABEL[stageOf(textOf(p, 'to'))]}`,
      detail: `此前为${STAGE_LABEL[stageOf(textOf(p, 'from'))]}`,
    }),
  },
};
