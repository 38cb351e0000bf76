import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someCart, someLines } from './carts/testing.ts';
import type { Offer } from './offer.ts';
import { type Quote, type QuoteInput, quote } from './quote.ts';
import { refundAmount } from './refund.ts';
import { aCoupon, aLine, minus, percent, testNow } from './testing.ts';

const runs = { numRuns: 150 };
const holds = (claim: (cart: QuoteInput) => void) => fc.assert(fc.property(someCart, claim), runs);
const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
const byLine = (quoted: Quote) => new Map(quoted.lines.map((line) => [line.lineId, line.payable]));

describe('whatever the cart and the offers', () => {
  it('the shares of a discount on the lines add up to the discount', () => {
    holds((cart) => {
      const quoted = quote(cart);
      for (const { offerId, layer, saving } of quoted.applied) {
        const shares = quoted.lines.flatMap((line) =>
          line.discounts.filter((discount) => discount.offerId === offerId),
        );
        if (layer !== 'shipping') expect(sum(shares.map((share) => share.amount))).toBe(saving);
      }
    });
  });

  it('no line and no order goes below zero, and the totals are the sums of their parts', () => {
    holds((cart) => {
      const { lines, totals } = quote(cart);
      for (const line of lines) {
        expect(line.payable).toBeGreaterThanOrEqual(0);
        expect(line.payable).toBe(line.listAmount - sum(line.discounts.map((discount) => discount.amount)));
      }
      expect(sum(lines.map((line) => line.payable))).toBe(totals.goods);
      expect(totals.list - totals.unitSaving - totals.promotionSaving - totals.couponSaving).toBe(totals.goods);
      expect(totals.payable).toBe(totals.goods + totals.shippingFee - totals.shippingSaving);
      expect(totals.payable).toBeGreaterThanOrEqual(0);
    });
  });

  it('each rule on a line says what it looked at and on how many pieces it fell, and takes no more than they cost before', () => {
    holds((cart) => {
      const quoted = quote(cart);
      for (const { discounts, quantity, listAmount } of quoted.lines) {
        let left = listAmount;
        for (const { amount, pieces, base, funder } of discounts) {
          expect(amount).toBeGreaterThan(0);
          expect(amount).toBeLessThanOrEqual(base.of === 'current' ? base.fen : left);
          expect(base.fen).toBeLessThanOrEqual(base.of === 'current' ? left : listAmount);
          expect(pieces).toBeGreaterThan(0);
          expect(pieces).toBeLessThanOrEqual(quantity);
          expect(funder).toBe('shop');
          left -= amount;
        }
      }
      expect(sum(quoted.shippingDiscounts.map(({ amount }) => amount))).toBe(quoted.totals.shippingSaving);
    });
  });

  it('the pieces of a line add up to the line; those that cost alike differ by one fen at most', () => {
    holds((cart) => {
      for (const { quantity, pieces, payable } of quote(cart).lines) {
        expect(sum(pieces.map((some) => some.quantity * some.unitAmount + some.plusOneUnits))).toBe(payable);
        expect(sum(pieces.map((some) => some.quantity))).toBe(quantity);
        for (const some of pieces) expect(some.plusOneUnits).toBeLessThan(some.quantity);
      }
    });
  });

  it('every discount is a whole positive number of fen and every offer is either used or explained', () => {
    holds((cart) => {
      const quoted = quote(cart);
      const prices = quoted.unitPrices.filter(({ source }) => source === 'promotions');
      const answered = [...quoted.applied, ...quoted.gifts, ...quoted.rejected, ...prices].map(
        (offer) => offer.offerId,
      );
      expect(answered.sort()).toEqual(cart.offers.map((offer) => offer.id).sort());
      for (const { saving } of quoted.applied) expect(Number.isInteger(saving) && saving > 0).toBe(true);
      for (const { missing, reason } of quoted.rejected)
        expect(Math.max(0, ...Object.values(missing?.need ?? {})) > 0).toBe(reason === 'below_threshold');
    });
  });

  it('neither the order of the lines nor of the offers matters, and asking again answers the same bytes', () => {
    holds((cart) => {
      const turned = { ...cart, lines: cart.lines.toReversed(), offers: cart.offers.toReversed() };
      expect(byLine(quote(turned))).toEqual(byLine(quote(cart)));
      expect(quote(turned).applied).toEqual(quote(cart).applied);
      expect(JSON.stringify(quote(cart))).toBe(JSON.stringify(quote(cart)));
    });
  });

  it('a line outside the scope of every offer changes nothing on the others', () => {
    holds((cart) => {
      const offers = cart.offers.map(
        (offer): Offer => ({
          ...offer,
          scope: { ...offer.scope, exceptProductIds: [...offer.scope.exceptProductIds, 'p-z'] },
        }),
      );
      const alone = quote({ ...cart, offers, shipping: null });
      const lines = [...cart.lines, aLine({ id: 'z', price: 777, quantity: 2, category: 'other' })];
      const joined = byLine(quote({ ...cart, lines, offers, shipping: null }));
      expect(joined.get('z')).toBe(1_554);
      joined.delete('z');
      expect(joined).toEqual(byLine(alone));
    });
  });

  it('one more offer never makes it dearer', () => {
    holds((cart) => {
      // a lower price of a piece may miss a threshold, as the member price may: rules that take off come after it
      const [first] = cart.offers.filter(({ layer }) => layer !== 'unit');
      const without = quote({ ...cart, offers: cart.offers.filter((offer) => offer !== first) });
      if (quote(cart).search === 'complete')
        expect(quote(cart).totals.payable).toBeLessThanOrEqual(without.totals.payable);
    });
  });

  it('the best combination is never worse than any one of its offers alone', () => {
    holds((cart) => {
      const best = quote(cart).totals.payable;
      const priceRules = cart.offers.filter(({ layer }) => layer === 'unit');
      for (const offer of cart.offers) {
        if (offer.layer === 'unit') continue;
        expect(best).toBeLessThanOrEqual(quote({ ...cart, offers: [offer, ...priceRules] }).totals.payable);
      }
    });
  });

  it('choosing by hand exactly what was chosen as best gives the same price', () => {
    holds((cart) => {
      const best = quote(cart);
      const chosen = best.applied.filter((offer) => !offer.automatic);
      const again = quote({ ...cart, chosen });
      expect(again.lines).toEqual(best.lines);
      expect(again.totals).toEqual(best.totals);
    });
  });

  it('no piece costs more before discounts than the lowest price that was set for it without a limit', () => {
    holds((cart) => {
      const { unitPrices, lines } = quote({ ...cart, offers: cart.offers.filter(({ layer }) => layer === 'unit') });
      const saved = unitPrices.reduce((total, one) => total + one.amount, 0);
      expect(sum(lines.map((line) => line.listAmount - line.payable))).toBe(saved);
      for (const line of lines) {
        const open = cart.prices.filter(({ skuId, most }) => skuId === line.skuId && most === null);
        const lowest = Math.min(line.listPrice, ...open.map(({ price }) => price));
        expect(line.payable).toBeLessThanOrEqual(lowest * line.quantity);
      }
    });
  });

  it('refunding all units in any portions gives back exactly what was paid', () => {
    const portions = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 10 });
    fc.assert(
      fc.property(someCart, portions, (cart, sizes) => {
        for (const line of quote(cart).lines) {
          let done = 0;
          let paidBack = 0;
          for (const size of [...sizes, line.quantity]) {
            const units = Math.min(size, line.quantity - done);
            paidBack += refundAmount(line.pieces, done, units);
            done += units;
          }
          expect(paidBack).toBe(line.payable);
        }
      }),
      runs,
    );
  });
});

describe('amounts grow as they should', () => {
  it('multiplying all amounts keeps every share within one fen of its multiple', () => {
    const scaled = fc.tuple(someLines, fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 2, max: 50 }));
    fc.assert(
      fc.property(scaled, ([lines, off, k]) => {
        const at = (times: number) => {
          const dearer = lines.map((line) => ({ ...line, memberPrice: null, listPrice: line.listPrice * times }));
          return quote({
            lines: dearer,
            offers: [aCoupon({ discount: minus(off * times) })],
            prices: [],
            shipping: null,
            now: testNow,
          }).lines;
        };
        const plain = byLine({ ...quoteOfNothing, lines: at(1) });
        for (const line of at(k)) expect(Math.abs(line.payable / k - (plain.get(line.lineId) ?? 0))).toBeLessThan(1);
      }),
      runs,
    );
  });

  it('buying more never raises the price of a unit under a percentage', () => {
    const more = fc.tuple(
      fc.integer({ min: 1, max: 9_999 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 20 }),
    );
    fc.assert(
      fc.property(more, ([price, off, quantity]) => {
        const payable = (units: number) =>
          quote({
            lines: [aLine({ price, quantity: units })],
            offers: [aCoupon({ discount: percent(off, price * 2) })],
            prices: [],
            shipping: null,
            now: testNow,
          }).totals.payable;
        // half a fen of rounding is all that one unit may cost more
        expect(payable(quantity + 1) / (quantity + 1)).toBeLessThanOrEqual(payable(quantity) / quantity + 0.5);
      }),
      runs,
    );
  });
});

const quoteOfNothing = quote({ lines: [], offers: [], prices: [], shipping: null, now: testNow });
