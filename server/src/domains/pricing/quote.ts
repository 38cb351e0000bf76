import { amountsOf, canSave, prepare } from './candidate.ts';
import { type Applied, explainApplied, explainRejected, type Outcome, type Rejected } from './explain.ts';
import { hasEnded, hasStarted, type Offer } from './offer.ts';
import { splitUnits, type UnitSplit } from './refund.ts';
import { searchBest, type Used } from './search.ts';
import { missingForFreeShipping, type ShippingRule, shippingFee } from './shipping.ts';
import { type PricedLine, priceUnits, type QuoteLine } from './unit-price.ts';

/** The name under which the member price stands among the discounts. */
export const memberPriceId = 'member_price';

export type QuoteInput = {
  readonly lines: readonly QuoteLine[];
  readonly offers: readonly Offer[];
  /** Who buys; null for a visitor. Members with `memberPrice` get the member price where it is the lower one. */
  readonly member: { readonly memberPrice: boolean } | null;
  /** null when nothing is shipped (pickup). */
  readonly shipping: ShippingRule | null;
  readonly now: Date;
  /** Offers that are not automatic: the best of them, or only those with these ids. */
  readonly chosen?: 'best' | readonly string[];
};

/** A discount as the shopper reads it on a line; `offerId` is `member_price` for the unit-price layer. */
export type NamedDiscount = {
  readonly offerId: string;
  readonly label: string;
  readonly badge: string;
  readonly amount: number;
};

export type QuotedLine = UnitSplit & {
  readonly lineId: string;
  readonly skuId: string;
  readonly productId: string;
  readonly listPrice: number;
  readonly unitPrice: number;
  readonly listAmount: number;
  readonly discounts: readonly NamedDiscount[];
  readonly payable: number;
};

export type QuoteTotals = {
  readonly list: number;
  readonly memberSaving: number;
  readonly promotionSaving: number;
  readonly couponSaving: number;
  readonly goods: number;
  readonly shippingFee: number;
  readonly shippingSaving: number;
  /** `goods + shippingFee − shippingSaving`. */
  readonly payable: number;
};

export type Quote = {
  readonly lines: readonly QuotedLine[];
  /** What is used, in the order taken off; the ones with a `source` are claimed there when the order is placed. */
  readonly applied: readonly Applied[];
  /** Every offer that is not used, and why. */
  readonly rejected: readonly Rejected[];
  /** `needMore`: fen of goods to free shipping; null when there is no such threshold. */
  readonly shipping: { readonly freeFrom: number | null; readonly needMore: number | null };
  readonly totals: QuoteTotals;
  /** `bounded` when the search stopped at its budget; the result is then the best seen, never worse than one offer alone. */
  readonly search: 'complete' | 'bounded';
};

/**
 * What these lines cost this shopper now, with every discount named and allocated. Pure and deterministic: list price,
 * cart, checkout and refund preview all ask here and agree. Integer fen throughout.
 *
 * Among all combinations that the stacking data allows, the one that costs least is used; ties go to the fewest spent
 * coupons, then the earliest expiry, then the lowest ids.
 *
 * @throws RangeError on a line without a positive whole quantity or with a price that is no whole fen.
 */
export function quote(input: QuoteInput): Quote {
  const lines = priceUnits(input.lines, input.member);
  const cart = amountsOf(lines);
  const chosen = chosenBy(input.chosen ?? 'best');
  const candidates = input.offers.map((offer) => prepare(offer, cart, input.shipping?.fee ?? 0));
  const usable = candidates.filter(
    (one) => hasStarted(one.offer, input.now) && !hasEnded(one.offer, input.now) && chosen(one.offer) && canSave(one),
  );
  const { used, complete } = searchBest(cart, usable, input.shipping);
  const totals = totalsOf(lines, used, input.shipping);
  const outcome: Outcome = { cart, used, shippingFee: totals.shippingFee };
  const quoted = new Map(lines.map((priced, index) => [priced.line.lineId, present(priced, index, used)]));
  return {
    lines: input.lines.flatMap(({ lineId }) => quoted.get(lineId) ?? []),
    applied: explainApplied(outcome),
    rejected: explainRejected(outcome, candidates, input.now, chosen),
    shipping: {
      freeFrom: input.shipping?.freeFrom ?? null,
      needMore: missingForFreeShipping(input.shipping, { unit: cart.unitGoods, current: totals.goods }),
    },
    totals,
    search: complete ? 'complete' : 'bounded',
  };
}

function chosenBy(chosen: 'best' | readonly string[]): (offer: Offer) => boolean {
  return (offer) => offer.automatic || chosen === 'best' || chosen.includes(offer.id);
}

function totalsOf(lines: readonly PricedLine[], used: readonly Used[], rule: ShippingRule | null): QuoteTotals {
  const list = sumOf(lines, 'listAmount');
  const unit = sumOf(lines, 'unitAmount');
  const saved = (layer: Offer['layer']) =>
    used.reduce((sum, { candidate, saving }) => (candidate.offer.layer === layer ? sum + saving : sum), 0);
  const [promotionSaving, couponSaving, shippingSaving] = [saved('order'), saved('coupon'), saved('shipping')];
  const goods = unit - promotionSaving - couponSaving;
  const fee = lines.length === 0 ? 0 : shippingFee(rule, { unit, current: goods });
  return {
    list,
    memberSaving: list - unit,
    promotionSaving,
    couponSaving,
    goods,
    shippingFee: fee,
    shippingSaving,
    payable: goods + fee - shippingSaving,
  };
}

function present(priced: PricedLine, index: number, used: readonly Used[]): QuotedLine {
  const { line, unitPrice, listAmount, unitAmount } = priced;
  const discounts: NamedDiscount[] = [];
  if (unitAmount < listAmount) discounts.push({ ...memberDiscount, amount: listAmount - unitAmount });
  let payable = unitAmount;
  for (const { candidate, shares } of used) {
    const amount = shares?.[index] ?? 0;
    const { id, hint } = candidate.offer;
    if (amount > 0) discounts.push({ offerId: id, label: hint.label, badge: hint.badge, amount });
    payable -= amount;
  }
  const { lineId, skuId, productId, listPrice, quantity } = line;
  const split = splitUnits(payable, quantity);
  return { lineId, skuId, productId, listPrice, unitPrice, listAmount, discounts, payable, ...split };
}

const memberDiscount = { offerId: memberPriceId, label: '会员价', badge: '会员' };

function sumOf(lines: readonly PricedLine[], key: 'listAmount' | 'unitAmount'): number {
  return lines.reduce((sum, line) => sum + line[key], 0);
}
