import { interestContract as contract } from '@huoshui/contracts/interests';
import { type Route, route } from '../../platform/routes.ts';
import { listWanted } from './list-wanted.ts';

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/wanted', { can: 'catalog.read' }, async (ctx) => listWanted(ctx)),
];
