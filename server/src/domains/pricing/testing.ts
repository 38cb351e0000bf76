import fc from 'fast-check';
import type { Offer, OfferLayer, Scope, Tier } from './offer.ts';
import type { ShippingRule } from './shipping.ts';
import type { QuoteLine } from './unit-price.ts';

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
    source: layer === 'order' ? 'promotions' : 'coupons',
    automatic: layer === 'order',
    scope: allGoods,
    tiers: [{ atLeast: 0, action: { kind: 'amount', off: 1 } }],
    startsAt: new Date(0),
    endsAt: null,
    hint: { label: id, badge: layer },
    ...facts,
    id,
    layer,
    stacking: { group: layer, exclusive: false, priority: 0, base: 'current', ...facts.stacking },
  };
}

export function aCoupon(facts: OfferFacts): Offer {
  return anOffer({ layer: 'coupon', ...facts });
}

export function minus(off: number, atLeast = 0): Tier[] {
  return [{ atLeast, action: { kind: 'amount', off } }];
}

export function percent(percentOff: number, atLeast = 0, cap: number | null = null): Tier[] {
  return [{ atLeast, action: { kind: 'percent', percentOff, cap } }];
}

export function freeShipping(atLeast = 0, cap: number | null = null): Tier[] {
  return [{ atLeast, action: { kind: 'free_shipping', cap } }];
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

const someGoodsTiers: fc.Arbitrary<Tier[]> = fc
  .array(
    fc.record({
      atLeast: fc.integer({ min: 0, max: 30_000 }),
      action: fc.oneof(
        fc.record({ kind: fc.constant('amount' as const), off: fc.integer({ min: 1, max: 6_000 }) }),
        fc.record({
          kind: fc.constant('percent' as const),
          percentOff: fc.integer({ min: 1, max: 99 }),
          cap: fc.option(fc.integer({ min: 1, max: 3_000 })),
        }),
      ),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((tiers) => tiers.sort((a, b) => a.atLeast - b.atLeast));

const someShippingTiers: fc.Arbitrary<Tier[]> = fc
  .record({ atLeast: fc.integer({ min: 0, max: 9_000 }), cap: fc.option(fc.integer({ min: 1, max: 900 })) })
  .map(({ atLeast, cap }) => freeShipping(atLeast, cap));

const someOffer: fc.Arbitrary<Offer> = fc
  .record({
    layer: fc.constantFrom<OfferLayer>('order', 'coupon', 'coupon', 'shipping'),
    goods: someGoodsTiers,
    shipping: someShippingTiers,
    scope: someScope,
    group: fc.constantFrom('one', 'two', 'three'),
    exclusive: fc.integer({ min: 0, max: 6 }).map((dice) => dice === 0),
    priority: fc.integer({ min: 0, max: 2 }),
    base: fc.constantFrom('list', 'unit', 'current'),
    daysLeft: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ layer, goods, shipping, scope, group, daysLeft, ...stacking }) =>
    anOffer({
      layer,
      scope,
      tiers: layer === 'shipping' ? shipping : goods,
      endsAt: daysLeft === null ? null : new Date(testNow.getTime() + daysLeft * 86_400_000),
      stacking: { ...stacking, group },
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

export const someCart = fc.record({
  lines: someLines,
  offers: someOffers,
  member: fc.constantFrom(null, { memberPrice: true }),
  shipping: someShipping,
  now: fc.constant(testNow),
});
