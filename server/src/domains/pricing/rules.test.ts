import { describe, expect, it } from 'vitest';
import type { Offer } from './offer.ts';
import { quote } from './quote.ts';
import { refundAmount } from './refund.ts';
import { aCoupon, aLine, anAddOn, anOffer, aPieceRule, aPrice, forEvery, minus, setsFor, testNow } from './testing.ts';
import type { QuoteLine, UnitPrice } from './unit-price.ts';

const ask = (lines: QuoteLine[], offers: Offer[], prices: UnitPrice[] = []) =>
  quote({ lines, offers, prices, shipping: null, now: testNow });

describe('每满减', () => {
  const rule = (times: number | null = null) => anOffer({ discount: forEvery(10_000, 1_000, times) });

  it('takes off once for every full amount, as often as it may', () => {
    const payable = (price: number, times: number | null = null) =>
      ask([aLine({ price })], [rule(times)]).totals.payable;
    expect([9_999, 10_000, 19_999, 35_000].map((price) => payable(price))).toEqual([9_999, 9_000, 18_999, 32_000]);
    expect(payable(35_000, 2)).toBe(33_000);
  });

  it('says how far it is to the next time, and nothing once it may no more', () => {
    const missing = (times: number | null) => ask([aLine({ price: 15_000 })], [rule(times)]).applied[0]?.missing;
    expect(missing(null)).toMatchObject({ need: { fen: 5_000 }, of: 20_000 });
    expect(missing(1)).toBeNull();
  });
});

describe('N 件 M 元', () => {
  it('makes sets of the dearest pieces, and none that costs no more by itself', () => {
    const rule = aPieceRule({ discount: setsFor({ pieces: 2, price: 5_000 }) });
    const lines = [aLine({ id: 'a', price: 4_000, quantity: 2 }), aLine({ id: 'b', price: 1_000, quantity: 2 })];
    const quoted = ask(lines, [rule]);
    expect(quoted.lines.map(({ payable }) => payable)).toEqual([5_000, 2_000]);
  });

  it('stops at as many sets as an order may have', () => {
    const rule = aPieceRule({ discount: setsFor({ pieces: 2, price: 5_000, most: 1 }) });
    expect(ask([aLine({ price: 4_000, quantity: 6 })], [rule]).totals.payable).toBe(21_000);
  });

  it('counts pieces of one SKU only where it says so', () => {
    const lines = [aLine({ id: 'a', price: 4_000 }), aLine({ id: 'b', price: 4_000 })];
    const together = (counts: 'same' | 'mixed') =>
      ask(lines, [aPieceRule({ discount: setsFor({ pieces: 2, price: 5_000, counts }) })]).totals.payable;
    expect([together('mixed'), together('same')]).toEqual([5_000, 8_000]);
  });

  it('gives back for each piece what it was worth in its set', () => {
    const rule = aPieceRule({ discount: setsFor({ pieces: 3, price: 9_900 }) });
    const [line] = ask([aLine({ price: 4_500, quantity: 4 })], [rule]).lines;
    const back = [0, 1, 2, 3].map((before) => refundAmount(line?.pieces ?? [], before, 1));
    expect(back).toEqual([3_300, 3_300, 3_300, 4_500]);
  });

  it('says how many pieces a set that has begun still lacks', () => {
    const rule = aPieceRule({ discount: setsFor({ pieces: 3, price: 9_900 }) });
    const [rejected] = ask([aLine({ price: 4_500, quantity: 2 })], [rule]).rejected;
    expect(rejected).toMatchObject({ reason: 'below_threshold', missing: { need: { pieces: 1 }, of: 3 } });
  });
});

describe('限时价', () => {
  it('stands beside the other prices of a piece: the lowest counts, they never add up', () => {
    const line = aLine({ price: 6_000 });
    const other = (price: number): UnitPrice => {
      const badge = { zh: '价', en: 'Price' };
      return { source: 'x', offerId: 'other', skuId: line.skuId, price, most: null, label: badge, badge };
    };
    const paid = (price: number) => ask([line], [aPrice({ each: 4_000 })], [other(price)]);
    expect(paid(4_500).totals.payable).toBe(4_000);
    expect(paid(3_500).totals.payable).toBe(3_500);
    expect(paid(3_500).rejected).toMatchObject([{ reason: 'not_best', instead: 'other' }]);
  });

  it('holds for so many pieces of an order, and thresholds look at what is left of the amount', () => {
    const offers = [aPrice({ each: 4_000, most: 1 }), anOffer({ discount: minus(1_000, 10_000) })];
    expect(ask([aLine({ price: 6_000, quantity: 2 })], offers).totals.payable).toBe(9_000);
  });

  it('is over at its last instant', () => {
    const over = ask([aLine({ price: 6_000 })], [aPrice({ endsAt: testNow })]);
    expect(over.totals.payable).toBe(6_000);
    expect(over.rejected).toMatchObject([{ reason: 'ended' }]);
  });
});

describe('加价购', () => {
  const rule = anAddOn({ threshold: 9_900, sku: 'sku-towel', for: 990 });
  const towel = aLine({ id: 'towel', price: 2_900 });

  it('asks for other goods than those it adds', () => {
    const many = aLine({ id: 'towel', price: 2_900, quantity: 4 });
    expect(ask([many], [rule]).totals.payable).toBe(11_600);
    expect(ask([many], [rule]).rejected).toMatchObject([
      { reason: 'below_threshold', missing: { need: { fen: 9_900 } } },
    ]);
    expect(ask([towel, aLine({ price: 9_900 })], [rule]).totals.payable).toBe(10_890);
  });

  it('looks at what pieces cost after their prices, and not at coupons', () => {
    const lines = [towel, aLine({ price: 12_000 })];
    const cheaper = aPrice({
      id: 'noon',
      each: 9_000,
      scope: { kind: 'products', ids: ['p-a'], exceptProductIds: [] },
    });
    expect(ask(lines, [rule, cheaper]).totals.payable).toBe(9_000 + 2_900);
    expect(ask(lines, [rule, aCoupon({ discount: minus(5_000) })]).totals.payable).toBe(12_990 - 5_000);
  });

  it('says that something may be added where nothing was', () => {
    expect(ask([aLine({ price: 9_900 })], [rule]).rejected).toMatchObject([{ reason: 'not_chosen' }]);
  });
});
