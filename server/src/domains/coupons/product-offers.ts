import { bothOf, joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { pickedIn } from '../../platform/form/check.ts';
import type { Names } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';
import { findProductSkus, type SkuFacts } from '../catalog/index.ts';
import { type Offer, type OfferSource, type Quote, type QuoteLine, quote, scopes } from '../pricing/index.ts';
import type { AudiencePort } from './audience.ts';
import { asTaken, isTakeable, listCenter, type TakeableView } from './center.ts';
import { asOffer, asScope } from './coupon-offer.ts';
import { couponErrors } from './errors.ts';
import { presentHers } from './wallet.ts';
import { findUsable } from './wallet-queries.ts';

export type ProductOffers = {
  readonly price: number;
  readonly afterCoupon: number | null;
  readonly explanation: Words;
  readonly promotions: { offerId: string; name: string; badge: Words; sentence: Words }[];
  readonly mine: ReturnType<typeof presentHers>[];
  readonly takeable: TakeableView[];
};

/** The other discounts that checkout knows, and who may take what. */
export type OfferPorts = { readonly sources: readonly OfferSource[]; readonly audience: AudiencePort };

export type Shopper = { readonly memberId: string; readonly personNo: number; readonly app: string };

/**
 * What one unit of a product costs this shopper (its cheapest SKU, with member price and promotions), and what it would
 * cost with the best coupon she has or could take now. Asked of the checkout engine, so the cart will say the same.
 */
export async function readProductOffers(
  ctx: Ctx,
  { sources, audience }: OfferPorts,
  { app, ...person }: Shopper,
  productId: string,
): Promise<ProductOffers> {
  const sku = (await findProductSkus(ctx, [productId])).get(productId)?.[0];
  if (sku === undefined) throw couponErrors.error('product_not_found', { id: productId });
  const now = ctx.now();
  const lines = [asLine(sku)];
  const context = { channel: 'shop', app, chosen: 'best' as const };
  const found = await Promise.all(sources.map(async (source) => source.find(ctx, { ...person, lines, now, context })));
  const others = found.flatMap(({ offers = [] }) => offers);
  const prices = found.flatMap((one) => one.prices ?? []);
  const wallet = (await findUsable(ctx, person.memberId, now)).filter(({ scope }) =>
    scopes.holds(asScope(scope), asLine(sku)),
  );
  const center = await listCenter(ctx, audience, person, productId);
  const coupons = [...wallet.map(asOffer), ...center.filter(isTakeable).map((one) => asTaken(one, now))];
  const ask = (offers: readonly Offer[]) => quote({ lines, offers, prices, shipping: null, now });
  const price = ask(others).totals.payable;
  const best = ask([...others, ...coupons]);
  const used = best.applied.filter((offer) => !offer.automatic);
  const running = others.filter((offer) => isRunning(offer, now) && scopes.holds(offer.scope, asLine(sku)));
  const names = await namesIn(ctx, running);
  return {
    price,
    afterCoupon: used.length > 0 ? best.totals.payable : null,
    explanation: explain(best, new Set(wallet.map(({ id }) => id))),
    promotions: running.map((offer) => presentOffer(offer, names)),
    mine: wallet.map((row) => presentHers(row, now)),
    takeable: center.map(({ view }) => view),
  };
}

export function asLine(sku: SkuFacts): QuoteLine {
  const { id, productId, categoryIds, price, memberPrice } = sku;
  return { lineId: id, skuId: id, productId, categoryIds, quantity: 1, listPrice: price, memberPrice };
}

/** It needs no coupon, and its time is now. */
export function isRunning({ automatic, startsAt, endsAt }: Offer, now: Date): boolean {
  return automatic && startsAt.getTime() <= now.getTime() && (endsAt === null || now.getTime() < endsAt.getTime());
}

/** What the rule says, without its goods: the product is one of them. */
function presentOffer({ id, hint, discount: { kind, values } }: Offer, names: Names) {
  return { offerId: id, name: hint.label, badge: hint.badge, sentence: kind.form.sentence(values, names) };
}

/** What these rules name besides the goods they are for: what may be added for little. Mostly nothing. */
async function namesIn(ctx: Ctx, offers: readonly Offer[]): Promise<Names> {
  const picked = offers.flatMap(({ discount: { kind, values } }) => pickedIn(kind.form.fields, values));
  return picked.length === 0 ? () => null : ctx.names(ctx, picked);
}

function explain(best: Quote, owned: ReadonlySet<string>): Words {
  const parts = best.applied.map(({ offerId, label, saving, automatic }) => {
    const { zh, en } = bothOf(label);
    const off = formatYuan(saving);
    if (automatic) return words(`享「${zh}」减 ¥${off}`, `“${en}” takes off ¥${off}`);
    if (owned.has(offerId)) return words(`用「${zh}」减 ¥${off}`, `using “${en}” takes off ¥${off}`);
    return words(`领「${zh}」减 ¥${off}`, `taking “${en}” takes off ¥${off}`);
  });
  const prices = best.unitPrices.map(({ label, amount }) => {
    const { zh, en } = bothOf(label);
    return words(`${zh}省 ¥${formatYuan(amount)}`, `${en} saves ¥${formatYuan(amount)}`);
  });
  return joinWords([...prices, ...parts], words('，', ', '));
}
