import { type RawBuilder, sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { addDays, DAY_MS, shanghaiDay } from '../../src/platform/calendar.ts';
import { everything } from '../samples.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay } from './shopper.ts';

// What was done is told by what it took off orders that were really paid, and without a number where nothing was held out.

const HOUR_MS = 3_600_000;
vi.setConfig({ testTimeout: 300_000 });
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
  // Later than today has come: a morning is held against a morning.
  await app.advance(3 * HOUR_MS);
  await buy(1);
  await app.advance(DAY_MS - 3 * HOUR_MS);
  await api('PUT /api/admin/promotions/:id/state', { cookie, params: { id: small.id }, body: { state: 'ended' } });
  const big = await of({ name: '满 60 减 9', tiers: [{ threshold: 6_000, off: 900 }] });
  await app.advance(1000);
  await buy(3);
  await app.advance(60_000);
  await app.settle();
  const today = addDays(yesterday, 1);
  const ask = async (more: object) =>
    api('POST /api/admin/reports/outcomes', {
      cookie,
      body: { from: today, to: today, kinds: ['promotion'], ...more },
    });
  const { items, before, total } = await ask({ compare: true });
  expect([before, total]).toEqual([{ from: yesterday, to: yesterday, cut: true }, items.length]);
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
  await app.advance(DAY_MS);
  const over = await ask({ compare: true });
  expect(over.before?.cut).toBe(false);
  expect(over.items.find((one) => one.id === small.id)?.before).toMatchObject({ people: 1, cost: 300 });
  // What is told over all its time has no days before.
  expect((await ask({ kinds: ['journey', 'batch', 'placement'], compare: true })).items).toEqual([]);
});

it('reads of all orders, coupons and runs there ever were only those of its days', async () => {
  const plans = await app.ctx.db.transaction().execute(async (db) => {
    await sql`set local session_replication_role = replica`.execute(db);
    // A thousand days of a hundred each, in the order of time.
    const at = sql.raw("timestamptz '2023-01-01' + n * interval '14 minutes 24 seconds'");
    await sql`
      insert into orders.placed (id, number, member_id, person_no, state, first_line, quantity, goods_amount, payable, created_at, paid_at)
      select 'ord_' || n, 'n' || n, 'mem', n, 'received', 'x', 1, 100, 100, ${at}, ${at} from generate_series(1, 100000) n
    `.execute(db);
    await sql`
      insert into coupons.coupon (id, template_id, member_id, person_no, state, valid_from, valid_to, because_kind, because_id, because_label,
        order_id, issued_at, used_at, grant_id)
      select 'cpn_' || n, 't', 'mem', n, 'used', ${at}, ${at}, 'x', 'x', '"x"', 'ord_' || n, ${at}, ${at}, 'grt_' || n from generate_series(1, 100000) n
    `.execute(db);
    await sql`
      insert into journeys.run_info (run_id, journey_no, person_no, member_id, entry_key, because, context, entered_at, version)
      select n, 1, n, 'mem', 'x', '"x"', '{}', ${at}, 1 from generate_series(1, 100000) n
    `.execute(db);
    for (const table of ['orders.placed', 'coupons.coupon', 'journeys.run_info'])
      await sql`analyze ${sql.raw(table)}`.execute(db);
    const between = (column: string) => sql.raw(`${column} >= '2025-01-01' and ${column} < '2025-01-31'`);
    const planOf = async (statement: RawBuilder<unknown>) =>
      JSON.stringify((await sql`explain (analyze) ${statement}`.execute(db)).rows);
    const found = [
      await planOf(sql`select count(distinct person_no) from orders.placed where ${between('paid_at')}`),
      await planOf(
        sql`select count(distinct person_no) from coupons.coupon where state = 'used' and ${between('used_at')}`,
      ),
      await planOf(sql`
        select distinct journey_no from journeys.run_info where not tester and ${between('entered_at')}`),
    ];
    await sql`truncate orders.placed, coupons.coupon, journeys.run_info cascade`.execute(db);
    return found;
  });
  for (const [n, index] of ['placed_paid', 'coupon_used', 'run_info_entered'].entries())
    expect(plans[n]).toContain(index);
});
