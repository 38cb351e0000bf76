import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someCart } from './carts/testing.ts';
import { inScope, type Offer, offerLayers } from './offer.ts';
import { type QuoteInput, quote } from './quote.ts';
import { scopeIndex } from './scope-index.ts';
import { shippingFee } from './shipping.ts';
import { aCoupon, aLine, anOffer, minus, testNow } from './testing.ts';
import { priceLayer } from './unit-offers.ts';
import { byLineId } from './unit-price.ts';

/** One piece of a cart. */
type Piece = {
  readonly line: number;
  readonly skuId: string;
  readonly productId: string;
  readonly list: number;
  readonly unit: number;
  left: number;
};

/**
 * The price of one set of offers taken off one after another, by the book and piece by piece, or null where the set is
 * not allowed or one saves nothing.
 */
function priceOf(cart: QuoteInput, set: readonly Offer[]): number | null {
  const inOrder = [...cart.lines].sort(byLineId);
  const { lines } = priceLayer(inOrder, cart.prices, cart.offers.filter(isPrice), cart.now, scopeIndex(inOrder));
  const pieces = lines.flatMap(({ line, pieces: priced }, at) =>
    priced.flatMap(({ count, unitPrice: unit }) =>
      Array.from(
        { length: count },
        (): Piece => ({
          line: at,
          skuId: line.skuId,
          productId: line.productId,
          list: line.listPrice,
          unit,
          left: unit,
        }),
      ),
    ),
  );
  const scopes = set.map((offer) => new Set(lines.flatMap(({ line }, at) => (inScope(offer.scope, line) ? [at] : []))));
  if (set.length > 1 && set.some((offer) => offer.stacking.exclusive)) return null;
  for (const [a, one] of set.entries())
    for (const [b, other] of set.entries()) {
      if (a !== b && one.stacking.notWith === other.source) return null;
      if (a >= b || one.stacking.group !== other.stacking.group) continue;
      const meet = [...(scopes[a] ?? [])].some((line) => scopes[b]?.has(line));
      if (meet || one.stacking.once === 'cart') return null;
    }
  const unitGoods = sum(pieces, 'unit');
  let freed = 0;
  for (const [at, offer] of set.entries()) {
    const inside = pieces.filter((piece) => scopes[at]?.has(piece.line));
    const touched = pickedBy(offer, inside);
    const base = sum(touched, offer.stacking.base === 'current' ? 'left' : offer.stacking.base);
    const ships = offer.layer === 'shipping';
    const fee = shippingFee(cart.shipping, { unit: unitGoods, current: sum(pieces, 'left') }) - freed;
    const makesSets = ['pieces_for', 'bundle'].includes(offer.discount.kind.kind);
    const count = makesSets ? touched.length : inside.length;
    const { cap, floor } = offer.stacking;
    const open = ships ? fee : Math.max(0, sum(touched, 'left') - (floor ?? 0));
    const saving = touched.length > 0 ? Math.min(cap ?? open, savedBy(offer, base, open, count)) : 0;
    if (saving === 0) return null;
    if (ships) freed += saving;
    else takeFrom(touched, offer.stacking.base, saving);
  }
  const goods = sum(pieces, 'left');
  return goods + shippingFee(cart.shipping, { unit: unitGoods, current: goods }) - freed;
}

type Rules = {
  readonly nth?: number;
  readonly pieces?: number;
  readonly price?: number;
  readonly per?: number;
  readonly off?: number;
  readonly times?: number | null;
  readonly percentOff?: number;
  readonly counts?: string;
  readonly most?: number | null;
  readonly cap?: number | null;
  readonly threshold?: number;
  readonly groups?: readonly { readonly products: readonly string[]; readonly pieces: number }[];
  readonly tiers?: readonly {
    threshold?: number;
    pieces?: number;
    off?: number;
    percentOff?: number;
    cap?: number | null;
  }[];
};

/** Every nth of the pieces laid out by price, one by one. */
function pickedBy({ discount: { kind, values } }: Offer, inside: readonly Piece[]): Piece[] {
  const { nth = 0, pieces = 0, price = 0, counts, most }: Rules = values;
  const laid = [...inside].sort((a, b) => b.unit - a.unit);
  const groups = counts === 'mixed' ? [laid] : groupsOf(laid, 'skuId');
  if (kind.kind === 'pieces_for') {
    const sets = groups.flatMap((group) =>
      Array.from({ length: Math.floor(group.length / pieces) }, (_, at) => group.slice(at * pieces, (at + 1) * pieces)),
    );
    const dear = sets.filter((some) => sum(some, 'unit') > price).sort((a, b) => sum(b, 'unit') - sum(a, 'unit'));
    return dear.slice(0, most ?? dear.length).flat();
  }
  if (kind.kind === 'bundle') return bundled(values, laid);
  if (kind.kind !== 'nth_piece') return [...inside];
  const due = new Set([...groups].flatMap((group) => group.filter((_, at) => (at + 1) % nth === 0)));
  const picked = laid.filter((piece) => due.has(piece));
  return most === null || most === undefined ? picked : picked.slice(0, most);
}

/** Of every number of sets the one that gains most, the fewest of equal ones; each set takes the dearest of its groups. */
function bundled({ groups = [], price = 0, most }: Rules, laid: readonly Piece[]): Piece[] {
  const of = groups.map(({ products, pieces }) => ({
    pieces,
    all: laid.filter(({ productId }) => products.includes(productId)),
  }));
  const limit = Math.min(most ?? 99, ...of.map(({ all, pieces }) => Math.floor(all.length / pieces)));
  const sets = Array.from({ length: limit + 1 }, (_, n) => of.flatMap(({ all, pieces }) => all.slice(0, n * pieces)));
  const gains = sets.map((some, n) => sum(some, 'unit') - n * price);
  return sets[gains.indexOf(Math.max(...gains))] ?? [];
}

function savedBy({ discount: { kind, values } }: Offer, base: number, open: number, count: number): number {
  const { percentOff = 0, threshold = 0, cap, tiers = [], pieces = 1, price = 0 }: Rules = values;
  const { per = 1, off: each = 0, times }: Rules = values;
  const off = (percent: number, most?: number | null) =>
    Math.min(Math.round((base * percent) / 100), most ?? open, open);
  if (kind.kind === 'nth_piece') return off(percentOff);
  if (kind.kind === 'bundle') return Math.max(0, Math.min(open, base - (count / sizeOf(values)) * price));
  if (kind.kind === 'pieces_for') return Math.max(0, Math.min(open, base - (count / pieces) * price));
  if (kind.kind === 'each_amount_off') return Math.min(open, Math.min(times ?? base, Math.floor(base / per)) * each);
  if (kind.kind === 'free_shipping') return base >= threshold ? Math.min(cap ?? open, open) : 0;
  const counted = kind.kind === 'pieces_percent' ? count : base;
  const tier = tiers.filter((one) => (one.pieces ?? one.threshold ?? 0) <= counted).at(-1);
  if (!tier) return 0;
  return tier.off === undefined ? off(tier.percentOff ?? 0, tier.cap) : Math.min(tier.off, open);
}

function sizeOf({ groups = [] }: Rules): number {
  return groups.reduce((total, { pieces }) => total + pieces, 0);
}

/** Over the lines first; within a line it only matters that pieces which one offer picks keep their part of it. */
function takeFrom(touched: readonly Piece[], by: 'list' | 'unit' | 'current', saving: number): void {
  const key = by === 'current' ? 'left' : by;
  const lines = groupsOf(touched, 'line');
  const shares = share(
    saving,
    lines.map((some) => sum(some, key)),
    lines.map((some) => sum(some, 'left')),
  );
  for (const [at, some] of lines.entries()) {
    const parts = share(
      shares[at] ?? 0,
      some.map((piece) => piece[key]),
      some.map((piece) => piece.left),
    );
    for (const [place, piece] of some.entries()) piece.left -= parts[place] ?? 0;
  }
}

/** Whole shares first, then one fen each to the largest remainders, once more for what caps cut off. */
function share(total: number, weights: readonly number[], caps: readonly number[]): number[] {
  const given = weights.map(() => 0);
  let rest = total;
  while (rest > 0) {
    const open = [...weights.keys()].filter((at) => (caps[at] ?? 0) > (given[at] ?? 0) && (weights[at] ?? 0) > 0);
    const weight = open.reduce((total, at) => total + (weights[at] ?? 0), 0);
    const products = open.map((at) => rest * (weights[at] ?? 0));
    const whole = products.map((product) => Math.floor(product / weight));
    const order = open
      .map((_, at) => at)
      .sort((a, b) => ((products[b] ?? 0) % weight) - ((products[a] ?? 0) % weight) || a - b);
    let over = rest - whole.reduce((total, part) => total + part, 0);
    for (const at of order) if (over-- > 0) whole[at] = (whole[at] ?? 0) + 1;
    for (const [at, index] of open.entries()) {
      const part = Math.min(whole[at] ?? 0, (caps[index] ?? 0) - (given[index] ?? 0));
      given[index] = (given[index] ?? 0) + part;
      rest -= part;
    }
  }
  return given;
}

function groupsOf(pieces: readonly Piece[], key: 'line' | 'skuId'): Piece[][] {
  const values = [...new Set(pieces.map((piece) => piece[key]))];
  return values.map((value) => pieces.filter((piece) => piece[key] === value));
}

function sum(pieces: readonly Piece[], key: 'list' | 'unit' | 'left'): number {
  return pieces.reduce((total, piece) => total + piece[key], 0);
}

function isPrice({ layer }: Offer): boolean {
  return layer === 'unit';
}

function allSets(offers: readonly Offer[]): Offer[][] {
  const inOrder = offers
    .filter((offer) => !isPrice(offer) && offer.layer !== 'gift')
    .sort(
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
      anOffer({ id: 'alone', automatic: false, discount: minus(1_000), stacking: { exclusive: true, priority: 1 } }),
      aCoupon({ id: 'soon', discount: minus(500), endsAt: soon, stacking: { group: 'shop' } }),
      anOffer({ id: 'promotion', discount: minus(500) }),
    ];
    const quoted = quote({ lines: [aLine({ price: 9_000 })], offers, prices: [], shipping: null, now: testNow });
    expect(quoted.applied.map((offer) => offer.offerId)).toEqual(['promotion', 'soon']);
  });

  it('stays within its budget when everything stacks, says so, and still beats each offer alone', () => {
    const lines = Array.from({ length: 20 }, (_, at) => aLine({ id: `l${at}`, price: 900 + 37 * at, quantity: 2 }));
    const offers = Array.from({ length: 50 }, (_, at) =>
      aCoupon({ id: `c${at}`, discount: minus(100 + at, 2_000 + 600 * at), stacking: { group: `g${at}` } }),
    );
    const quoted = quote({ lines, offers, prices: [], shipping: null, now: testNow });
    expect(quoted.search).toBe('bounded');
    expect(quoted.totals.couponSaving).toBeGreaterThan(149);
  });

  it('sees a wallet full of the same coupon as one choice', () => {
    const offers = Array.from({ length: 60 }, (_, at) =>
      aCoupon({ id: `c${at}`, discount: minus(500), stacking: { group: `g${at % 3}` } }),
    );
    const quoted = quote({ lines: [aLine({ price: 9_000 })], offers, prices: [], shipping: null, now: testNow });
    expect(quoted.search).toBe('complete');
    expect(quoted.totals.couponSaving).toBe(1_500);
  });
});
