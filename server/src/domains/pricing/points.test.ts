import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PointsOffer } from './points.ts';
import { quote } from './quote.ts';
import { refundAmount } from './refund.ts';
import { aLine, anOffer, freeShipping, minus, testNow } from './testing.ts';

const points = (facts: Partial<PointsOffer> = {}): PointsOffer => ({
  id: 'points',
  source: 'points',
  hint: { label: '积分抵扣', badge: words('积分', 'Points') },
  wanted: 1_000,
  has: 10_000,
  perYuan: 100,
  share: 50,
  least: 1,
  ...facts,
});
const ask = { offers: [], prices: [], shipping: { fee: 800, freeFrom: 9_900, base: 'current' as const }, now: testNow };

describe('points', () => {
  it('pay last and of the goods alone: a threshold that was reached before stays reached', () => {
    const lines = [aLine({ price: 10_000 })];
    const quoted = quote({ ...ask, lines, points: points({ wanted: 4_000 }) });
    expect(quoted.totals).toMatchObject({ goods: 6_000, shippingFee: 0, payable: 6_000 });
    expect(quoted.points).toMatchObject({ points: 4_000, amount: 4_000, most: 5_000, has: 10_000 });
    expect(quoted.lines[0]?.discounts).toMatchObject([{ source: 'points', amount: 4_000 }]);
  });

  it('are no more than she has, than the share of the goods after discounts, and none below the least', () => {
    const lines = [aLine({ price: 10_000 })];
    const offers = [anOffer({ discount: minus(2_000) })];
    const used = (facts: Partial<PointsOffer>) =>
      quote({ ...ask, lines, offers, points: points(facts) }).points?.points;
    expect(used({ wanted: 9_999 })).toBe(4_000);
    expect(used({ wanted: 9_999, has: 300 })).toBe(300);
    expect(used({ wanted: 99, least: 100 })).toBe(0);
    expect(used({ wanted: 0 })).toBe(0);
    expect(quote({ ...ask, lines, offers }).points).toBeNull();
  });

  it('take no point for which no fen comes off', () => {
    const lines = [aLine({ price: 10_000 })];
    const { points: spent } = quote({ ...ask, lines, points: points({ wanted: 1_234, perYuan: 700 }) });
    expect(spent).toMatchObject({ amount: 176, points: 1_232 });
  });

  it('add up by line and piece, change no other discount, and leave nobody below nothing', () => {
    const line = fc.record({ price: fc.integer({ min: 1, max: 9_000 }), quantity: fc.integer({ min: 1, max: 6 }) });
    const rule = fc.record({
      wanted: fc.integer({ min: 0, max: 100_000 }),
      has: fc.integer({ min: 0, max: 100_000 }),
      perYuan: fc.integer({ min: 1, max: 1_000 }),
      share: fc.integer({ min: 1, max: 100 }),
      least: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        rule,
        fc.integer({ min: 1, max: 5_000 }),
        (some, facts, off) => {
          const lines = some.map((one, at) => aLine({ id: `l${at}`, ...one }));
          const offers = [
            anOffer({ discount: minus(off) }),
            anOffer({ id: 'ships', layer: 'shipping', discount: freeShipping(3_000) }),
          ];
          const without = quote({ ...ask, lines, offers });
          const paid = quote({ ...ask, lines, offers, points: points(facts) });
          const spent = paid.points;
          if (spent === null) throw new Error('points were asked for');
          expect(without.totals.payable - paid.totals.payable).toBe(spent.amount);
          expect(paid.applied).toEqual(without.applied);
          expect(paid.totals.shippingFee).toBe(without.totals.shippingFee);
          expect(spent.points).toBeLessThanOrEqual(Math.min(facts.wanted, facts.has, spent.most));
          expect(spent.amount).toBeLessThanOrEqual((without.totals.goods * facts.share) / 100);
          expect(spent.points === 0).toBe(spent.amount === 0);
          expect(spent.lines.reduce((sum, one) => sum + one.points, 0)).toBe(spent.points);
          for (const one of paid.lines) {
            expect(one.payable).toBeGreaterThanOrEqual(0);
            expect(refundAmount(one.pieces, 0, one.quantity)).toBe(one.payable);
          }
          expect(paid.lines.reduce((sum, one) => sum + one.payable, 0)).toBe(paid.totals.goods);
        },
      ),
    );
  });
});
