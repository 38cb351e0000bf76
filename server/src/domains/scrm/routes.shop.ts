import { scrmContract as contract } from '@huoshui/contracts/scrm';
import { type Route, route } from '../../platform/routes.ts';
import { visitWay } from './ways/visit.ts';

export const shopRoutes: readonly Route[] = [
  route(contract, 'POST /api/shop/contact-ways/:id/visits', { member: true, perMinute: 30 }, async (ctx, { params }) =>
    visitWay(ctx, params.id),
  ),
];
