import { pricingContract } from '@huoshui/contracts/pricing';
import { named, words } from '@huoshui/contracts/words';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { type Route, route } from '../../platform/routes.ts';
import { changePromotion, createPromotion, endPromotionNow } from './change-promotion.ts';
import { presentPromotion } from './promotion.ts';
import { listPromotions } from './queries.ts';

export const adminRoutes: readonly Route[] = [
  route(pricingContract, 'GET /api/admin/promotions', { can: 'pricing.read' }, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, 1)?.[0];
    const rows = await listPromotions(ctx, {
      q: query.q?.trim() || null,
      after: after === undefined ? null : String(after),
      limit: limit + 1,
    });
    return toPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => presentPromotion(row, ctx.now()),
    );
  }),
  route(
    pricingContract,
    'POST /api/admin/promotions',
    {
      can: 'pricing.write',
      idempotent: true,
      audit: ({ body }) => ({ summary: named(words('新建优惠活动', 'Created the promotion'), body.name) }),
    },
    async (ctx, { body }) => presentPromotion(await createPromotion(ctx, body), ctx.now()),
  ),
  route(
    pricingContract,
    'PUT /api/admin/promotions/:id',
    {
      can: 'pricing.write',
      audit: ({ body }) => ({ summary: named(words('修改优惠活动', 'Changed the promotion'), body.name) }),
    },
    async (ctx, { params, body }) => presentPromotion(await changePromotion(ctx, params.id, body), ctx.now()),
  ),
  route(
    pricingContract,
    'PUT /api/admin/promotions/:id/state',
    {
      can: 'pricing.write',
      audit: (_input, output) => ({ summary: named(words('结束优惠活动', 'Ended the promotion'), output.name) }),
    },
    async (ctx, { params }) => presentPromotion(await endPromotionNow(ctx, params.id), ctx.now()),
  ),
];
