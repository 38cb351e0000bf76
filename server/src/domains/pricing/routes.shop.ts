import { pricingContract } from '@huoshui/contracts/pricing';
import { type Route, route } from '../../platform/routes.ts';
import { readBadges } from './badges.ts';
import type { DiscountKind } from './kind.ts';

export function shopRoutes(kinds: readonly DiscountKind[]): readonly Route[] {
  return [
    route(pricingContract, 'GET /api/shop/badges', { open: true }, async (ctx, { query }) => ({
      items: await readBadges(ctx, kinds, query.products.split(',').slice(0, 100)),
    })),
  ];
}
