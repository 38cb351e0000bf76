import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commissionOf, leftOf } from './commission.ts';
import { doubtsOf } from './guard.ts';
import { type Plan, ratesFor } from './plan.ts';

describe('what a line earns', () => {
  it('falls with each refund, is never more than the rate of what is kept, and ends at nothing', () => {
    fc.assert(
      fc.property(
        fc.record({
          units: fc.integer({ min: 1, max: 20 }),
          base: fc.integer({ min: 0, max: 2_000_000 }),
          rate: fc.integer({ min: 0, max: 5000 }),
        }),
        fc.array(fc.record({ units: fc.nat(5), base: fc.nat(500_000) }), { maxLength: 6 }),
        (line, refunds) => {
          let back = { units: 0, base: 0 };
          let left = leftOf(line, back);
          expect(left).toBe(commissionOf(line.base, line.rate));
          for (const one of refunds) {
            back = {
              units: Math.min(line.units, back.units + one.units),
              base: Math.min(line.base, back.base + one.base),
            };
            const now = leftOf(line, back);
            expect(now).toBeLessThanOrEqual(left);
            expect(now * 10_000).toBeLessThanOrEqual((line.base - back.base) * line.rate);
            left = now;
          }
          expect(leftOf(line, { units: line.units, base: 0 })).toBe(0);
          expect(leftOf(line, { units: 0, base: line.base })).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('follows the units where less money went back than they cost', () => {
    expect(leftOf({ units: 4, base: 100_00, rate: 1000 }, { units: 1, base: 20_00 })).toBe(7_50);
    expect(leftOf({ units: 4, base: 100_00, rate: 1000 }, { units: 0, base: 20_00 })).toBe(8_00);
  });
});

describe('a plan', () => {
  const plan = (id: string, values: Partial<Plan>): Plan => ({
    ...{ id, first: 500, second: 0, from: '2027-03-01', until: null, createdAt: new Date(0) },
    scope: { kind: 'all', ids: [], exceptProductIds: [] },
    ...values,
  });
  const of = (kind: 'categories' | 'products', ...ids: string[]) => ({ kind, ids, exceptProductIds: [] });
  const goods = { productId: 'prd_a', categoryIds: ['cat_leaf', 'cat_root'] };

  it('that names the product goes before its category, the nearest first, before one for all', () => {
    const all = plan('all', {});
    const root = plan('root', { scope: of('categories', 'cat_root') });
    const leaf = plan('leaf', { scope: of('categories', 'cat_leaf') });
    const product = plan('product', { scope: of('products', 'prd_a') });
    const on = (...plans: Plan[]) => ratesFor(plans, goods, '2027-03-02')?.planId;
    expect([on(all), on(root, all), on(all, leaf, root), on(leaf, product, all)]).toEqual([
      'all',
      'root',
      'leaf',
      'product',
    ]);
    expect(ratesFor([product, leaf], { productId: 'prd_b', categoryIds: ['cat_x'] }, '2027-03-02')).toBeNull();
  });

  it('goes by its days, the later one first, and leaves out what it excepts', () => {
    const old = plan('old', { from: '2027-01-01' });
    const fresh = plan('fresh', { from: '2027-03-01', until: '2027-03-31' });
    const on = (day: string) => ratesFor([fresh, old], goods, day)?.planId;
    expect([on('2026-12-31'), on('2027-02-28'), on('2027-03-01'), on('2027-03-31'), on('2027-04-01')]).toEqual([
      undefined,
      'old',
      'fresh',
      'fresh',
      'old',
    ]);
    const except = plan('except', { scope: { kind: 'all', ids: [], exceptProductIds: ['prd_a'] } });
    expect(ratesFor([except], goods, '2027-03-02')).toBeNull();
  });
});

it('doubts who is paid for by the distributor, and not her family at one address', () => {
  const rules = { selfPurchase: false, addressFrom: 3 };
  const none = { herself: false, payer: false, atHome: 0, onPhone: 0 };
  expect(doubtsOf(rules, none)).toBeNull();
  expect(doubtsOf(rules, { ...none, atHome: 2 })).toBeNull();
  expect(doubtsOf(rules, { ...none, atHome: 3 })?.zh).toContain('3 位客户');
  expect(doubtsOf(rules, { ...none, onPhone: 3 })?.zh).toContain('3 人');
  expect(doubtsOf(rules, { ...none, payer: true })?.en).toContain('own orders');
  expect(doubtsOf({ ...rules, selfPurchase: true }, { herself: true, payer: true, atHome: 9, onPhone: 9 })).toBeNull();
});
