import { bothOf } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { pickedIn } from '../../../platform/form/check.ts';
import { shelf } from '../../catalog/index.ts';
import { pricingErrors } from '../errors.ts';
import type { Offer } from '../offer.ts';
import type { OfferSource } from '../offer-source.ts';
import { deepestOf, momentsOf } from './deepest.ts';
import { warningsOf } from './judge.ts';
import { howTheyMeet } from './meet.ts';
import { asLine, mostOf, presentDeepest, presentSku } from './present.ts';
import { readMet } from './reach.ts';
import { windowOf } from './window.ts';

/** As many offers as are laid against one another. */
const MOST_OFFERS = 40;
/** One SKU is looked at more closely than each of the whole shop. */
const depth = { moments: 20, carts: 12, every: true };

/** How the offers for one SKU live with one another in this time, and how deep its price can go. Throws `pricing.sku_not_found`. */
export async function showOverlap(
  ctx: Ctx,
  sources: readonly OfferSource[],
  skuId: string,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
) {
  const window = windowOf(asked, ctx.now());
  const [sku] = await shelf.onSale(ctx, { skuId, most: 1 });
  if (sku === undefined) throw pricingErrors.error('sku_not_found', { id: skuId });
  const [met] = await readMet(ctx, sources, [asLine(sku)], window);
  if (met === undefined) throw pricingErrors.error('sku_not_found', { id: skuId });
  const offers = met.offers.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()).slice(0, MOST_OFFERS);
  const deepest = deepestOf(met, momentsOf(met.offers, window), mostOf(sku), depth);
  const names = await ctx.names(
    ctx,
    offers.flatMap(({ discount: { kind, values } }) => pickedIn(kind.form.fields, values)),
  );
  return {
    ...presentSku(sku),
    offers: offers.map((offer) => ({
      ...{ source: offer.source, offerId: offer.id, layer: offer.layer, automatic: offer.automatic },
      ...{ label: offer.hint.label, badge: offer.hint.badge },
      sentence: offer.discount.kind.form.sentence(offer.discount.values, names),
      startsAt: offer.startsAt.toISOString(),
      endsAt: offer.endsAt?.toISOString() ?? null,
    })),
    pairs: pairsOf(offers),
    prices: met.prices.map(({ source, offerId, label, price }) => ({
      source,
      offerId,
      label: bothOf(label),
      fen: price,
    })),
    deepest: presentDeepest(deepest, sku.price, window.from),
    warnings: warningsOf(deepest, met.offers, sku.costPrice),
  };
}

function pairsOf(offers: readonly Offer[]) {
  return offers.flatMap((a, one) =>
    offers.slice(one + 1).flatMap((b, after) => {
      const how = howTheyMeet(a, b);
      return how === null ? [] : [{ one, other: one + 1 + after, how }];
    }),
  );
}
