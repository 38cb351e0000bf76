import type { Ctx } from '../../platform/ctx.ts';
import { findSkus } from '../catalog/index.ts';
import { addresses } from '../members/index.ts';
import { freight, priceOnly, type QuoteLine } from '../pricing/index.ts';
import { asTaken, isTakeable, listCenter, type TakeableView } from './center.ts';
import { asOffer } from './coupon-offer.ts';
import type { OfferPorts, Shopper } from './product-offers.ts';
import { findUsable } from './wallet-queries.ts';

export type BasketCoupon = TakeableView & {
  /** fen that she would pay less with it than with the best she has */
  readonly saves: number;
};

/** So many templates are tried, the newest of the centre: each is one more quote. */
const MOST_TRIED = 20;

/**
 * Coupons she could take now that would lower this basket below its best price without them, asked of the checkout
 * engine, so that "none fits" is never said beside one that would. What is not on sale any more is left out.
 */
export async function listBasketCoupons(
  ctx: Ctx,
  { sources, audience }: OfferPorts,
  { app, ...person }: Shopper,
  wanted: readonly { readonly skuId: string; readonly quantity: number }[],
): Promise<BasketCoupon[]> {
  const center = (await listCenter(ctx, audience, person)).filter(isTakeable).slice(0, MOST_TRIED);
  const { lines, sent } = center.length === 0 ? nothing : await readLines(ctx, wanted);
  if (lines.length === 0) return [];
  const now = ctx.now();
  const context = { channel: 'shop', app, chosen: 'best' as const };
  const [terms, usual, wallet, ...found] = await Promise.all([
    freight.terms(ctx, Promise.resolve(sent)),
    addresses.usual(ctx, [person.memberId]),
    findUsable(ctx, person.memberId, now),
    ...sources.map(async (source) => source.find(ctx, { ...person, lines, now, context })),
  ]);
  const { rule: shipping } = freight.of(terms, sent, usual.get(person.memberId) ?? null);
  const offers = [...found.flatMap((one) => one.offers ?? []), ...wallet.map(asOffer)];
  const prices = found.flatMap((one) => one.prices ?? []);
  const payable = (more: typeof offers) =>
    priceOnly.payable({ lines, offers: [...offers, ...more], prices, shipping, now });
  const without = payable([]);
  return center
    .map((coupon) => ({ ...coupon.view, saves: without - payable([asTaken(coupon, now)]) }))
    .filter(({ saves }) => saves > 0)
    .toSorted((a, b) => b.saves - a.saves);
}

const nothing = { lines: [], sent: [] } as const;

/** One line a SKU, as checkout has it. */
async function readLines(
  ctx: Ctx,
  wanted: readonly { readonly skuId: string; readonly quantity: number }[],
): Promise<{ readonly lines: readonly QuoteLine[]; readonly sent: Parameters<typeof freight.of>[1] }> {
  const pieces = new Map<string, number>();
  for (const { skuId, quantity } of wanted) pieces.set(skuId, (pieces.get(skuId) ?? 0) + quantity);
  const skus = await findSkus(ctx, [...pieces.keys()]);
  const found = [...pieces].flatMap(([skuId, quantity]) => {
    const sku = skus.get(skuId);
    return sku?.onSale ? [{ sku, skuId, quantity }] : [];
  });
  return {
    lines: found.map(({ sku: { productId, categoryIds, price, memberPrice }, skuId, quantity }) => ({
      lineId: skuId,
      skuId,
      productId,
      categoryIds,
      quantity,
      listPrice: price,
      memberPrice,
    })),
    sent: found.map(({ sku: { weight, freightTemplateId }, skuId, quantity }) => ({
      skuId,
      quantity,
      weight,
      freightTemplateId,
    })),
  };
}
