import { words } from '@huoshui/contracts/words';
import { describe, expect, it } from 'vitest';
import { memberPrices } from './member-price.ts';
import { quote } from './quote.ts';
import { aCoupon, aLine, anOffer, freeShipping, minus, percent, testNow } from './testing.ts';
import type { QuoteLine } from './unit-price.ts';

const guest = { prices: [], shipping: null, now: testNow };
const member = (lines: readonly QuoteLine[]) => ({ lines, prices: memberPrices(lines), shipping: null, now: testNow });
const flatFee = { fee: 800, freeFrom: 4_900, base: 'current' as const };

describe('unit prices', () => {
  it('takes the member price for members where it is the lower one, and names it', () => {
    const lines = [aLine({ price: 1_000, memberPrice: 900, quantity: 3 })];
    expect(quote({ ...guest, lines, offers: [] }).totals.payable).toBe(3_000);
    const quoted = quote({ ...member(lines), offers: [] });
    expect(quoted.totals).toMatchObject({ list: 3_000, unitSaving: 300, payable: 2_700 });
    expect(quoted.lines[0]?.discounts).toEqual([
      {
        source: 'member_price',
        offerId: 'member_price',
        label: words('会员价', 'Member price'),
        badge: words('会员价', 'Member price'),
        amount: 300,
        kind: 'member_price',
        pieces: 3,
        base: { of: 'list', fen: 3_000 },
        funder: 'shop',
      },
    ]);
  });

  it('keeps the sale price where the member price is higher', () => {
    const quoted = quote({ ...member([aLine({ price: 1_000, memberPrice: 1_100 })]), offers: [] });
    expect(quoted.lines[0]).toMatchObject({ payable: 1_000, discounts: [] });
  });

  it('refuses quantities and prices that are no whole numbers', () => {
    expect(() => quote({ ...guest, lines: [aLine({ price: 100, quantity: 0 })], offers: [] })).toThrow(RangeError);
    expect(() => quote({ ...guest, lines: [aLine({ price: 99.5 })], offers: [] })).toThrow(RangeError);
    expect(() => quote({ ...guest, lines: [aLine({ price: -1 })], offers: [] })).toThrow(RangeError);
  });
});

describe('满减', () => {
  const discount = minus(1_000, 10_000, 2_500, 20_000);

  it('takes the highest tier reached and says what the next one needs', () => {
    const quoted = quote({ ...guest, lines: [aLine({ price: 15_000 })], offers: [anOffer({ id: 'p', discount })] });
    expect(quoted.totals.payable).toBe(14_000);
    expect(quoted.applied[0]).toMatchObject({
      offerId: 'p',
      saving: 1_000,
      missing: { need: { fen: 5_000 }, of: 20_000 },
    });
  });

  it('says how much more is needed below the first tier', () => {
    const quoted = quote({ ...guest, lines: [aLine({ price: 9_400 })], offers: [anOffer({ id: 'p', discount })] });
    expect(quoted.applied).toEqual([]);
    expect(quoted.rejected[0]).toMatchObject({
      offerId: 'p',
      reason: 'below_threshold',
      missing: { need: { fen: 600 } },
    });
  });

  it('counts only the goods in its scope', () => {
    const fruit = anOffer({
      id: 'p',
      discount,
      scope: { kind: 'categories', ids: ['fruit'], exceptProductIds: ['p-c'] },
    });
    const lines = [
      aLine({ id: 'a', price: 6_000 }),
      aLine({ id: 'b', price: 9_000, category: 'meat' }),
      aLine({ id: 'c', price: 9_000 }),
    ];
    expect(quote({ ...guest, lines, offers: [fruit] }).rejected[0]).toMatchObject({
      missing: { need: { fen: 4_000 } },
    });
    const meat = anOffer({
      id: 'm',
      discount: minus(300),
      scope: { kind: 'products', ids: ['p-b'], exceptProductIds: [] },
    });
    const quoted = quote({ ...guest, lines, offers: [meat] });
    expect(quoted.lines.map((line) => line.payable)).toEqual([6_000, 8_700, 9_000]);
    expect(quote({ ...guest, lines: [aLine({ id: 'a', price: 1 })], offers: [meat] }).rejected[0]).toMatchObject({
      reason: 'out_of_scope',
    });
  });

  it.each([
    ['list', 10_000],
    ['unit', 9_000],
    ['current', 8_000],
  ] as const)('measures its threshold and percentage on the declared base (%s)', (base, amount) => {
    const lines = [aLine({ price: 10_000, memberPrice: 9_000 })];
    const offers = [
      anOffer({ id: 'first', discount: minus(1_000) }),
      aCoupon({ id: 'c', discount: percent(10, amount), stacking: { base } }),
    ];
    expect(quote({ ...member(lines), offers }).totals.couponSaving).toBe(amount / 10);
    const higher = aCoupon({ id: 'c', discount: percent(10, amount + 1), stacking: { base } });
    expect(quote({ ...member(lines), offers: [offers[0] ?? higher, higher] }).rejected[0]).toMatchObject({
      missing: { need: { fen: 1 } },
    });
  });
});

describe('coupons', () => {
  it('rounds a percentage half-up once for the whole base: 25 % off 19.99 leaves 14.99', () => {
    const offers = [aCoupon({ discount: percent(25) })];
    expect(quote({ ...guest, lines: [aLine({ price: 1_999 })], offers }).totals.payable).toBe(1_499);
  });

  it('respects the cap of a percentage, and large amounts keep every fen', () => {
    const offers = [aCoupon({ discount: percent(50, 0, 3_000) })];
    expect(quote({ ...guest, lines: [aLine({ price: 100_000_00 })], offers }).totals.couponSaving).toBe(3_000);
    const rich = [aLine({ id: 'a', price: 99_999_999_999, quantity: 3 }), aLine({ id: 'b', price: 7, quantity: 1 })];
    const quoted = quote({ ...guest, lines: rich, offers: [aCoupon({ discount: minus(123_456_789_011) })] });
    expect(quoted.lines.map((line) => line.payable).reduce((a, b) => a + b)).toBe(
      299_999_999_997 + 7 - 123_456_789_011,
    );
  });

  it('never takes more than the goods cost', () => {
    const quoted = quote({
      ...guest,
      lines: [aLine({ price: 300, quantity: 2 })],
      offers: [aCoupon({ discount: minus(1_000) })],
    });
    expect(quoted.totals).toMatchObject({ couponSaving: 600, payable: 0 });
  });

  it('uses one coupon of a group: the best, and points the others to it', () => {
    const offers = [aCoupon({ id: 'five', discount: minus(500) }), aCoupon({ id: 'ten', discount: minus(1_000) })];
    const quoted = quote({ ...guest, lines: [aLine({ price: 5_000 })], offers });
    expect(quoted.applied.map((offer) => offer.offerId)).toEqual(['ten']);
    expect(quoted.rejected).toMatchObject([{ offerId: 'five', reason: 'not_best', instead: 'ten' }]);
  });

  it('adds up coupons of different groups', () => {
    const offers = [
      aCoupon({ id: 'a', discount: minus(500) }),
      aCoupon({ id: 'b', discount: minus(700), stacking: { group: 'shop' } }),
    ];
    expect(quote({ ...guest, lines: [aLine({ price: 5_000 })], offers }).totals.couponSaving).toBe(1_200);
  });

  it('spends the one that expires first, then the lowest id, of equally good ones', () => {
    const soon = new Date(testNow.getTime() + 1_000);
    const late = new Date(testNow.getTime() + 9_000);
    const offers = [
      aCoupon({ id: 'b', discount: minus(500), endsAt: late }),
      aCoupon({ id: 'd', discount: minus(500), endsAt: soon }),
      aCoupon({ id: 'c', discount: minus(500), endsAt: soon }),
    ];
    const quoted = quote({ ...guest, lines: [aLine({ price: 5_000 })], offers });
    expect(quoted.applied[0]?.offerId).toBe('c');
  });

  it('does not spend a coupon that saves nothing', () => {
    const offers = [anOffer({ id: 'all', discount: percent(100) }), aCoupon({ id: 'c', discount: minus(500) })];
    const quoted = quote({ ...guest, lines: [aLine({ price: 5_000 })], offers });
    expect(quoted.applied.map((offer) => offer.offerId)).toEqual(['all']);
    expect(quoted.rejected).toMatchObject([{ offerId: 'c', reason: 'nothing_left' }]);
  });

  it('uses only what the shopper chose', () => {
    const offers = [aCoupon({ id: 'five', discount: minus(500) }), aCoupon({ id: 'ten', discount: minus(1_000) })];
    const lines = [aLine({ price: 5_000 })];
    expect(
      quote({ ...guest, lines, offers, chosen: [{ source: 'coupons', offerId: 'five' }] }).totals.couponSaving,
    ).toBe(500);
    const none = quote({ ...guest, lines, offers, chosen: [] });
    expect(none.totals.couponSaving).toBe(0);
    expect(none.rejected).toMatchObject([{ reason: 'not_chosen' }, { reason: 'not_chosen' }]);
  });

  it('keeps the window half-open', () => {
    const lines = [aLine({ price: 5_000 })];
    const at = (startsAt: Date, endsAt: Date) =>
      quote({ ...guest, lines, offers: [aCoupon({ discount: minus(500), startsAt, endsAt })] });
    const later = new Date(testNow.getTime() + 1);
    expect(at(testNow, later).totals.couponSaving).toBe(500);
    expect(at(new Date(0), testNow).rejected[0]?.reason).toBe('ended');
    expect(at(later, new Date(testNow.getTime() + 2)).rejected[0]?.reason).toBe('not_started');
  });
});

describe('stacking', () => {
  const lines = [aLine({ price: 10_000 })];

  it('uses an exclusive offer alone when it is worth more than all others together', () => {
    const alone = aCoupon({ id: 'alone', discount: minus(2_000), stacking: { exclusive: true } });
    const small = anOffer({ id: 'small', discount: minus(800), stacking: { group: 'other' } });
    const quoted = quote({ ...guest, lines, offers: [alone, small] });
    expect(quoted.totals.payable).toBe(8_000);
    expect(quoted.rejected).toMatchObject([{ offerId: 'small', reason: 'exclusive', instead: 'alone' }]);
    const large = anOffer({ id: 'large', discount: minus(2_500), stacking: { group: 'other' } });
    expect(quote({ ...guest, lines, offers: [alone, large] }).rejected).toMatchObject([
      { offerId: 'alone', reason: 'exclusive' },
    ]);
  });

  it('leaves out a promotion that would push a better coupon below its threshold', () => {
    const offers = [
      anOffer({ id: 'promotion', discount: minus(100) }),
      aCoupon({ id: 'coupon', discount: minus(3_000, 10_000) }),
    ];
    const quoted = quote({ ...guest, lines, offers });
    expect(quoted.applied.map((offer) => offer.offerId)).toEqual(['coupon']);
    expect(quoted.rejected).toMatchObject([{ offerId: 'promotion', reason: 'not_best' }]);
  });

  it('takes off the higher priority first inside a layer', () => {
    const amount = aCoupon({ id: 'a', discount: minus(2_000), stacking: { group: 'x', priority: 1 } });
    const tenth = aCoupon({ id: 'b', discount: percent(10), stacking: { group: 'y', priority: 0 } });
    expect(quote({ ...guest, lines, offers: [tenth, amount] }).totals.payable).toBe(7_200);
    const first = { ...tenth, stacking: { ...tenth.stacking, priority: 2 } };
    expect(quote({ ...guest, lines, offers: [amount, first] }).totals.payable).toBe(7_000);
  });
});

describe('shipping', () => {
  it('is free from the threshold of what is paid for goods, and says what is missing', () => {
    const below = quote({ ...guest, shipping: flatFee, lines: [aLine({ price: 4_300 })], offers: [] });
    expect(below.totals).toMatchObject({ shippingFee: 800, payable: 5_100 });
    expect(below.shipping).toEqual({ freeFrom: 4_900, needMore: 600 });
    const reached = quote({ ...guest, shipping: flatFee, lines: [aLine({ price: 4_900 })], offers: [] });
    expect(reached.totals).toMatchObject({ shippingFee: 0, payable: 4_900 });
  });

  it('keeps the shopper from losing free shipping to a smaller coupon', () => {
    const offers = [aCoupon({ id: 'c', discount: minus(500) })];
    const quoted = quote({ ...guest, shipping: flatFee, lines: [aLine({ price: 5_000 })], offers });
    expect(quoted.totals.payable).toBe(5_000);
    expect(quoted.rejected).toMatchObject([{ offerId: 'c', reason: 'not_best', instead: null }]);
  });

  it('takes a free-shipping coupon beside an amount coupon, capped where it says so', () => {
    const free = aCoupon({
      id: 'free',
      layer: 'shipping',
      discount: freeShipping(0, 600),
      stacking: { group: 'shipping' },
    });
    const offers = [free, aCoupon({ id: 'c', discount: minus(500) })];
    const quoted = quote({ ...guest, shipping: flatFee, lines: [aLine({ price: 4_000 })], offers });
    expect(quoted.totals).toMatchObject({ goods: 3_500, shippingFee: 800, shippingSaving: 600, payable: 3_700 });
  });

  it('does not spend a free-shipping coupon where shipping is free', () => {
    const free = aCoupon({ id: 'free', layer: 'shipping', discount: freeShipping() });
    const lines = [aLine({ price: 9_000 })];
    expect(quote({ ...guest, shipping: flatFee, lines, offers: [free] }).rejected).toMatchObject([
      { reason: 'nothing_left' },
    ]);
    expect(quote({ ...guest, shipping: null, lines, offers: [free] }).rejected).toMatchObject([
      { reason: 'nothing_left' },
    ]);
  });

  it('costs nothing for an empty cart', () => {
    expect(quote({ ...guest, shipping: flatFee, lines: [], offers: [] }).totals.payable).toBe(0);
  });
});
