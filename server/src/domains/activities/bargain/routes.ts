import { bargainContract as contract } from '@huoshui/contracts/bargains';
import { type Route, route } from '../../../platform/routes.ts';
import type { IsFor } from '../is-for.ts';
import type { LiveNow } from '../live.ts';
import { herOf } from '../met.ts';
import { bargainOfProduct } from './show.ts';

export function bargainRoutes(ports: { readonly live: LiveNow; readonly isFor: IsFor }): readonly Route[] {
  return [
    route(contract, 'GET /api/shop/products/:id/bargain', { member: true }, async (ctx, { params }) => ({
      offer: await bargainOfProduct(ctx, ports, herOf(ctx), params.id),
    })),
  ];
}
