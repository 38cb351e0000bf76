import { isOpen } from '../../platform/week-hours.ts';
import { type Candidate, type CartAmounts, canSave, layOut } from './candidate.ts';
import { hasEnded, hasStarted, type Offer } from './offer.ts';
import type { OfferRef } from './offer-source.ts';
import { type LinesIn, scopeIndex } from './scope-index.ts';
import { searchBest, type Used } from './search.ts';
import { type ShippingRule, shippingFee } from './shipping.ts';
import { priceLayer, type UnitLayer } from './unit-offers.ts';
import { byLineId, type PricedLine, type QuoteLine, type UnitPrice } from './unit-price.ts';

export type CartQuestion = {
  readonly lines: readonly QuoteLine[];
  readonly offers: readonly Offer[];
  /** What she may have pieces at besides the list price; of several the lowest counts. */
  readonly prices: readonly UnitPrice[];
  /** null when nothing is shipped (pickup). */
  readonly shipping: ShippingRule | null;
  readonly now: Date;
  /** Offers that are not automatic: the best of them, or only these. */
  readonly chosen?: 'best' | readonly OfferRef[];
};

export type QuoteTotals = {
  readonly list: number;
  /** What prices of pieces save (the member price). */
  readonly unitSaving: number;
  readonly promotionSaving: number;
  readonly couponSaving: number;
  readonly goods: number;
  readonly shippingFee: number;
  readonly shippingSaving: number;
  /** `goods + shippingFee − shippingSaving`. */
  readonly payable: number;
};

/** The set of offers that costs least, and what it comes to before points. */
export type Solved = {
  readonly unit: UnitLayer;
  readonly linesIn: LinesIn;
  readonly cart: CartAmounts;
  readonly candidates: readonly Candidate[];
  readonly used: readonly Used[];
  readonly complete: boolean;
  readonly isChosen: (offer: Offer) => boolean;
  readonly totals: QuoteTotals;
};

/**
 * All that a quote decides, and nothing that it only says: whoever asks for the price of many goods asks here. `among`: which
 * lines, in the order of their ids, a scope is for, where that is known already.
 */
export function solve(input: CartQuestion, among?: LinesIn): Solved {
  const inOrder = [...input.lines].sort(byLineId);
  const linesIn = among ?? scopeIndex(inOrder);
  const unit = priceLayer(inOrder, input.prices, input.offers.filter(setsPrices), input.now, linesIn);
  const isChosen = chosenBy(input.chosen ?? 'best');
  const { cart, candidates } = layOut(unit.lines, input.offers.filter(takesOff), input.shipping?.fee ?? 0, linesIn);
  const usable = candidates.filter(
    (one) =>
      hasStarted(one.offer, input.now) &&
      !hasEnded(one.offer, input.now) &&
      isOpen(one.offer, input.now) &&
      isChosen(one.offer) &&
      canSave(one),
  );
  const { used, complete } = searchBest(cart, usable, input.shipping);
  const totals = totalsOf(unit.lines, used, input.shipping);
  return { unit, linesIn, cart, candidates, used, complete, isChosen, totals };
}

function setsPrices({ layer }: Offer): boolean {
  return layer === 'unit';
}

function takesOff({ layer }: Offer): boolean {
  return layer !== 'unit' && layer !== 'gift';
}

function chosenBy(chosen: 'best' | readonly OfferRef[]): (offer: Offer) => boolean {
  return (offer) =>
    offer.automatic ||
    chosen === 'best' ||
    chosen.some(({ source, offerId }) => offer.id === offerId && offer.source === source);
}

function totalsOf(lines: readonly PricedLine[], used: readonly Used[], rule: ShippingRule | null): QuoteTotals {
  const list = sumOf(lines, 'listAmount');
  const unit = sumOf(lines, 'unitAmount');
  const saved = (layer: Offer['layer']) =>
    used.reduce((sum, { candidate, saving }) => (candidate.offer.layer === layer ? sum + saving : sum), 0);
  const promotionSaving = saved('line') + saved('order');
  const [couponSaving, shippingSaving] = [saved('coupon'), saved('shipping')];
  const goods = unit - promotionSaving - couponSaving;
  const fee = lines.length === 0 ? 0 : shippingFee(rule, { unit, current: goods });
  return {
    list,
    unitSaving: list - unit,
    promotionSaving,
    couponSaving,
    goods,
    shippingFee: fee,
    shippingSaving,
    payable: goods + fee - shippingSaving,
  };
}

function sumOf(lines: readonly PricedLine[], key: 'listAmount' | 'unitAmount'): number {
  return lines.reduce((sum, line) => sum + line[key], 0);
}
