import { attributionContract } from '@huoshui/contracts/attribution';
import { gmvContract } from '@huoshui/contracts/gmv';
import { heavy } from '../../platform/http/heavy.ts';
import { type Route, route } from '../../platform/routes.ts';
import { attributedOrders, orderTouches } from './attribution/attributed-orders.ts';
import { runAttribution } from './attribution/attribution.ts';
import { runGmvTree } from './gmv/gmv-tree.ts';
import type { Stages } from './gmv/stages.ts';

const read = { can: 'analytics.read', onlyReads: true } as const;

/** Reports of money whose pages draw more than tables. */
export function moneyRoutes(stages: Stages): readonly Route[] {
  return [
    route(gmvContract, 'POST /api/admin/reports/gmv', read, async (ctx, { body }) => runGmvTree(ctx, stages, body)),
    route(attributionContract, 'POST /api/admin/reports/attribution', read, async (ctx, { body }) =>
      runAttribution(ctx, body),
    ),
    route(attributionContract, 'POST /api/admin/reports/attribution/orders', read, async (ctx, { body }) =>
      attributedOrders(ctx, body),
    ),
    route(attributionContract, 'POST /api/admin/reports/attribution/order', read, async (ctx, { body }) =>
      orderTouches(ctx, body),
    ),
  ].map(heavy);
}
