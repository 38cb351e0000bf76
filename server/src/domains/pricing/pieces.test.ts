import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someCart } from './carts/testing.ts';
import { dearestFirst } from './kind.ts';
import { quote } from './quote.ts';
import { refundAmount } from './refund.ts';
import { aCoupon, aLine, anOffer, aPieceRule, everyNth, fromPieces, minus, percent, testNow } from './testing.ts';

const guest = { prices: [], shipping: null, now: testNow };
const price = (lines: ReturnType<typeof aLine>[], offers: ReturnType<typeof anOffer>[]) =>
  quote({ ...guest, lines, offers });
const worth = (line: { pieces: Parameters<typeof refundAmount>[0]; quantity: number }) =>
  Array.from({ length: line.quantity }, (_, done) => refundAmount(line.pieces, done, 1));

describe('第二件半价', () => {
  const half = aPieceRule({ id: 'half', discount: everyNth() });

  it('takes half of every second piece of one SKU, and each piece knows what it cost', () => {
    const [line] = price([aLine({ price: 1_000, quantity: 5 })], [half]).lines;
    expect(line?.payable).toBe(4_000);
    expect(line && worth(line)).toEqual([500, 500, 1_000, 1_000, 1_000]);
  });

  it('does not pair different SKUs unless goods are mixed; mixed, dear ones pair with dear ones', () => {
    const lines = [
      aLine({ id: 'a', price: 3_000 }),
      aLine({ id: 'b', price: 1_000 }),
      aLine({ id: 'c', price: 2_000 }),
    ];
    expect(price(lines, [half]).rejected[0]).toMatchObject({
      reason: 'below_threshold',
      missing: { need: { pieces: 1 } },
    });
    const mixed = aPieceRule({ discount: everyNth({ counts: 'mixed' }) });
    const quoted = price(lines, [mixed]);
    expect(quoted.lines.map((line) => line.payable)).toEqual([3_000, 1_000, 1_000]);
    expect(quoted.applied[0]?.missing).toMatchObject({ need: { pieces: 1 } });
  });

  it('stops at its limit an order', () => {
    const limited = aPieceRule({ discount: everyNth({ most: 1 }) });
    expect(price([aLine({ price: 1_000, quantity: 6 })], [limited]).totals.promotionSaving).toBe(500);
  });

  it('gives the third of three away where it says so', () => {
    const free = aPieceRule({ discount: everyNth({ nth: 3, off: 100 }) });
    const [line] = price([aLine({ price: 1_000, quantity: 3 })], [free]).lines;
    expect(line && worth(line)).toEqual([0, 1_000, 1_000]);
  });

  it('counts before other discounts, which then fall on what each piece still costs', () => {
    const lines = [aLine({ id: 'a', price: 2_000, quantity: 2 }), aLine({ id: 'b', price: 3_000 })];
    const quoted = price(lines, [half, anOffer({ discount: minus(600, 6_000) }), aCoupon({ discount: percent(10) })]);
    expect(quoted.applied.map(({ saving }) => saving)).toEqual([1_000, 600, 540]);
    const [a] = quoted.lines;
    const [cheap = 0, dear = 0] = a ? worth(a) : [];
    expect(cheap + dear).toBe(a?.payable);
    expect(Math.abs(cheap * 2 - dear)).toBeLessThanOrEqual(2);
  });

  it('takes its pieces from the cheaper ones where pieces of a line have different prices', () => {
    const line = aLine({ price: 1_000, quantity: 2 });
    const badge = { zh: '活动价', en: 'Activity price' };
    const some = {
      source: 'activities',
      offerId: 'act',
      skuId: line.skuId,
      price: 600,
      most: 1,
      label: '活动价',
      badge,
    };
    const quoted = quote({ ...guest, lines: [line], offers: [half], prices: [some] });
    expect(quoted.totals).toMatchObject({ unitSaving: 400, promotionSaving: 300, payable: 1_300 });
    expect(quoted.lines[0] && worth(quoted.lines[0])).toEqual([300, 1_000]);
    expect(quoted.unitPrices).toMatchObject([{ offerId: 'act', pieces: [{ skuId: line.skuId, quantity: 1 }] }]);
  });
});

describe('N 件 X 折', () => {
  const fold = aPieceRule({ id: 'fold', discount: fromPieces([2, 10], [3, 20]) });

  it('counts all goods of its scope together and says how many are missing', () => {
    const lines = [aLine({ id: 'a', price: 1_000 }), aLine({ id: 'b', price: 500, quantity: 2 })];
    expect(price(lines, [fold]).lines.map((line) => line.payable)).toEqual([800, 800]);
    const two = price(lines.slice(1), [fold]);
    expect(two.applied[0]).toMatchObject({ saving: 100, missing: { need: { pieces: 1 }, of: 3 } });
    expect(price(lines.slice(0, 1), [fold]).rejected[0]).toMatchObject({ missing: { need: { pieces: 1 }, of: 2 } });
  });
});

describe('rules about pieces beside one another', () => {
  const forLine = (id: string) => ({ kind: 'products' as const, ids: [`p-${id}`], exceptProductIds: [] });
  const lines = [aLine({ id: 'a', price: 1_000, quantity: 2 }), aLine({ id: 'b', price: 1_000, quantity: 2 })];

  it('all count where they are for different goods', () => {
    const offers = [
      aPieceRule({ id: 'one', scope: forLine('a') }),
      aPieceRule({ id: 'two', scope: forLine('b'), discount: fromPieces([2, 30]) }),
    ];
    expect(price(lines, offers).totals.promotionSaving).toBe(1_100);
  });

  it('never fall on the same goods twice: the best combination counts, the other says which', () => {
    const offers = [
      aPieceRule({ id: 'one', scope: forLine('a') }),
      aPieceRule({ id: 'two', discount: fromPieces([2, 30]) }),
      aPieceRule({ id: 'three', scope: forLine('b') }),
    ];
    const quoted = price(lines, offers);
    expect(quoted.totals.promotionSaving).toBe(1_200);
    expect(quoted.applied.map(({ offerId }) => offerId)).toEqual(['two']);
    expect(quoted.rejected).toMatchObject([
      { offerId: 'one', reason: 'not_best', instead: 'two' },
      { offerId: 'three', reason: 'not_best', instead: 'two' },
    ]);
  });

  it('cost nobody a fen while they are not used', () => {
    fc.assert(
      fc.property(someCart, (cart) => {
        const without = quote({ ...cart, offers: cart.offers.filter(({ layer }) => layer !== 'line') });
        const later = new Date(testNow.getTime() + 86_400_000);
        const notYet = cart.offers.map((offer) => (offer.layer === 'line' ? { ...offer, startsAt: later } : offer));
        expect(quote({ ...cart, offers: notYet }).lines).toEqual(without.lines);
      }),
      // Found once in some thousand carts: a fen that moved between pieces of two prices on one line.
      { numRuns: 1000 },
    );
  });

  it('save what their kind says, never more than it bounds, never below zero', () => {
    fc.assert(
      fc.property(someCart, fc.nat(60_000), fc.nat(60_000), (cart, base, open) => {
        for (const { discount } of cart.offers) {
          const runs = cart.lines.map(({ skuId, productId, quantity: count, listPrice }, line) => ({
            line,
            skuId,
            productId,
            count,
            listPrice,
            unitPrice: listPrice,
          }));
          const pieces = runs.reduce((sum, { count }) => sum + count, 0);
          const goods = { base, open, pieces, runs, picked: pieces };
          const saving = discount.kind.savings(discount.values, goods);
          expect(saving).toBeGreaterThanOrEqual(0);
          expect(saving).toBeLessThanOrEqual(open);
          for (const [less, rest] of [
            [base >> 1, open],
            [base, open >> 1],
            [base, open],
          ] as const)
            expect(discount.kind.savings(discount.values, { ...goods, base: less, open: rest })).toBeLessThanOrEqual(
              discount.kind.ceiling(discount.values, goods),
            );
          const picked = discount.kind.picks?.(discount.values, runs, dearestFirst(runs)) ?? [];
          for (const [at, count] of picked.entries()) {
            expect(count).toBeGreaterThanOrEqual(0);
            expect(count).toBeLessThanOrEqual(runs[at]?.count ?? 0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
