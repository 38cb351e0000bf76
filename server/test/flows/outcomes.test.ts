import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { shanghaiDay } from '../../src/platform/calendar.ts';
import { everything } from '../samples.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay } from './shopper.ts';

// What was done is told by what it took off orders that were really paid, and without a number where nothing was held out.

vi.setConfig({ testTimeout: 120_000 });
const shop = await openShop();
const { api, app, owner } = shop;
const { cookie } = owner;

it('a promotion cost what it took off paid orders, and claims no increment', async () => {
  const now = app.ctx.now().getTime();
  const { id } = await api('POST /api/admin/promotions', {
    cookie,
    body: {
      kind: 'amount_off',
      values: { name: '满 50 减 5', scope: everything, tiers: [{ threshold: 5_000, off: 500 }] },
      startsAt: new Date(now - 1000).toISOString(),
      endsAt: new Date(now + 86_400_000).toISOString(),
    },
  });
  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  const [one, two] = [await newShopper(shop), await newShopper(shop)];
  let sales = 0;
  for (const shopper of [one, one, two]) {
    const placed = await order(shop, shopper, [{ skuId, quantity: 1 }]);
    sales += placed.quote.payable;
    await pay(shop, shopper, placed.id);
  }
  // Placed and never paid: it cost nothing.
  await order(shop, two, [{ skuId, quantity: 1 }]);
  await app.settle();
  const day = shanghaiDay(app.ctx.now());
  const { items } = await api('GET /api/admin/reports/outcomes', { cookie, query: { from: day, to: day } });
  expect(items.find((item) => item.id === id)).toEqual({
    kind: 'promotion',
    id,
    name: expect.objectContaining({ zh: expect.stringContaining('5') }),
    to: `/promotions/${id}`,
    people: 2,
    cost: 1_500,
    sales,
    newMembers: null,
    cac: null,
    extra: null,
    returnOnCost: null,
    noIncrement: 'no_holdout',
  });
  const { tables } = await api('POST /api/admin/reports/:name', {
    cookie,
    params: { name: 'analytics.outcomes' },
    body: { values: { range: { from: day, to: day }, kinds: ['promotion'], order: 'cost' } },
  });
  expect(tables[0]?.rows[0]?.slice(2, 5)).toEqual([2, 1_500, sales]);
});
