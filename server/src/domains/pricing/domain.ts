import type { Domain } from '../../platform/domain.ts';
import { pricingErrors } from './errors.ts';
import { adminRoutes } from './routes.admin.ts';

export { promotionSource } from './promotion-source.ts';

export const pricing: Domain = { name: 'pricing', routes: adminRoutes, errors: pricingErrors };
