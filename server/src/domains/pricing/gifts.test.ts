import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someCart } from './carts/testing.ts';
import { presentQuote } from './present.ts';
import { type QuoteInput, quote } from './quote.ts';
import { aCoupon, aGift, aLine, anOffer, giftStock, minus, testNow } from './testing.ts';

const shop = (input: Partial<QuoteInput>) =>
  quote({ lines: [], offers: [], prices: [], shipping: null, now: testNow, ...input });
const eggs = (quantity: number) => aLine({ id: 'eggs', price: 5_000, quantity });
const given = (input: Partial<QuoteInput>) =>
  shop(input).gifts.flatMap(({ offerId, items }) =>
    items.map(({ skuId, quantity }) => [offerId, skuId, quantity] as const),
  );

describe('goods that are given', () => {
  it('come with the highest step that is reached, rows of one step together', () => {
    const rule = aGift({
      id: 'g',
      steps: [{ from: 5_000 }, { from: 10_000, quantity: 2 }, { from: 10_000, sku: 'sku-bag' }],
    });
    expect(given({ lines: [eggs(1)], offers: [rule] })).toEqual([['g', 'sku-gift', 1]]);
    expect(given({ lines: [eggs(2)], offers: [rule] })).toEqual([
      ['g', 'sku-gift', 2],
      ['g', 'sku-bag', 1],
    ]);
  });

  it('come again for every full step, up to a number of times', () => {
    const each = (most?: number) =>
      aGift({ id: 'g', again: 'each', steps: [{ from: 4_000 }], ...(most === undefined ? {} : { most }) });
    expect(given({ lines: [eggs(3)], offers: [each()] })).toEqual([['g', 'sku-gift', 3]]);
    expect(given({ lines: [eggs(3)], offers: [each(2)] })).toEqual([['g', 'sku-gift', 2]]);
  });

  it('are earned by what the goods cost in the end: a coupon may lead below a step, and the hint says what is missing', () => {
    const offers = [aGift({ id: 'g', steps: [{ from: 10_000 }] }), aCoupon({ id: 'c', discount: minus(500) })];
    const quoted = shop({ lines: [eggs(2)], offers, gifts: giftStock({ 'sku-gift': 9 }) });
    expect(quoted.gifts).toEqual([]);
    expect(quoted.rejected).toMatchObject([
      { offerId: 'g', reason: 'below_threshold', missing: { need: { fen: 500 } } },
    ]);
    expect(presentQuote(quoted).hint?.text).toEqual({ zh: '再买 ¥5 送sku-gift', en: 'Buy ¥5 more for: free sku-gift' });
    expect(given({ lines: [eggs(2)], offers, chosen: [] })).toEqual([['g', 'sku-gift', 1]]);
  });

  it('are counted by pieces of the scope where the rule counts pieces', () => {
    const scope = { kind: 'products', ids: ['p-eggs'], exceptProductIds: [] } as const;
    const rule = aGift({ id: 'g', of: 'pieces', again: 'each', steps: [{ from: 2 }], scope });
    expect(given({ lines: [eggs(5), aLine({ price: 100, quantity: 9 })], offers: [rule] })).toEqual([
      ['g', 'sku-gift', 2],
    ]);
  });

  it('are as many as are there beside what she buys; where none is, the rule says so and what is missed is told', () => {
    const rule = aGift({ id: 'g', gone: 'ask', again: 'each', steps: [{ from: 5_000, sku: 'sku-eggs' }] });
    const with_ = (available: number) =>
      shop({ lines: [eggs(3)], offers: [rule], gifts: giftStock({ 'sku-eggs': available }) });
    expect(with_(5).gifts).toMatchObject([{ items: [{ quantity: 2, wanted: 3 }] }]);
    expect(with_(5).missedGifts).toEqual([{ offerId: 'g', skuId: 'sku-eggs', quantity: 1, asks: true }]);
    expect(with_(3)).toMatchObject({ gifts: [], rejected: [{ offerId: 'g', reason: 'gift_gone' }] });
  });

  it('are of one rule of a group, the one whose gifts are worth most; rules that add up give both', () => {
    const offers = (group: string) => [
      aGift({ id: 'one', steps: [{ from: 1 }] }),
      aGift({ id: 'two', steps: [{ from: 1, sku: 'sku-bag', quantity: 2 }], stacking: { group } }),
    ];
    const gifts = giftStock({ 'sku-gift': 9, 'sku-bag': 9 });
    expect(given({ lines: [eggs(1)], offers: offers('gift_amount'), gifts })).toEqual([['two', 'sku-bag', 2]]);
    expect(given({ lines: [eggs(1)], offers: offers('other'), gifts })).toHaveLength(2);
  });

  it('are not given beside what stands alone, nor with coupons where the rule wants none', () => {
    const alone = aGift({ id: 'g', steps: [{ from: 1 }], stacking: { exclusive: true } });
    const apart = aGift({ id: 'g', steps: [{ from: 1 }], stacking: { notWith: 'coupons' } });
    const coupon = aCoupon({ id: 'c', discount: minus(500) });
    const promotion = anOffer({ id: 'p', discount: minus(500), stacking: { exclusive: true } });
    for (const offers of [
      [alone, coupon],
      [apart, coupon],
      [aGift({ id: 'g', steps: [{ from: 1 }] }), promotion],
    ])
      expect(shop({ lines: [eggs(1)], offers }).rejected).toMatchObject([{ offerId: 'g', reason: 'exclusive' }]);
    expect(given({ lines: [eggs(1)], offers: [alone] })).toHaveLength(1);
  });
});

describe('whatever the cart and the rules that give', () => {
  const holds = (claim: (cart: QuoteInput) => void) => fc.assert(fc.property(someCart, claim), { numRuns: 200 });

  it('what is given costs nothing: lines, discounts and sums are those without it', () => {
    holds((cart) => {
      const without = quote({ ...cart, offers: cart.offers.filter(({ layer }) => layer !== 'gift') });
      const { lines, totals, applied, shippingDiscounts } = quote(cart);
      expect({ lines, totals, applied, shippingDiscounts }).toEqual({
        lines: without.lines,
        totals: without.totals,
        applied: without.applied,
        shippingDiscounts: without.shippingDiscounts,
      });
    });
  });

  it('never more is given than is there beside what she buys, and what is missed makes up what the rule gives', () => {
    holds((cart) => {
      const { gifts, missedGifts } = quote(cart);
      for (const [sku, { available }] of cart.gifts ?? []) {
        const bought = cart.lines.find(({ skuId }) => skuId === sku)?.quantity ?? 0;
        const units = gifts.flatMap(({ items }) => items.flatMap((one) => (one.skuId === sku ? [one.quantity] : [])));
        const sum = units.reduce((total, one) => total + one, 0);
        if (sum > 0) expect(sum + bought).toBeLessThanOrEqual(available);
      }
      for (const { offerId, items } of gifts)
        for (const { skuId, quantity, wanted, steps } of items) {
          const missed = missedGifts.find((one) => one.offerId === offerId && one.skuId === skuId)?.quantity ?? 0;
          expect(quantity).toBeGreaterThan(0);
          expect(quantity + missed).toBe(wanted);
          expect(steps.at(-1)?.quantity).toBe(wanted);
        }
    });
  });

  it('what a rule looked at is what the lines of its scope cost before points', () => {
    holds((cart) => {
      const { gifts, lines } = quote(cart);
      for (const { counts } of gifts)
        for (const { lineId, fen } of counts) expect(fen).toBe(lines.find((line) => line.lineId === lineId)?.payable);
    });
  });

  it('neither the order of the lines nor of the rules matters', () => {
    holds((cart) => {
      const turned = { ...cart, lines: cart.lines.toReversed(), offers: cart.offers.toReversed() };
      expect(quote(turned).gifts).toEqual(quote(cart).gifts);
    });
  });
});
