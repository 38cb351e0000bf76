import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { addDays, DAY_MS, shanghaiDay } from '../../src/platform/calendar.ts';
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
      endsAt: new Date(now + 3 * DAY_MS).toISOString(),
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
  const { items } = await api('POST /api/admin/reports/outcomes', { cookie, body: { from: day, to: day } });
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
    who: {
      of: 'orders.discounted',
      values: { source: 'promotions', offer: id, range: { from: day, to: day } },
    },
    before: null,
  });
  const { tables } = await api('POST /api/admin/reports/:name', {
    cookie,
    params: { name: 'analytics.outcomes' },
    body: { values: { range: { from: day, to: day }, kinds: ['promotion'], order: 'cost' } },
  });
  expect(tables[0]?.rows[0]?.slice(2, 5)).toEqual([2, 1_500, sales]);
  expect(tables[0]?.people?.[0]?.rows[0]).toMatchObject({ offer: id });
  const behind = await api('GET /api/admin/people/:name', {
    cookie,
    params: { name: 'orders.discounted' },
    query: {
      values: JSON.stringify({ source: 'promotions', offer: id, range: { from: day, to: day } }),
    },
  });
  expect(behind.persons).toBe(2);
});

it('stands beside the days before, by any figure, page by page; what ended is seen to have ended', async () => {
  const of = (values: object) =>
    api('POST /api/admin/promotions', {
      cookie,
      body: {
        kind: 'amount_off',
        values: { scope: everything, ...values },
        startsAt: app.ctx.now().toISOString(),
        endsAt: new Date(app.ctx.now().getTime() + 30 * DAY_MS).toISOString(),
      },
    });
  await app.advance(4 * DAY_MS);
  const small = await of({ name: '满 10 减 1', tiers: [{ threshold: 1_000, off: 100 }] });
  const { skuId: cheap } = await createProduct(app.ctx, { price: 2_000, stock: 9 });
  const shopper = await newShopper(shop);
  const buy = async (quantity: number) => {
    const placed = await order(shop, shopper, [{ skuId: cheap, quantity }]);
    await pay(shop, shopper, placed.id);
    return placed.quote.payable;
  };
  await app.advance(1000);
  const sales = [await buy(1), await buy(1)].reduce((sum, one) => sum + one, 0);
  const yesterday = shanghaiDay(app.ctx.now());
  await app.advance(DAY_MS);
  await api('PUT /api/admin/promotions/:id/state', { cookie, params: { id: small.id }, body: { state: 'ended' } });
  const big = await of({ name: '满 60 减 9', tiers: [{ threshold: 6_000, off: 900 }] });
  await app.advance(1000);
  await buy(3);
  await app.settle();
  const today = addDays(yesterday, 1);
  const ask = async (more: object) =>
    api('POST /api/admin/reports/outcomes', {
      cookie,
      body: { from: today, to: today, kinds: ['promotion'], ...more },
    });
  const { items, before, total } = await ask({ compare: true });
  expect([before, total]).toEqual([{ from: yesterday, to: yesterday }, items.length]);
  const line = (id: string) => items.find((one) => one.id === id);
  expect(line(big.id)).toMatchObject({ people: 1, cost: 900, before: { people: 0, cost: 0, sales: 0 } });
  expect(line(small.id)).toMatchObject({ people: 0, cost: 0, before: { people: 1, cost: 200, sales } });
  for (const order of ['cost', 'people', 'sales'] as const) {
    const all = (await ask({ order, compare: true })).items;
    const turned = (await ask({ order, compare: true, ascending: true })).items;
    const figures = all.map((one) => one[order] ?? -1);
    expect(figures).toEqual(figures.toSorted((a, b) => b - a));
    expect(turned.map((one) => one[order] ?? -1)).toEqual(figures.toSorted((a, b) => a - b));
    const second = await ask({ order, compare: true, offset: 1, limit: 1 });
    expect([second.items.map(({ id }) => id), second.total]).toEqual([[all[1]?.id], all.length]);
  }
  // What is told over all its time has no days before.
  expect((await ask({ kinds: ['journey', 'batch', 'placement'], compare: true })).items).toEqual([]);
});
