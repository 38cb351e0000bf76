import { overlapContract as contract } from '@huoshui/contracts/overlaps';
import { heavy } from '../../../platform/http/heavy.ts';
import { type Route, route } from '../../../platform/routes.ts';
import type { OfferSource } from '../offer-source.ts';
import { listOverlaps } from './list-overlaps.ts';
import { showOverlap } from './show-overlap.ts';

/** Which rules meet on what, of all that these sources offer. */
export const overlapRoutes = (sources: readonly OfferSource[]): readonly Route[] => [
  // It prices every SKU of the shop: two at a time, equal ones once.
  heavy(
    route(contract, 'GET /api/admin/promotion-overlaps', { can: 'pricing.read' }, async (ctx, { query }) =>
      listOverlaps(ctx, sources, query),
    ),
  ),
  route(contract, 'GET /api/admin/promotion-overlaps/:skuId', { can: 'pricing.read' }, async (ctx, { params, query }) =>
    showOverlap(ctx, sources, params.skuId, query),
  ),
];
