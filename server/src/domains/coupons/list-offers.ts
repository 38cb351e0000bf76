import { bothOf, type Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { findProductSkus, type SkuFacts } from '../catalog/index.ts';
import { inScope, quote } from '../pricing/index.ts';
import { asTaken, isTakeable, listCenter, type TakeableCoupon, type TakeableView } from './center.ts';
import { asOffer, asScope } from './coupon-offer.ts';
import { asLine, isFor, type OfferPorts, type Shopper } from './product-offers.ts';
import { findUsable } from './wallet-queries.ts';

type CardOffers = {
  readonly productId: string;
  readonly price: number;
  readonly afterCoupon: number | null;
  readonly badges: Words[];
  /** Templates of the coupons that she can take now and that are good for it; first the one that `afterCoupon` counts on. */
  readonly takeable: string[];
};

/**
 * What one unit of each product of a list costs this shopper, and what with the best coupon she has or could take, by the very
 * engine of checkout; and the coupons of the list, those for fewest goods first. A handful of statements for the whole list.
 */
export async function listOffers(
  ctx: Ctx,
  { sources, audience }: OfferPorts,
  { app, ...person }: Shopper,
  productIds: readonly string[],
): Promise<{ items: CardOffers[]; coupons: TakeableView[] }> {
  const skus = [...(await findProductSkus(ctx, productIds)).values()].flatMap((of) => of.slice(0, 1));
  if (skus.length === 0) return { items: [], coupons: [] };
  const now = ctx.now();
  const lines = skus.map(asLine);
  const context = { channel: 'shop', app, chosen: 'best' as const };
  const [wallet, center, ...found] = await Promise.all([
    findUsable(ctx, person.memberId, now),
    listCenter(ctx, audience, person),
    ...sources.map(async (source) => source.find(ctx, { ...person, lines, now, context })),
  ]);
  const offers = found.flatMap((one) => one.offers ?? []);
  const prices = found.flatMap((one) => one.prices ?? []);
  const owned = wallet.map(asOffer);
  const takeable = center.filter(isTakeable).map((coupon) => ({ coupon, offer: asTaken(coupon, now) }));
  const items = skus.map((sku): CardOffers => {
    const line = asLine(sku);
    const ask = (coupons: typeof offers) =>
      quote({
        lines: [line],
        offers: [...offers.filter((offer) => inScope(offer.scope, line)), ...coupons],
        prices: prices.filter(({ skuId }) => skuId === sku.id),
        shipping: null,
        now,
      });
    const fitting = takeable.filter(({ offer }) => inScope(offer.scope, line));
    const coupons = [...owned.filter(({ scope }) => inScope(scope, line)), ...fitting.map(({ offer }) => offer)];
    const price = ask([]).totals.payable;
    const best = coupons.length === 0 ? null : ask(coupons);
    const used = new Set(best?.applied.filter(({ automatic }) => !automatic).map(({ offerId }) => offerId));
    const running = offers.filter((offer) => isFor(offer, line, now)).map(({ hint }) => hint.badge);
    return {
      productId: sku.productId,
      price,
      afterCoupon: best !== null && used.size > 0 ? best.totals.payable : null,
      badges: [...new Map(running.map((badge) => [bothOf(badge).zh, badge])).values()],
      takeable: fitting
        .toSorted((a, b) => Number(used.has(b.offer.id)) - Number(used.has(a.offer.id)))
        .map(({ offer }) => offer.id),
    };
  });
  return {
    items,
    coupons: couponsOf(
      takeable.map(({ coupon }) => coupon),
      skus,
    ),
  };
}

/** The narrowest first: who looks for eggs is shown the coupon for eggs before the one for everything. */
function couponsOf(takeable: readonly TakeableCoupon[], skus: readonly SkuFacts[]): TakeableView[] {
  const width = { products: 0, categories: 1, except: 2, all: 3 } as const;
  return takeable
    .filter(({ template }) => skus.some((sku) => inScope(asScope(template.scope), sku)))
    .toSorted((a, b) => width[a.template.scope.kind] - width[b.template.scope.kind])
    .map(({ view }) => view);
}
