import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { createGatherer } from '../../platform/gather.ts';
import { findProductSkus, type SkuFacts } from '../catalog/index.ts';
import { type FoundOffers, findOffers, type Offer, priceOnly, scopes } from '../pricing/index.ts';
import { asTaken, isTakeable, listCenters, type TakeableCoupon, type TakeableView } from './center.ts';
import { asOffer, asScope } from './coupon-offer.ts';
import { asLine, isRunning, type OfferPorts, type Shopper } from './product-offers.ts';
import type { WalletRow } from './tables.ts';
import { findUsableOfMany } from './wallet-queries.ts';

type CardOffers = {
  readonly productId: string;
  readonly price: number;
  readonly afterCoupon: number | null;
  readonly badges: Words[];
  /** Templates of the coupons that she can take now and that are good for it; first the one that `afterCoupon` counts on. */
  readonly takeable: string[];
};
type OfferList = { items: CardOffers[]; coupons: TakeableView[] };
type Ask = { readonly shopper: Shopper; readonly productIds: readonly string[] };

/**
 * What one unit of each product of a list costs this shopper, and what with the best coupon she has or could take, by the very
 * engine of checkout; and the coupons of the list, those for fewest goods first. Lists that are asked for at one moment are read
 * together: a handful of statements for all of them.
 */
export function createOfferLists(ports: OfferPorts): (ctx: Ctx, ask: Ask) => Promise<OfferList> {
  const gather = createGatherer<Ask & { readonly ctx: Ctx }, OfferList>({
    work: async (asks) => {
      const [first] = asks;
      return first ? listMany({ ...first.ctx, actor: { kind: 'system' } }, ports, asks) : [];
    },
    // Nobody waits for company: what comes while lists are read is the next group.
    lingerMs: 0,
    most: 32,
    lanes: 2,
    isCertain: () => true,
  });
  return async (ctx, ask) => gather({ ...ask, ctx });
}

async function listMany(ctx: Ctx, { sources, audience }: OfferPorts, asks: readonly Ask[]): Promise<OfferList[]> {
  const now = ctx.now();
  const known = await findProductSkus(
    ctx,
    asks.flatMap(({ productIds }) => productIds),
  );
  const skusOf = asks.map(({ productIds }) =>
    [...new Set(productIds)].flatMap((id) => known.get(id)?.slice(0, 1) ?? []),
  );
  const persons = asks.map(({ shopper: { memberId, personNo } }) => ({ memberId, personNo }));
  const questions = asks.map(({ shopper: { app, ...person } }, at) => ({
    ...person,
    lines: (skusOf[at] ?? []).map(asLine),
    now,
    context: { channel: 'shop', app, chosen: 'best' as const },
  }));
  const [wallets, centers, found] = await Promise.all([
    findUsableOfMany(
      ctx,
      persons.map(({ memberId }) => memberId),
      now,
    ),
    listCenters(ctx, audience, persons),
    findOffers(ctx, sources, questions),
  ]);
  return asks.map(({ shopper }, at) =>
    listOf(
      {
        skus: skusOf[at] ?? [],
        found: found[at] ?? nothing,
        wallet: wallets.get(shopper.memberId) ?? [],
        takeable: (centers[at] ?? []).filter(isTakeable),
      },
      now,
    ),
  );
}

const nothing: FoundOffers = { offers: [], prices: [], points: null, alone: null, collected: false, refused: null };

type Read = {
  readonly skus: readonly SkuFacts[];
  readonly found: FoundOffers;
  readonly wallet: readonly WalletRow[];
  readonly takeable: readonly TakeableCoupon[];
};

/** Goods that a coupon is good for are priced twice: with all of them, and without any. */
function listOf({ skus, found: { offers, prices }, wallet, takeable }: Read, now: Date): OfferList {
  const lines = skus.map(asLine);
  const taken = takeable.map((coupon) => asTaken(coupon, now));
  const best = priceOnly.each({ lines, offers: [...offers, ...wallet.map(asOffer), ...taken], prices, now });
  const couponed = lines.filter((_, at) => best[at]?.met.some(isSpent));
  const alone = priceOnly.each({ lines: couponed, offers, prices, now });
  const without = new Map(couponed.map(({ skuId }, at) => [skuId, alone[at]?.goods]));
  const canBeTaken = new Set(taken);
  const items = skus.map(({ id, productId, price }, at): CardOffers => {
    const { goods, used, met } = best[at] ?? { goods: price, used: [], met: [] };
    const spent = new Set(used.filter(isSpent));
    const running = met.filter((offer) => isRunning(offer, now)).map(({ hint }) => hint.badge);
    return {
      productId,
      price: without.get(id) ?? goods,
      afterCoupon: spent.size > 0 ? goods : null,
      badges: [...new Map(running.map((badge) => [badge.zh, badge])).values()],
      takeable: met
        .filter((offer) => canBeTaken.has(offer))
        .toSorted((a, b) => Number(spent.has(b)) - Number(spent.has(a)))
        .map((offer) => offer.id),
    };
  });
  return { items, coupons: couponsOf(takeable, skus) };
}

function isSpent({ automatic }: Offer): boolean {
  return !automatic;
}

/** The narrowest first: who looks for eggs is shown the coupon for eggs before the one for everything. */
function couponsOf(takeable: readonly TakeableCoupon[], skus: readonly SkuFacts[]): TakeableView[] {
  const width = { products: 0, categories: 1, except: 2, all: 3 } as const;
  return takeable
    .filter(({ template }) => skus.some((sku) => scopes.holds(asScope(template.scope), sku)))
    .toSorted((a, b) => width[a.template.scope.kind] - width[b.template.scope.kind])
    .map(({ view }) => view);
}
