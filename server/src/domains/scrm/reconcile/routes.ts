import { scrmReconcileContract as contract } from '@huoshui/contracts/scrm-reconcile';
import { words } from '@huoshui/contracts/words';
import { type Route, route } from '../../../platform/routes.ts';
import { compareSoon } from './comparison.ts';
import { listComparisons, listFound, readComparing } from './found.ts';

const READ = { can: 'scrm.read' } as const;

export const reconcileRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/wecom/comparing', READ, async (ctx) => readComparing(ctx)),
  route(contract, 'GET /api/admin/wecom/comparisons', READ, async (ctx, { query }) => listComparisons(ctx, query)),
  route(contract, 'GET /api/admin/wecom/found', READ, async (ctx, { query }) => listFound(ctx, query)),
  route(
    contract,
    'POST /api/admin/wecom/comparisons',
    { can: 'scrm.write', audit: words('立即核对企微好友', 'Compared the friends with WeCom') },
    async (ctx) => {
      await compareSoon(ctx);
      return readComparing(ctx);
    },
  ),
];
