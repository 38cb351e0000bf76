import type { Ctx } from '../../platform/ctx.ts';
import type { DomainError } from '../../platform/errors.ts';
import { findSkus, type SkuFacts } from '../catalog/index.ts';
import { type Offer, type OfferSource, type Quote, type QuoteLine, quote, readShippingRule } from '../pricing/index.ts';
import { orderErrors } from './errors.ts';

export type Buyer = { readonly memberId: string; readonly personNo: number };
export type Wanted = { readonly skuId: string; readonly quantity: number };
export type PriceQuestion = Buyer & {
  readonly lines: readonly Wanted[];
  /** Absent: the best coupons; []: none. */
  readonly couponIds?: readonly string[] | undefined;
};
export type Priced = { readonly ok: true; readonly quote: Quote; readonly skus: ReadonlyMap<string, SkuFacts> };
export type PriceAnswer = Priced | { readonly ok: false; readonly error: DomainError };

/** What each question costs now. Reads are by set: SKUs and terms once for all, offers once a buyer and source. */
export async function priceAll(
  ctx: Ctx,
  sources: readonly OfferSource[],
  questions: readonly PriceQuestion[],
): Promise<PriceAnswer[]> {
  const merged = questions.map((question) => mergeLines(question.lines));
  const [skus, shipping] = await Promise.all([
    findSkus(
      ctx,
      merged.flat().map((line) => line.skuId),
    ),
    readShippingRule(ctx),
  ]);
  const now = ctx.now();
  const errors = merged.map((lines) => refusal(lines, skus));
  const asked = questions.flatMap(({ memberId, personNo }, at) =>
    errors[at]
      ? []
      : [{ at, memberId, personNo, now, lines: (merged[at] ?? []).flatMap((line) => asQuoteLine(line, skus)) }],
  );
  const found = await findOffers(ctx, sources, asked);
  const answers: PriceAnswer[] = errors.map((error) => ({ ok: false, error: error ?? orderErrors.error('not_found') }));
  for (const [index, { at, lines }] of asked.entries()) {
    const { couponIds } = questions[at] ?? {};
    const offers = found[index] ?? [];
    if (couponIds?.some((id) => !offers.some((offer) => offer.id === id && !offer.automatic))) {
      answers[at] = { ok: false, error: orderErrors.error('coupon_gone') };
    } else {
      const member = { memberPrice: true };
      answers[at] = {
        ok: true,
        skus,
        quote: quote({ lines, offers, member, shipping, now, chosen: couponIds ?? 'best' }),
      };
    }
  }
  return answers;
}

/** The price of one cart, or the error that says why there is none. */
export async function priceOne(ctx: Ctx, sources: readonly OfferSource[], question: PriceQuestion): Promise<Priced> {
  const [answer] = await priceAll(ctx, sources, [question]);
  if (!answer?.ok) throw answer?.error ?? orderErrors.error('not_found');
  return answer;
}

type Asked = Buyer & { readonly lines: readonly QuoteLine[]; readonly now: Date };

/** What each source offers each buyer; one statement a source where the source can. */
async function findOffers(ctx: Ctx, sources: readonly OfferSource[], asked: readonly Asked[]): Promise<Offer[][]> {
  const bySource = await Promise.all(
    sources.map(async (source) =>
      source.findMany ? source.findMany(ctx, asked) : Promise.all(asked.map(async (one) => source.find(ctx, one))),
    ),
  );
  return asked.map((_, at) => bySource.flatMap((offers) => offers[at] ?? []));
}

/** One line a SKU, in the order in which they came. */
function mergeLines(lines: readonly Wanted[]): Wanted[] {
  const quantities = new Map<string, number>();
  for (const { skuId, quantity } of lines) quantities.set(skuId, (quantities.get(skuId) ?? 0) + quantity);
  return [...quantities].map(([skuId, quantity]) => ({ skuId, quantity }));
}

/** Off sale, or more of a product than one order may have. Stock is looked at where it is reserved. */
function refusal(lines: readonly Wanted[], skus: ReadonlyMap<string, SkuFacts>): DomainError | null {
  const ofProduct = new Map<string, number>();
  for (const { skuId, quantity } of lines) {
    const sku = skus.get(skuId);
    if (!sku?.onSale) return orderErrors.error('off_sale', { skuId, name: sku?.name ?? '商品' });
    const units = (ofProduct.get(sku.productId) ?? 0) + quantity;
    ofProduct.set(sku.productId, units);
    if (sku.limitPerOrder !== null && units > sku.limitPerOrder) {
      return orderErrors.error('limit_reached', { skuId, name: sku.name, limit: sku.limitPerOrder });
    }
  }
  return null;
}

function asQuoteLine(line: Wanted, skus: ReadonlyMap<string, SkuFacts>): QuoteLine[] {
  const sku = skus.get(line.skuId);
  if (!sku) return [];
  const { productId, categoryIds, price, memberPrice } = sku;
  return [
    { lineId: sku.id, skuId: sku.id, productId, categoryIds, quantity: line.quantity, listPrice: price, memberPrice },
  ];
}
