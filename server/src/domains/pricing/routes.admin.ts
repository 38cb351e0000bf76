import { pricingContract } from '@huoshui/contracts/pricing';
import { named, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import type { Names } from '../../platform/form/form.ts';
import { type Route, route } from '../../platform/routes.ts';
import { changePromotion, createPromotion, endPromotionNow, readPromotionRow } from './change-promotion.ts';
import type { DiscountKind } from './kind.ts';
import { namedIn, type PromotionRow, presentKind, presentPromotion } from './promotion.ts';
import { countPromotions, listPromotions } from './queries.ts';

export function adminRoutes(kinds: readonly DiscountKind[]): readonly Route[] {
  const present = (ctx: Ctx, row: PromotionRow, names: Names) =>
    presentPromotion(
      row,
      kinds.find(({ kind }) => kind === row.kind),
      names,
      ctx.now(),
    );
  const presentOne = async (ctx: Ctx, row: PromotionRow) =>
    present(ctx, row, await ctx.names(ctx, namedIn([row], kinds)));
  return [
    route(pricingContract, 'GET /api/admin/promotions/kit', { can: 'pricing.read' }, async () => ({
      kinds: kinds.map(presentKind),
    })),
    route(pricingContract, 'GET /api/admin/promotions', { can: 'pricing.read' }, async (ctx, { query }) => {
      const limit = query.limit ?? 20;
      const after = decodeCursor(query.cursor, ['text'])?.[0];
      const q = query.q?.trim() || null;
      const rows = await listPromotions(ctx, { q, after: after ?? null, limit: limit + 1 });
      const names = await ctx.names(ctx, namedIn(rows, kinds));
      const page = toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => present(ctx, row, names),
      );
      return after ? page : { ...page, ...(await countPromotions(ctx, q)) };
    }),
    route(pricingContract, 'GET /api/admin/promotions/:id', { can: 'pricing.read' }, async (ctx, { params }) =>
      presentOne(ctx, await readPromotionRow(ctx, params.id)),
    ),
    route(
      pricingContract,
      'POST /api/admin/promotions',
      {
        can: 'pricing.write',
        idempotent: true,
        audit: (_in, out) => ({ summary: named(words('新建优惠活动', 'Created the promotion'), out.name) }),
      },
      async (ctx, { body }) => presentOne(ctx, await createPromotion(ctx, kinds, body)),
    ),
    route(
      pricingContract,
      'PUT /api/admin/promotions/:id',
      {
        can: 'pricing.write',
        audit: (_in, out) => ({ summary: named(words('修改优惠活动', 'Changed the promotion'), out.name) }),
      },
      async (ctx, { params, body }) => presentOne(ctx, await changePromotion(ctx, kinds, params.id, body)),
    ),
    route(
      pricingContract,
      'PUT /api/admin/promotions/:id/state',
      {
        can: 'pricing.write',
        audit: (_in, out) => ({ summary: named(words('结束优惠活动', 'Ended the promotion'), out.name) }),
      },
      async (ctx, { params }) => presentOne(ctx, await endPromotionNow(ctx, params.id)),
    ),
  ];
}
