import { actsOf } from '../../platform/acts.ts';
import type { Domain } from '../../platform/domain.ts';
import { createFirstOwner } from './create.ts';
import { operatorErrors } from './errors.ts';
import { forgetSessions } from './forget-sessions.ts';
import { allows } from './permissions.ts';
import { operatorRoutes } from './routes.admin.ts';

type Ports = {
  /** Everything that is mounted: who signs in is told what of it she may do. */
  readonly mounted: () => readonly Domain[];
};

export const operators = ({ mounted }: Ports): Domain => ({
  name: 'operators',
  routes: operatorRoutes((role) => actsOf(mounted(), allows, role)),
  sweeps: [forgetSessions],
  errors: operatorErrors,
  prepare: async (ctx) => {
    const { firstOwner } = ctx.config;
    if (firstOwner !== null) await createFirstOwner(ctx, { ...firstOwner, name: '店主' });
  },
});
