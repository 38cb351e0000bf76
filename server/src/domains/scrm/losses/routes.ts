import { scrmLossContract as contract } from '@huoshui/contracts/scrm-losses';
import { type Route, route } from '../../../platform/routes.ts';
import { duplicateFigures, listDuplicates } from './duplicates.ts';
import { listLosses } from './list.ts';

const READ = { can: 'scrm.read' } as const;

export const lossRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/lost-friends', READ, async (ctx, { query }) => listLosses(ctx, query)),
  route(contract, 'GET /api/admin/duplicate-customers', READ, async (ctx, { query }) => listDuplicates(ctx, query)),
  route(contract, 'GET /api/admin/duplicate-figures', READ, async (ctx) => duplicateFigures(ctx)),
];
