import { gmvContract } from '@huoshui/contracts/gmv';
import { heavy } from '../../platform/http/heavy.ts';
import { type Route, route } from '../../platform/routes.ts';
import { runGmvTree } from './gmv/gmv-tree.ts';
import type { Stages } from './gmv/stages.ts';

const read = { can: 'analytics.read', onlyReads: true } as const;

/** Reports of money whose pages draw more than tables. */
export function moneyRoutes(stages: Stages): readonly Route[] {
  return [
    route(gmvContract, 'POST /api/admin/reports/gmv', read, async (ctx, { body }) => runGmvTree(ctx, stages, body)),
  ].map(heavy);
}
