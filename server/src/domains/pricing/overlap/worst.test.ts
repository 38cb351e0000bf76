import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someOffers, somePriceRules } from '../carts/testing.ts';
import { aLine, testNow } from '../testing.ts';
import { createBound } from './bound.ts';
import { deepestOf, momentsOf } from './deepest.ts';
import { warningsOf } from './judge.ts';
import { createLook, type Meeting } from './look.ts';
import { compare, findWorst, type Keys } from './worst.ts';

const DAY_MS = 86_400_000;
const window = { from: testNow, to: new Date(testNow.getTime() + 10 * DAY_MS) };

/** Goods of a shop, each with some of its offers, which begin on different days. */
const someShop = fc
  .record({
    rules: fc.tuple(someOffers, somePriceRules).map(([offers, prices]) => [...offers, ...prices]),
    goods: fc.array(
      fc.record({
        price: fc.integer({ min: 1, max: 12_000 }),
        member: fc.option(fc.integer({ min: 1, max: 9_000 })),
        cost: fc.option(fc.integer({ min: 1, max: 9_000 })),
        limit: fc.option(fc.integer({ min: 1, max: 5 })),
        which: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ rules, goods }) => {
    const offers = rules
      .filter(({ layer }) => layer !== 'shipping')
      .map((offer, at) => ({ ...offer, startsAt: new Date(testNow.getTime() + (at % 3) * DAY_MS), endsAt: null }));
    return goods.map((facts, n): Meeting => meetingOf(n, facts, offers));
  });

type Facts = {
  price: number;
  member: number | null;
  cost: number | null;
  limit: number | null;
  which: readonly boolean[];
};

function meetingOf(n: number, { price, member, cost, limit, which }: Facts, offers: Meeting['offers']): Meeting {
  const line = aLine({ id: `line-${n % 3}`, price });
  const id = `sku-${n}`;
  const label = { zh: '会员价', en: 'Member price' };
  const hers = { source: 'members', offerId: 'member', skuId: line.skuId, most: null, label, badge: label };
  const facts = {
    id,
    productId: line.productId,
    name: id,
    values: [],
    image: null,
    categoryIds: [],
    memberPrice: member,
  };
  return {
    line: { ...line, lineId: id },
    offers: offers.filter((_, at) => which[at]),
    prices: member === null || member >= price ? [] : [{ ...hers, price: member }],
    sku: { ...facts, price, costPrice: cost, limitPerOrder: limit },
  };
}

describe('the worst of a shop', () => {
  it('are those that looking at all of it finds, in their order, page by page, counted as it counts', async () => {
    const asked = fc.tuple(someShop, fc.constantFrom(undefined, 'below_cost' as const, 'stacks' as const));
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 1, max: 5 }), async ([shop, warning], most) => {
        const look = createLook(shop, window);
        const all: Keys[] = [];
        for (const one of shop) {
          const deepest = await look(one);
          const warnings = warningsOf(deepest, one.offers, one.sku.costPrice);
          const several = one.offers.length + one.prices.length > 1;
          const wanted = warning === undefined ? several || warnings.length > 0 : warnings.includes(warning);
          const alone = await findWorst([one], { window, warning, after: null, most: 1 });
          expect(alone.total).toBe(wanted ? 1 : 0);
          if (alone.page[0]) all.push(alone.page[0].keys);
        }
        all.sort(compare);
        const found: Keys[] = [];
        for (let after: Keys | null = null; ; after = found.at(-1) ?? null) {
          const { page, total } = await findWorst(shop, { window, warning, after, most });
          if (after === null) expect(total).toBe(all.length);
          if (page.length === 0) break;
          found.push(...page.map(({ keys }) => keys));
        }
        expect(found).toEqual(all);
      }),
      { numRuns: 150 },
    );
  });

  it('cost no less than the bound says, in any cart at any moment', () => {
    fc.assert(
      fc.property(someShop, (shop) => {
        const bound = createBound();
        for (const one of shop) {
          const most = Math.min(one.sku.limitPerOrder ?? 40, 40);
          const moments = momentsOf(one.offers, window);
          const { goods, quantity } = deepestOf(one, moments, most, { moments: 9, carts: 40, every: true });
          expect(bound(one, most)).toBeLessThanOrEqual(goods / quantity);
        }
      }),
      { numRuns: 300 },
    );
  });
});
