import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someCart } from './carts/testing.ts';
import { memberPrices } from './member-price.ts';
import { presentQuote } from './present.ts';
import { quote } from './quote.ts';
import { aCoupon, aLine, anOffer, aPieceRule, everyNth, freeShipping, fromPieces, minus, testNow } from './testing.ts';
import type { QuoteLine } from './unit-price.ts';

const shop = (...lines: QuoteLine[]) => ({
  lines,
  prices: memberPrices(lines),
  shipping: { fee: 800, freeFrom: 9_900, base: 'current' as const },
  now: testNow,
});

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

  it('names each discount by its source and says which offers are spent', () => {
    const offers = [
      anOffer({ id: 'prm', discount: minus(500), hint: { label: '周末', badge: words('满减', 'Money off') } }),
      aCoupon({ id: 'cpn', discount: minus(300) }),
      aCoupon({ id: 'free', layer: 'shipping', discount: freeShipping(), stacking: { group: 'ship' } }),
    ];
    const view = presentQuote(quote({ ...shop(aLine({ price: 4_000, memberPrice: 3_900 })), offers }));
    expect(view.discounts.map(({ source, offerId, amount }) => [source, offerId, amount])).toEqual([
      ['member_price', 'member_price', 100],
      ['promotions', 'prm', 500],
      ['coupons', 'cpn', 300],
      ['coupons', 'free', 800],
    ]);
    expect(view.discounts[1]?.badge.zh).toBe('满减');
    expect(view.lines[0]?.discounts.map(({ source }) => source)).toEqual(['member_price', 'promotions', 'coupons']);
    expect(view.chosen).toEqual([
      { source: 'coupons', offerId: 'cpn' },
      { source: 'coupons', offerId: 'free' },
    ]);
  });

  it('says in words why an offer is not used', () => {
    const offers = [
      aCoupon({ id: 'a', discount: minus(500, 6_000) }),
      aCoupon({ id: 'b', discount: minus(500) }),
      aCoupon({ id: 'c', discount: minus(900) }),
      aPieceRule({ id: 'd', discount: fromPieces([3, 20]) }),
    ];
    const view = presentQuote(quote({ ...shop(aLine({ price: 4_000 })), offers }));
    const texts = new Map(view.rejected.map(({ offerId, text }) => [offerId, text]));
    expect(texts.get('a')).toEqual(words('还差 ¥20', 'Short of ¥20'));
    expect(texts.get('b')?.zh).toBe('已为你选用更优惠的组合');
    expect(texts.get('d')).toEqual(words('还差 2 件', 'Short of 2 pieces'));
  });

  it('hints at the nearest threshold', () => {
    const near = presentQuote(quote({ ...shop(aLine({ price: 9_300 })), offers: [] }));
    expect(near.hint).toMatchObject({ missing: { fen: 600 }, text: { zh: '再买 ¥6 免运费' }, reached: 94 });
    const offers = [anOffer({ discount: minus(500, 5_000, 1_200, 9_800) })];
    const tier = presentQuote(quote({ ...shop(aLine({ price: 9_300 })), offers }));
    expect(tier.hint).toMatchObject({ missing: { fen: 500 }, text: { zh: '再买 ¥5 享满 98 减 12' } });
    expect(presentQuote(quote({ ...shop(aLine({ price: 9_900 })), offers: [] })).hint).toBeNull();
  });

  it('leads to goods that count for it: a category or a product of its scope, anywhere for all goods', () => {
    const hintOf = (kind: 'all' | 'categories' | 'products', ids: string[], exceptProductIds: string[] = []) => {
      const offers = [anOffer({ discount: minus(1_200, 9_800), scope: { kind, ids, exceptProductIds } })];
      return presentQuote(quote({ ...shop(aLine({ price: 9_300 })), shipping: null, offers })).hint?.goods;
    };
    expect(hintOf('all', [])).toBeNull();
    expect(hintOf('categories', ['fruit', 'meat'])).toEqual({ kind: 'category', id: 'fruit' });
    expect(hintOf('products', ['p-b', 'p-a'], ['p-b'])).toEqual({ kind: 'product', id: 'p-a' });
  });

  it('hints at the piece that is missing, in the words of its kind', () => {
    const offers = [aPieceRule({ discount: everyNth() })];
    const one = presentQuote(quote({ ...shop(aLine({ price: 9_900 })), offers }));
    expect(one.hint).toEqual({
      text: words('再买 1 件 享第二件半价', 'Buy 1 piece more for: 2nd piece half price'),
      missing: { pieces: 1 },
      reached: 50,
      goods: null,
    });
    expect(presentQuote(quote({ ...shop(aLine({ price: 9_900, quantity: 2 })), offers })).hint).toBeNull();
  });
});
