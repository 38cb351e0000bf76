import { distributionContract as contract } from '@huoshui/contracts/distribution';
import { type Route, route } from '../../platform/routes.ts';
import { applyAsDistributor } from './apply.ts';
import { her } from './distributor.ts';
import { listHerCommissions, listHerPeople, shareOf, showHers } from './hers.ts';
import { openLink } from './lock.ts';

const member = { member: true } as const;

export const shopRoutes: readonly Route[] = [
  route(contract, 'GET /api/shop/distribution', member, async (ctx) => showHers(ctx, her(ctx))),
  route(contract, 'POST /api/shop/distribution/application', { member: true, perMinute: 10 }, async (ctx, { body }) => {
    await applyAsDistributor(ctx, her(ctx), body.reason.trim());
    return showHers(ctx, her(ctx));
  }),
  route(contract, 'GET /api/shop/distribution/commissions', member, async (ctx, { query }) =>
    listHerCommissions(ctx, her(ctx), query),
  ),
  route(contract, 'GET /api/shop/distribution/team', member, async (ctx, { query }) =>
    listHerPeople(ctx, her(ctx), query),
  ),
  route(contract, 'GET /api/shop/products/:id/distribution', member, async (ctx, { params }) =>
    shareOf(ctx, her(ctx), params.id),
  ),
  route(contract, 'POST /api/shop/distribution/visits', { member: true, perMinute: 60 }, async (ctx, { body }) => {
    await openLink(ctx, her(ctx), body);
    return { ok: true as const };
  }),
];
