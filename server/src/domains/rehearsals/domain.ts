import type { Domain } from '../../platform/domain.ts';
import { rehearsalErrors } from './errors.ts';
import { rehearsalLane } from './lane.ts';
import { rehearsalRoutes } from './routes.admin.ts';

export function rehearsals(): Domain {
  const lane = rehearsalLane();
  return {
    name: 'rehearsals',
    routes: rehearsalRoutes,
    sweeps: [lane.sweep],
    errors: rehearsalErrors,
    prepare: lane.prepare,
    finish: lane.finish,
  };
}
