import type { Domain } from '../../platform/domain.ts';
import { createFirstOwner } from './create.ts';
import { operatorErrors } from './errors.ts';
import { forgetSessions } from './forget-sessions.ts';
import { operatorRoutes } from './routes.admin.ts';

export const operators: Domain = {
  name: 'operators',
  routes: operatorRoutes,
  sweeps: [forgetSessions],
  errors: operatorErrors,
  prepare: async (ctx) => {
    const { firstOwner } = ctx.config;
    if (firstOwner !== null) await createFirstOwner(ctx, { ...firstOwner, name: '店主' });
  },
};
