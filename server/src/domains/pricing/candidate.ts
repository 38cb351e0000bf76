import { inScope, type Offer, offerLayers, savingOf, type Tier } from './offer.ts';
import type { PricedLine } from './unit-price.ts';

/** What a cart amounts to before any offer, by line: laid out once a quote, as the search reads it a thousand times. */
export type CartAmounts = {
  readonly lines: readonly PricedLine[];
  readonly list: readonly number[];
  readonly unit: readonly number[];
  readonly unitGoods: number;
};

/** An offer laid over the lines of one cart: everything the search needs that does not change while it searches. */
export type Candidate = {
  readonly offer: Offer;
  /** Indexes of the lines it touches. */
  readonly touches: readonly number[];
  /** What condition and percent look at, by line; null when that is the amount still to pay. */
  readonly bases: readonly number[] | null;
  /** The sum of what it looks at before any other offer. */
  readonly firstBase: number;
  /** It can never save more than this, whatever else is used; 0 when no tier is in reach. */
  readonly ceiling: number;
};

export function amountsOf(lines: readonly PricedLine[]): CartAmounts {
  const unit = lines.map((line) => line.unitAmount);
  return { lines, list: lines.map((line) => line.listAmount), unit, unitGoods: unit.reduce((a, b) => a + b, 0) };
}

/** `maxShipping`: the fee that a free-shipping offer could take away at most. */
export function prepare(offer: Offer, cart: CartAmounts, maxShipping: number): Candidate {
  const touches: number[] = [];
  for (let index = 0; index < cart.lines.length; index += 1) {
    const priced = cart.lines[index];
    if (priced !== undefined && inScope(offer.scope, priced.line)) touches.push(index);
  }
  const { base } = offer.stacking;
  const firstBase = sumAt(base === 'list' ? cart.list : cart.unit, touches);
  const open = offer.layer === 'shipping' ? maxShipping : sumAt(cart.unit, touches);
  const ceiling = ceilingAt(offer, firstBase, open);
  return { offer, touches, bases: base === 'current' ? null : cart[base], firstBase, ceiling };
}

/** What is left to pay of the lines it touches; for shipping, `fee`. */
export function openAmount(candidate: Candidate, base: number, left: readonly number[], fee: number): number {
  if (candidate.offer.layer === 'shipping') return fee;
  return candidate.bases === null ? base : sumAt(left, candidate.touches);
}

/** The most it can save from here on, whatever is used besides: bases and what is left only ever shrink. */
export function ceilingAt(offer: Offer, base: number, open: number): number {
  let ceiling = 0;
  for (const { atLeast, action } of offer.tiers) {
    if (atLeast > base) break;
    ceiling = Math.max(ceiling, savingOf(action, base, open));
  }
  return ceiling;
}

/** Nothing is ever worth more than before any discount, so an offer that saves nothing there never will. */
export function canSave(candidate: Candidate): boolean {
  return candidate.touches.length > 0 && candidate.ceiling > 0;
}

/** The amount that the condition looks at, given what each line still costs. */
export function baseAmount(candidate: Candidate, left: readonly number[]): number {
  return candidate.bases === null ? sumAt(left, candidate.touches) : candidate.firstBase;
}

export function reachedTier(offer: Offer, base: number): Tier | null {
  return offer.tiers.findLast((tier) => tier.atLeast <= base) ?? null;
}

export function nextTier(offer: Offer, base: number): Tier | null {
  return offer.tiers.find((tier) => tier.atLeast > base) ?? null;
}

/** The order in which offers are taken off: layer, then priority (high first), then id. */
export function inApplicationOrder(a: Candidate, b: Candidate): number {
  const layer = offerLayers.indexOf(a.offer.layer) - offerLayers.indexOf(b.offer.layer);
  const priority = b.offer.stacking.priority - a.offer.stacking.priority;
  return layer || priority || (a.offer.id < b.offer.id ? -1 : 1);
}

export function sumAt(amounts: readonly number[], indexes: readonly number[]): number {
  let sum = 0;
  for (const index of indexes) sum += amounts[index] ?? 0;
  return sum;
}
