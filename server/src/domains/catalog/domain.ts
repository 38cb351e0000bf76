import type { Domain } from '../../platform/domain.ts';
import { catalogErrors } from './errors.ts';
import { indexAgain } from './index-again.ts';
import { catalogPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';

export const catalog: Domain = {
  name: 'catalog',
  routes: [...adminRoutes, ...shopRoutes],
  errors: catalogErrors,
  picks: catalogPicks,
  sweeps: [indexAgain],
};
