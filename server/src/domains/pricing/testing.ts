import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { type Discount, discountOf } from './kind.ts';
import { addOn } from './kinds/add-on.ts';
import { amountOff } from './kinds/amount-off.ts';
import { eachAmountOff } from './kinds/each-amount-off.ts';
import { fixedPrice } from './kinds/fixed-price.ts';
import { freeShipping as freeShippingKind } from './kinds/free-shipping.ts';
import { nthPiece } from './kinds/nth-piece.ts';
import { percentOff as percentOffKind } from './kinds/percent-off.ts';
import { piecesFor } from './kinds/pieces-for.ts';
import { piecesPercent } from './kinds/pieces-percent.ts';
import { memberPrices } from './member-price.ts';
import type { Offer, OfferLayer, Scope } from './offer.ts';
import type { ShippingRule } from './shipping.ts';
import type { QuoteLine, UnitPrice } from './unit-price.ts';

export const testNow = new Date('2026-11-20T04:00:00Z');
export const allGoods: Scope = { kind: 'all', ids: [], exceptProductIds: [] };

type LineFacts = {
  readonly id?: string;
  readonly price: number;
  readonly quantity?: number;
  readonly memberPrice?: number;
  readonly category?: string;
};

/** A line of product `p-<id>`, its own SKU. */
export function aLine({ id = 'a', price, quantity = 1, memberPrice, category = 'fruit' }: LineFacts): QuoteLine {
  return {
    lineId: id,
    skuId: `sku-${id}`,
    productId: `p-${id}`,
    categoryIds: [category],
    quantity,
    listPrice: price,
    memberPrice: memberPrice ?? null,
  };
}

type OfferFacts = Partial<Omit<Offer, 'stacking'>> & { readonly stacking?: Partial<Offer['stacking']> };

/** An automatic offer on all goods that is open at `testNow`, unless told otherwise. */
export function anOffer(facts: OfferFacts): Offer {
  const layer: OfferLayer = facts.layer ?? 'order';
  const id = facts.id ?? `${layer}-1`;
  return {
    source: byRule.has(layer) ? 'promotions' : 'coupons',
    automatic: byRule.has(layer),
    scope: allGoods,
    discount: minus(1),
    startsAt: new Date(0),
    endsAt: null,
    hint: { label: id, badge: words(layer, layer) },
    ...facts,
    id,
    layer,
    stacking: { group: layer, once: 'cart', exclusive: false, priority: 0, base: 'current', ...facts.stacking },
  };
}

const byRule: ReadonlySet<OfferLayer> = new Set(['unit', 'line', 'order']);

export function aCoupon(facts: OfferFacts): Offer {
  return anOffer({ layer: 'coupon', ...facts });
}

/** `minus(1_000, 10_000, 2_500, 20_000)`: 满 100 减 10, 满 200 减 25. */
export function minus(off: number, threshold = 0, ...more: number[]): Discount {
  const [nextOff, nextThreshold = 0] = more;
  const next = nextOff === undefined ? [] : [{ threshold: nextThreshold, off: nextOff }];
  return discountOf(amountOff, { tiers: [{ threshold, off }, ...next] });
}

export function percent(off: number, threshold = 0, cap: number | null = null): Discount {
  return discountOf(percentOffKind, { tiers: [{ threshold, percentOff: off, cap }] });
}

export function freeShipping(threshold = 0, cap: number | null = null): Discount {
  return discountOf(freeShippingKind, { threshold, cap });
}

type NthFacts = {
  readonly nth?: number;
  readonly off?: number;
  readonly counts?: 'same' | 'mixed';
  readonly most?: number;
};

/** 第二件半价, unless told otherwise. */
export function everyNth({ nth = 2, off = 50, counts = 'same', most }: NthFacts = {}): Discount {
  return discountOf(nthPiece, { nth, percentOff: off, counts, most: most ?? null });
}

export function fromPieces(...tiers: readonly (readonly [pieces: number, percentOff: number])[]): Discount {
  return discountOf(piecesPercent, { tiers: tiers.map(([pieces, off]) => ({ pieces, percentOff: off })) });
}

type SetFacts = {
  readonly pieces?: number;
  readonly price: number;
  readonly counts?: 'same' | 'mixed';
  readonly most?: number;
};

/** 任选 3 件, unless told otherwise. */
export function setsFor({ pieces = 3, price: together, counts = 'mixed', most }: SetFacts): Discount {
  return discountOf(piecesFor, { pieces, price: together, counts, most: most ?? null });
}

export function forEvery(per: number, off: number, times: number | null = null): Discount {
  return discountOf(eachAmountOff, { per, off, times });
}

/** A rule that sets the price of pieces: 限时价 of all goods, unless told otherwise. */
export function aPrice(facts: OfferFacts & { readonly each?: number; readonly most?: number }): Offer {
  const { each = 500, most = null, ...rest } = facts;
  return anOffer({
    layer: 'unit',
    discount: discountOf(fixedPrice, { how: 'price', price: each, percentOff: null, most }),
    ...rest,
    stacking: { ...fixedPrice.stacking, ...facts.stacking },
  });
}

/** 加价购 of one SKU. */
export function anAddOn(
  facts: OfferFacts & { readonly threshold: number; readonly sku: string; readonly for: number },
): Offer {
  const { threshold: from, sku, for: each, ...rest } = facts;
  return anOffer({
    layer: 'unit',
    discount: discountOf(addOn, { threshold: from, items: [{ sku, price: each }], most: 1 }),
    ...rest,
    stacking: { ...addOn.stacking, ...facts.stacking },
  });
}

/** A rule about pieces, as a promotion makes it. */
export function aPieceRule(facts: OfferFacts): Offer {
  return anOffer({
    layer: 'line',
    discount: everyNth(),
    ...facts,
    stacking: { group: 'pieces', once: 'line', ...facts.stacking },
  });
}

const categories = ['fruit', 'meat', 'eggs'];
const price = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 100, max: 20_000 }));

export const someLines: fc.Arbitrary<QuoteLine[]> = fc
  .array(
    fc.record({
      price,
      quantity: fc.integer({ min: 1, max: 7 }),
      memberOff: fc.option(fc.integer({ min: -20, max: 50 })),
      category: fc.constantFrom(...categories),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((lines) =>
    lines.map(({ memberOff, ...line }, at) =>
      aLine({
        ...line,
        id: `line-${at}`,
        ...(memberOff === null ? {} : { memberPrice: Math.max(0, line.price - memberOff) }),
      }),
    ),
  );

const someScope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant(allGoods),
  fc.subarray(categories, { minLength: 1 }).map((ids): Scope => ({ kind: 'categories', ids, exceptProductIds: [] })),
  fc
    .constantFrom('line-0', 'line-1')
    .map((id): Scope => ({ kind: 'products', ids: [`p-${id}`], exceptProductIds: [] })),
  fc.constantFrom('line-0', 'line-2').map((id): Scope => ({ kind: 'all', ids: [], exceptProductIds: [`p-${id}`] })),
);

const ascending = <T>(tiers: readonly T[], from: (tier: T) => number) => [...tiers].sort((a, b) => from(a) - from(b));
const threshold = fc.integer({ min: 0, max: 30_000 });

const someGoodsDiscount: fc.Arbitrary<Discount> = fc.oneof(
  fc
    .array(fc.record({ threshold, off: fc.integer({ min: 1, max: 6_000 }) }), { minLength: 1, maxLength: 3 })
    .map((tiers) => discountOf(amountOff, { tiers: ascending(tiers, (tier) => tier.threshold) })),
  fc
    .array(
      fc.record({
        threshold,
        percentOff: fc.integer({ min: 1, max: 99 }),
        cap: fc.option(fc.integer({ min: 1, max: 3_000 })),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((tiers) => discountOf(percentOffKind, { tiers: ascending(tiers, (tier) => tier.threshold) })),
  fc
    .record({
      per: fc.integer({ min: 1, max: 15_000 }),
      off: fc.integer({ min: 1, max: 3_000 }),
      times: fc.option(fc.integer({ min: 1, max: 4 })),
    })
    .map((values) => discountOf(eachAmountOff, values)),
);

const somePiecesDiscount: fc.Arbitrary<Discount> = fc.oneof(
  fc
    .record({
      nth: fc.integer({ min: 2, max: 4 }),
      percentOff: fc.integer({ min: 1, max: 100 }),
      counts: fc.constantFrom('same' as const, 'mixed' as const),
      most: fc.option(fc.integer({ min: 1, max: 4 })),
    })
    .map((values) => discountOf(nthPiece, values)),
  fc
    .array(fc.record({ pieces: fc.integer({ min: 1, max: 12 }), percentOff: fc.integer({ min: 1, max: 99 }) }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((tiers) => discountOf(piecesPercent, { tiers: ascending(tiers, (tier) => tier.pieces) })),
  fc
    .record({
      pieces: fc.integer({ min: 2, max: 5 }),
      price: fc.integer({ min: 1, max: 20_000 }),
      counts: fc.constantFrom('same' as const, 'mixed' as const),
      most: fc.option(fc.integer({ min: 1, max: 3 })),
    })
    .map((values) => discountOf(piecesFor, values)),
);

const someShippingDiscount: fc.Arbitrary<Discount> = fc
  .record({ threshold: fc.integer({ min: 0, max: 9_000 }), cap: fc.option(fc.integer({ min: 1, max: 900 })) })
  .map((values) => discountOf(freeShippingKind, values));

const someOffer: fc.Arbitrary<Offer> = fc
  .record({
    layer: fc.constantFrom<OfferLayer>('line', 'line', 'order', 'coupon', 'coupon', 'shipping'),
    goods: someGoodsDiscount,
    pieces: somePiecesDiscount,
    shipping: someShippingDiscount,
    scope: someScope,
    group: fc.constantFrom('one', 'two', 'three'),
    exclusive: fc.integer({ min: 0, max: 6 }).map((dice) => dice === 0),
    priority: fc.integer({ min: 0, max: 2 }),
    base: fc.constantFrom('list', 'unit', 'current'),
    notWith: fc.constantFrom(null, null, null, 'coupons'),
    cap: fc.option(fc.integer({ min: 1, max: 3_000 }), { freq: 3 }),
    floor: fc.option(fc.integer({ min: 1, max: 20_000 }), { freq: 3 }),
    daysLeft: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ layer, goods, pieces, shipping, scope, group, daysLeft, ...stacking }) =>
    anOffer({
      layer,
      scope,
      discount: layer === 'shipping' ? shipping : layer === 'line' ? pieces : goods,
      endsAt: daysLeft === null ? null : new Date(testNow.getTime() + daysLeft * 86_400_000),
      // rules about pieces hold each other back line by line, as promotions of the shop do
      stacking: layer === 'line' ? { ...stacking, group: 'pieces', once: 'line' } : { ...stacking, group },
    }),
  );

/** Offers with ids of their own, in a few groups that may hold each other back. */
export const someOffers: fc.Arbitrary<Offer[]> = fc
  .array(someOffer, { maxLength: 7 })
  .map((offers) => offers.map((offer, at) => ({ ...offer, id: `offer-${at}` })));

export const someShipping: fc.Arbitrary<ShippingRule | null> = fc.option(
  fc.record({
    fee: fc.integer({ min: 0, max: 1_500 }),
    freeFrom: fc.option(fc.integer({ min: 0, max: 20_000 })),
    base: fc.constantFrom('unit' as const, 'current' as const),
  }),
);

/** Rules that set prices: a price for a time, or one for whoever buys enough besides. */
export const somePriceRules: fc.Arbitrary<Offer[]> = fc
  .array(
    fc
      .record({
        id: fc.constantFrom('price-1', 'price-2', 'price-3'),
        scope: someScope,
        each: fc.integer({ min: 1, max: 9_000 }),
        most: fc.option(fc.integer({ min: 1, max: 3 })),
        sku: fc.constantFrom('sku-line-0', 'sku-line-1', 'sku-line-9'),
        threshold: fc.option(fc.integer({ min: 1, max: 20_000 })),
      })
      .map(({ threshold: from, sku, each, most, ...rest }) =>
        from === null
          ? aPrice({ ...rest, each, ...(most === null ? {} : { most }) })
          : anAddOn({ ...rest, threshold: from, sku, for: each }),
      ),
    { maxLength: 2 },
  )
  .map((rules) => rules.filter(({ id }, at) => rules.findIndex((other) => other.id === id) === at));

/** A price for a few pieces of one SKU, as an activity might give it. */
const somePrices: fc.Arbitrary<UnitPrice[]> = fc.array(
  fc.record({
    source: fc.constant('activities'),
    offerId: fc.constantFrom('act-1', 'act-2'),
    skuId: fc.constantFrom('sku-line-0', 'sku-line-1', 'sku-line-2'),
    price: fc.integer({ min: 0, max: 5_000 }),
    most: fc.option(fc.integer({ min: 1, max: 3 })),
    label: fc.constant('活动价'),
    badge: fc.constant(words('活动价', 'Activity price')),
  }),
  { maxLength: 2 },
);

export const someCart = fc
  .record({
    lines: someLines,
    offers: someOffers,
    isMember: fc.boolean(),
    prices: somePrices,
    priceRules: somePriceRules,
    shipping: someShipping,
    now: fc.constant(testNow),
  })
  .map(({ isMember, priceRules, ...cart }) => ({
    ...cart,
    offers: [...cart.offers, ...priceRules],
    prices: [...(isMember ? memberPrices(cart.lines) : []), ...cart.prices],
  }));
