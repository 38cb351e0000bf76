import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentQuote } from './present.ts';
import { quote } from './quote.ts';
import { aCoupon, aLine, anOffer, freeShipping, minus, someCart, testNow } from './testing.ts';

const shop = {
  member: { memberPrice: true },
  shipping: { fee: 800, freeFrom: 9_900, base: 'current' as const },
  now: testNow,
};

describe('a quote as it is read', () => {
  it('adds up for everybody who reads it', () => {
    fc.assert(
      fc.property(someCart, (cart) => {
        const view = presentQuote(quote(cart));
        expect(view.goodsAmount - view.discountAmount + view.shippingFee).toBe(view.payable);
        expect(view.discounts.reduce((sum, { amount }) => sum + amount, 0)).toBe(view.discountAmount);
      }),
      { numRuns: 300 },
    );
  });

  it('names each discount by its kind and says which coupons are used', () => {
    const offers = [
      anOffer({ id: 'prm', tiers: minus(500), hint: { label: '满减', badge: '满减' } }),
      aCoupon({ id: 'cpn', tiers: minus(300) }),
      aCoupon({ id: 'free', layer: 'shipping', tiers: freeShipping(), stacking: { group: 'ship' } }),
    ];
    const view = presentQuote(quote({ ...shop, lines: [aLine({ price: 4_000, memberPrice: 3_900 })], offers }));
    expect(view.discounts.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['member_price', 100],
      ['promotion', 500],
      ['coupon', 300],
      ['shipping', 800],
    ]);
    expect(view.lines[0]?.discounts.map(({ kind }) => kind)).toEqual(['member_price', 'promotion', 'coupon']);
    expect(view.couponIds).toEqual(['cpn', 'free']);
  });

  it('says in words why an offer is not used', () => {
    const offers = [
      aCoupon({ id: 'a', tiers: minus(500, 6_000) }),
      aCoupon({ id: 'b', tiers: minus(500) }),
      aCoupon({ id: 'c', tiers: minus(900) }),
    ];
    const view = presentQuote(quote({ ...shop, lines: [aLine({ price: 4_000 })], offers }));
    const texts = new Map(view.rejected.map(({ offerId, text }) => [offerId, text]));
    expect(texts.get('a')).toBe('还差 ¥20');
    expect(texts.get('b')).toBe('已为你选用更优惠的组合');
  });

  it('hints at the nearest threshold', () => {
    const near = presentQuote(quote({ ...shop, lines: [aLine({ price: 9_300 })], offers: [] }));
    expect(near.hint).toEqual({ needMore: 600, text: '再买 ¥6 免运费' });
    const tiers = [...minus(500, 5_000), ...minus(1_200, 9_800)];
    const offers = [anOffer({ tiers, hint: { label: '周末满减', badge: '满减' } })];
    const tier = presentQuote(quote({ ...shop, lines: [aLine({ price: 9_300 })], offers }));
    expect(tier.hint).toEqual({ needMore: 500, text: '再买 ¥5 享「周末满减」下一档' });
    expect(presentQuote(quote({ ...shop, lines: [aLine({ price: 9_900 })], offers: [] })).hint).toBeNull();
  });
});
