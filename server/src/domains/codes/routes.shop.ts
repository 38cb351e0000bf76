import { codeContract as contract } from '@huoshui/contracts/codes';
import { type Route, route } from '../../platform/routes.ts';
import { type OthersCodes, scan } from './scan.ts';

export const shopRoutes = (others: OthersCodes): readonly Route[] => [
  route(contract, 'POST /api/shop/code-scans', { member: true, perMinute: 60 }, async (ctx, { body }) =>
    scan(ctx, others, body.scene),
  ),
];
