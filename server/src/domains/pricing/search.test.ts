import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inScope, type Offer, offerLayers, savingOf } from './offer.ts';
import { type QuoteInput, quote } from './quote.ts';
import { shippingFee } from './shipping.ts';
import { aCoupon, aLine, anOffer, minus, someCart, testNow } from './testing.ts';
import { priceUnits } from './unit-price.ts';

/** The price of one set of offers taken off one after another, or null where the set is not allowed or one saves nothing. */
function priceOf(cart: QuoteInput, set: readonly Offer[]): number | null {
  const groups = new Set(set.map((offer) => offer.stacking.group));
  if (groups.size < set.length || (set.length > 1 && set.some((offer) => offer.stacking.exclusive))) return null;
  const lines = priceUnits(cart.lines, cart.member);
  const unit = lines.reduce((sum, line) => sum + line.unitAmount, 0);
  let left = lines.map((line) => line.unitAmount);
  let freed = 0;
  for (const offer of set) {
    const matching = lines.flatMap(({ line }, index) => (inScope(offer.scope, line) ? [index] : []));
    const amounts = { list: lines.map((l) => l.listAmount), unit: lines.map((l) => l.unitAmount), current: left };
    const base = matching.reduce((sum, index) => sum + (amounts[offer.stacking.base][index] ?? 0), 0);
    const tier = offer.tiers.filter((candidate) => candidate.atLeast <= base).at(-1);
    const goods = left.reduce((sum, amount) => sum + amount, 0);
    const ships = offer.layer === 'shipping';
    const open = ships
      ? shippingFee(cart.shipping, { unit, current: goods }) - freed
      : matching.reduce((sum, index) => sum + (left[index] ?? 0), 0);
    const saving = tier && matching.length > 0 ? savingOf(tier.action, base, open) : 0;
    if (saving === 0) return null;
    if (ships) freed += saving;
    else left = takeFrom(left, matching, amounts[offer.stacking.base], saving);
  }
  const goods = left.reduce((sum, amount) => sum + amount, 0);
  return goods + shippingFee(cart.shipping, { unit, current: goods }) - freed;
}

/** Whole shares first, then one fen each to the largest remainders, once more for what caps cut off: by the book. */
function takeFrom(
  left: readonly number[],
  matching: readonly number[],
  bases: readonly number[],
  saving: number,
): number[] {
  const result = [...left];
  let rest = saving;
  while (rest > 0) {
    const open = matching.filter((index) => (result[index] ?? 0) > 0 && (bases[index] ?? 0) > 0);
    const weight = open.reduce((sum, index) => sum + (bases[index] ?? 0), 0);
    const products = open.map((index) => rest * (bases[index] ?? 0));
    const whole = products.map((product) => Math.floor(product / weight));
    const order = open
      .map((_, at) => at)
      .sort((a, b) => ((products[b] ?? 0) % weight) - ((products[a] ?? 0) % weight) || a - b);
    let over = rest - whole.reduce((sum, share) => sum + share, 0);
    for (const at of order) if (over-- > 0) whole[at] = (whole[at] ?? 0) + 1;
    for (const [at, index] of open.entries()) {
      const share = Math.min(whole[at] ?? 0, result[index] ?? 0);
      result[index] = (result[index] ?? 0) - share;
      rest -= share;
    }
  }
  return result;
}

function allSets(offers: readonly Offer[]): Offer[][] {
  const inOrder = [...offers].sort(
    (a, b) =>
      offerLayers.indexOf(a.layer) - offerLayers.indexOf(b.layer) ||
      b.stacking.priority - a.stacking.priority ||
      (a.id < b.id ? -1 : 1),
  );
  let sets: Offer[][] = [[]];
  for (const offer of inOrder) sets = sets.flatMap((set) => [set, [...set, offer]]);
  return sets;
}

describe('the search for the best combination', () => {
  it('finds what trying every combination finds', () => {
    fc.assert(
      fc.property(someCart, (cart) => {
        const prices = allSets(cart.offers).flatMap((set) => priceOf(cart, set) ?? []);
        const quoted = quote(cart);
        expect(quoted.search).toBe('complete');
        expect(quoted.totals.payable).toBe(Math.min(...prices));
      }),
      { numRuns: 400 },
    );
  });

  it('settles ties as declared: fewest spent, earliest expiry, lowest ids', () => {
    const expiry = (offer: Offer) => offer.endsAt?.getTime() ?? Number.POSITIVE_INFINITY;
    const rank = (set: readonly Offer[]) => {
      const spent = set.filter((offer) => !offer.automatic);
      const ends = spent.map(expiry).sort((a, b) => a - b);
      return [spent.length, ...ends.map((end) => (end === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : end))];
    };
    fc.assert(
      fc.property(someCart, (cart) => {
        const quoted = quote(cart);
        const used = new Set(quoted.applied.map((offer) => offer.offerId));
        const mine = rank(cart.offers.filter((offer) => used.has(offer.id)));
        for (const set of allSets(cart.offers)) {
          if (priceOf(cart, set) !== quoted.totals.payable) continue;
          const other = rank(set);
          const at = mine.findIndex((value, index) => value !== other[index]);
          if (at !== -1) expect(mine[at]).toBeLessThan(other[at] ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('finds an equally good combination that spends the coupon which expires first', () => {
    const soon = new Date(testNow.getTime() + 1_000);
    const offers = [
      anOffer({ id: 'alone', automatic: false, tiers: minus(1_000), stacking: { exclusive: true, priority: 1 } }),
      aCoupon({ id: 'soon', tiers: minus(500), endsAt: soon, stacking: { group: 'shop' } }),
      anOffer({ id: 'promotion', tiers: minus(500) }),
    ];
    const quoted = quote({ lines: [aLine({ price: 9_000 })], offers, member: null, shipping: null, now: testNow });
    expect(quoted.applied.map((offer) => offer.offerId)).toEqual(['promotion', 'soon']);
  });

  it('stays within its budget when everything stacks, says so, and still beats each offer alone', () => {
    const lines = Array.from({ length: 20 }, (_, at) => aLine({ id: `l${at}`, price: 900 + 37 * at, quantity: 2 }));
    const offers = Array.from({ length: 50 }, (_, at) =>
      aCoupon({ id: `c${at}`, tiers: minus(100 + at, 2_000 + 600 * at), stacking: { group: `g${at}` } }),
    );
    const quoted = quote({ lines, offers, member: null, shipping: null, now: testNow });
    expect(quoted.search).toBe('bounded');
    expect(quoted.totals.couponSaving).toBeGreaterThan(149);
  });

  it('sees a wallet full of the same coupon as one choice', () => {
    const offers = Array.from({ length: 60 }, (_, at) =>
      aCoupon({ id: `c${at}`, tiers: minus(500), stacking: { group: `g${at % 3}` } }),
    );
    const quoted = quote({ lines: [aLine({ price: 9_000 })], offers, member: null, shipping: null, now: testNow });
    expect(quoted.search).toBe('complete');
    expect(quoted.totals.couponSaving).toBe(1_500);
  });
});
