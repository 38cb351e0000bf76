import { bothOf, type Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { findProducts } from '../catalog/index.ts';
import type { DiscountKind } from './kind.ts';
import { inScope } from './offer.ts';
import { findRunning } from './promotion-source.ts';

/** What runs for each of these products now, each badge once: two rules of a kind read alike. Unknown products are absent. */
export async function readBadges(
  ctx: Ctx,
  kinds: readonly DiscountKind[],
  productIds: readonly string[],
): Promise<{ productId: string; badges: Words[] }[]> {
  const now = ctx.now();
  const [products, promotions] = await Promise.all([findProducts(ctx, productIds), findRunning(ctx, kinds, now)]);
  const running = promotions.filter(({ startsAt, endsAt }) => startsAt <= now && (endsAt === null || now < endsAt));
  return [...products.values()].map(({ id, categoryIds }) => {
    const badges = running
      .filter(({ scope }) => inScope(scope, { productId: id, categoryIds }))
      .map(({ hint }) => hint.badge);
    return { productId: id, badges: [...new Map(badges.map((one) => [bothOf(one).zh, one])).values()] };
  });
}
