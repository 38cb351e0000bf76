import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { type Discount, discountOf } from '../kind.ts';
import { amountOff } from '../kinds/amount-off.ts';
import { bundle } from '../kinds/bundle.ts';
import { eachAmountOff } from '../kinds/each-amount-off.ts';
import { freeShipping as freeShippingKind } from '../kinds/free-shipping.ts';
import { nthPiece } from '../kinds/nth-piece.ts';
import { percentOff as percentOffKind } from '../kinds/percent-off.ts';
import { piecesFor } from '../kinds/pieces-for.ts';
import { piecesPercent } from '../kinds/pieces-percent.ts';
import { memberPrices } from '../member-price.ts';
import type { Offer, OfferLayer, Scope } from '../offer.ts';
import type { ShippingRule } from '../shipping.ts';
import { aGift, aLine, allGoods, anAddOn, anOffer, aPrice, giftStock, testNow } from '../testing.ts';
import type { QuoteLine, UnitPrice } from '../unit-price.ts';

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
  fc
    .record({
      groups: fc
        .tuple(
          fc.shuffledSubarray(['p-line-0', 'p-line-1', 'p-line-2', 'p-line-3'], { minLength: 2 }),
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 1, max: 2 }),
        )
        .map(([ids, first, second]) => [
          { products: ids.slice(0, 1), pieces: first },
          { products: ids.slice(1), pieces: second },
        ]),
      price: fc.integer({ min: 1, max: 20_000 }),
      most: fc.option(fc.integer({ min: 1, max: 3 })),
    })
    .map((values) => discountOf(bundle, values)),
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

const someGiftRules: fc.Arbitrary<Offer[]> = fc
  .array(
    fc
      .record({
        scope: someScope,
        of: fc.constantFrom('fen' as const, 'pieces' as const),
        steps: fc.array(
          fc.record({
            step: fc.integer({ min: 1, max: 3 }),
            sku: fc.constantFrom('sku-gift', 'sku-line-0'),
            quantity: fc.integer({ min: 1, max: 3 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        again: fc.constantFrom('once' as const, 'each' as const),
        most: fc.option(fc.integer({ min: 1, max: 3 })),
        group: fc.constantFrom('one', 'two'),
        exclusive: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0),
      })
      .map(({ of, steps, again, most, group, exclusive, scope }) => {
        const per = of === 'fen' ? 4_000 : 2;
        const first = again === 'each' ? steps.map((one) => ({ ...one, step: 1 })) : steps;
        const rows = ascending(first, ({ step }) => step).map(({ step, ...one }) => ({ ...one, from: step * per }));
        const once = rows.filter(
          ({ from, sku }, at) => rows.findIndex((other) => other.from === from && other.sku === sku) === at,
        );
        return aGift({
          scope,
          of,
          steps: once,
          again,
          ...(most === null || again === 'once' ? {} : { most }),
          stacking: { group, exclusive },
        });
      }),
    { maxLength: 3 },
  )
  .map((rules) => rules.map((rule, at) => ({ ...rule, id: `gift-${at}` })));

export const someCart = fc
  .record({
    lines: someLines,
    offers: someOffers,
    isMember: fc.boolean(),
    prices: somePrices,
    priceRules: somePriceRules,
    giftRules: someGiftRules,
    gifts: fc
      .record({ 'sku-gift': fc.integer({ min: -1, max: 4 }), 'sku-line-0': fc.integer({ min: 0, max: 9 }) })
      .map(giftStock),
    shipping: someShipping,
    now: fc.constant(testNow),
  })
  .map(({ isMember, priceRules, giftRules, ...cart }) => ({
    ...cart,
    offers: [...cart.offers, ...priceRules, ...giftRules],
    prices: [...(isMember ? memberPrices(cart.lines) : []), ...cart.prices],
  }));
