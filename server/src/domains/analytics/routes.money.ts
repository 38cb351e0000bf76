import { attributionContract } from '@huoshui/contracts/attribution';
import { gmvContract } from '@huoshui/contracts/gmv';
import { ltvContract } from '@huoshui/contracts/ltv';
import { heavy } from '../../platform/http/heavy.ts';
import { type Route, route } from '../../platform/routes.ts';
import { attributedOrders, orderTouches } from './attribution/attributed-orders.ts';
import { runAttribution } from './attribution/attribution.ts';
import { runGmvTree } from './gmv/gmv-tree.ts';
import type { Stages } from './gmv/stages.ts';
import { runLtv } from './ltv/ltv.ts';
import { type Marks, namesOfMarks } from './marks.ts';

const read = { can: 'analytics.read', onlyReads: true } as const;

/** Reports of money whose pages draw more than tables. */
export function moneyRoutes(stages: Stages, marks: Marks): readonly Route[] {
  return [
    route(gmvContract, 'POST /api/admin/reports/gmv', read, async (ctx, { body }) =>
      runGmvTree(ctx, stages, body, marks),
    ),
    route(attributionContract, 'POST /api/admin/reports/attribution', read, async (ctx, { body }) =>
      runAttribution(ctx, body, await namesOfMarks(ctx, marks)),
    ),
    route(attributionContract, 'POST /api/admin/reports/attribution/orders', read, async (ctx, { body }) =>
      attributedOrders(ctx, body),
    ),
    route(attributionContract, 'POST /api/admin/reports/attribution/order', read, async (ctx, { body }) =>
      orderTouches(ctx, body, await namesOfMarks(ctx, marks)),
    ),
    route(ltvContract, 'POST /api/admin/reports/ltv', read, async (ctx, { body }) => runLtv(ctx, marks, body)),
  ].map(heavy);
}
