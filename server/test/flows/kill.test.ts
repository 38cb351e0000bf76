import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, expect, it, vi } from 'vitest';
import { createApi, Refused } from '../../../rehearsal/src/api.ts';
import { createPhone } from '../../../rehearsal/src/phone.ts';
import { bookMismatches } from '../../src/domains/orders/testing.ts';
import { shanghaiDay } from '../../src/platform/calendar.ts';
import { connectDatabase } from '../../src/platform/db.ts';
import { launchProduct, until } from './product.ts';
import { newShopper, type Shopper } from './shopper.ts';

// The server is killed with -9, twice, in the middle of 500 checkouts and payments that all run at once while events
// come in. The shoppers behave as apps do: what got no answer is sent again under the same key. Then everything has to
// add up, to the last fen and the last event.

vi.setConfig({ testTimeout: 300_000 });

const SHOPPERS = 100;
const CHECKOUTS = 500;
const STOCK = [40, 60, 900];

const product = await launchProduct();
const { databaseUrl, sandboxUrl } = await product.addresses();
const api = createApi(product.url);
// The phones talk to the sandbox itself: they do not go dark with the shop.
const phone = createPhone(sandboxUrl);
const database = connectDatabase(databaseUrl, 2);
afterAll(async () => database.close());
const cookie = await product.signIn();
const { skus, budgetId, journeyId } = await stockShop();
const shoppers = await invite();

const told = { asked: 0, placed: 0, refused: 0, unanswered: 0, paid: new Set<string>(), events: new Set<string>() };
const moments: { readonly isHere: () => boolean; readonly tell: () => void }[] = [];

it('takes 500 checkouts at once through two kills', async () => {
  // While the first orders are on their way, and again while everybody comes back.
  const kills = [moment(() => told.asked >= 130), moment(() => told.placed + told.refused >= 200)];
  const everyone = Array.from({ length: CHECKOUTS }, async (_, at) => buy(at));
  const all = Promise.all(everyone);
  for (const time of kills) {
    await Promise.race([time, all]);
    await product.killServer();
    await sleep(200);
  }
  await all;
  expect(told.placed + told.refused).toBe(CHECKOUTS);
  expect(told.unanswered).toBeGreaterThan(20);
  // Two kinds are short, and her coupon goes with the first of her orders: how many are refused is a matter of who comes
  // first. There must be enough of both to be worth counting.
  expect(told.placed).toBeGreaterThan(100);
  expect(told.refused).toBeGreaterThan(20);
  expect(told.paid.size).toBeGreaterThan(80);
});

it('comes to rest when time goes on', async () => {
  await until(async () => (await fetch(`${product.url}/readyz`)).ok);
  const advance = async (minutes: number) =>
    insist(async () =>
      api('POST /api/sandbox/clock', { body: { advanceMs: minutes * 60_000, wait: true, stepMs: 60_000 } }),
    );
  // Payments that were not told are asked for, what nobody paid is cancelled, notifications come again.
  await advance(50);
  expect(await count(sql`orders.placed where state = 'unpaid'`)).toBe(0);
});

it('sold nothing that was not there, and nobody’s money hangs in the air', async () => {
  expect(await bookMismatches(database)).toEqual([]);
  const { rows } = await sql<{ onHand: number; reserved: number; sold: number }>`
    select on_hand, reserved, sold from catalog.stock where sku_id = any(${skus}) order by array_position(${skus}, sku_id)
  `.execute(database.db);
  for (const [at, row] of rows.entries()) {
    expect(row.reserved).toBe(0);
    expect(row.onHand).toBeGreaterThanOrEqual(0);
    expect(row.onHand + row.sold).toBe(STOCK[at]);
  }
  const { rows: settled } = await sql<{ id: string }>`
    select o.id from orders.placed o where o.paid_at is not null
    union select r.order_id from orders.refund r where r.origin = 'unusable_payment' and r.order_id is not null
  `.execute(database.db);
  const known = new Set(settled.map((row) => row.id));
  // Whoever saw "paid" on her phone has an order, or her money on its way back.
  expect([...told.paid].filter((id) => !known.has(id))).toEqual([]);
  const sandbox: { paid: number } = JSON.parse(await (await fetch(`${sandboxUrl}/sandbox/api/state`)).text());
  expect(await count(sql`orders.payment`)).toBe(sandbox.paid);
});

it('acted once for each key', async () => {
  expect(await count(sql`orders.placed`)).toBe(told.placed);
});

it('left coupons that agree with orders, templates and budgets', async () => {
  const wrong = await sql<{ what: string; id: string }>`
    select 'locked' as what, id from coupons.coupon where state = 'locked'
    union all
    select 'used without its order', c.id from coupons.coupon c
      where c.state = 'used' and not exists (
        select from orders.placed o where o.id = c.order_id and o.member_id = c.member_id and o.paid_at is not null)
    union all
    select 'counters of template', t.id from coupons.template t left join coupons.coupon c on c.template_id = t.id
      group by t.id having t.issued <> count(c.id) or t.used <> count(c.id) filter (where c.state = 'used')
        or t.cost <> coalesce(sum(c.saving) filter (where c.state = 'used'), 0)
    union all
    select 'more than one for a member', member_id from coupons.coupon group by member_id, template_id having count(*) > 1
    union all
    select 'budget', b.id from benefits.budget b left join benefits.grant g on g.budget_id = b.id
      group by b.id having b.grants <> count(g.id)
        or b.committed <> coalesce(sum(case g.state when 'granted' then g.cost when 'used' then g.actual_cost end), 0)
    union all
    select 'grant without coupon', g.id from benefits.grant g
      where not exists (select from coupons.coupon c where c.grant_id = g.id and c.member_id = g.member_id)
  `.execute(database.db);
  expect(wrong.rows).toEqual([]);
});

it('gave every first buyer her thank-you coupon exactly once', async () => {
  const buyers = await count(sql`(select distinct member_id from orders.placed where paid_at is not null) as buyer`);
  expect(buyers).toBeGreaterThan(50);
  const thanked = async () => count(sql`benefits.grant where because_id = ${journeyId} and budget_id = ${budgetId}`);
  // A payment that was found last is told last.
  await until(async () => (await thanked()) >= buyers, 30_000);
  expect(await thanked()).toBe(buyers);
  const journey = await api('GET /api/admin/journeys/:id', { cookie, params: { id: journeyId } });
  expect(journey).toMatchObject({ entered: buyers, active: 0 });
});

it('reports every acknowledged event once, and every fact once', async () => {
  const paidOrders = await count(sql`orders.placed where paid_at is not null`);
  const eventsOf = async () => {
    const { items } = await api('GET /api/admin/reports/events', { cookie });
    return Object.fromEntries(items.map((one) => [one.name, one.events]));
  };
  const whole = {
    checkout_view: told.events.size,
    'member.joined': SHOPPERS,
    'order.placed': told.placed,
    'order.paid': paidOrders,
    'order.cancelled': await count(sql`orders.placed where state = 'cancelled'`),
  };
  // Reports follow the books by a moment; what comes twice stays too much for ever.
  await until(async () => {
    const events = await eventsOf();
    return Object.entries(whole).every(([name, told]) => events[name] === told);
  }, 20_000).catch(() => undefined);
  expect(await eventsOf()).toMatchObject(whole);
  const day = (await api('GET /api/sandbox/clock')).now;
  const range = { from: shanghaiDay(new Date(Date.parse(day) - 86_400_000)), to: shanghaiDay(new Date(day)) };
  const { current } = await api('GET /api/admin/reports/overview', { cookie, query: range });
  const { rows } = await sql<{ gmv: number }>`
    select coalesce(sum(paid), 0)::bigint as gmv from orders.placed where paid_at is not null
  `.execute(database.db);
  expect(current).toMatchObject({ orders: paidOrders, gmv: rows[0]?.gmv });
});

/** One checkout from the first look to the payment, undeterred. */
async function buy(at: number): Promise<void> {
  const her = shoppers[at % SHOPPERS];
  const skuId = skus[at % 5 === 0 ? 0 : at % 5 === 1 ? 1 : 2] ?? '';
  if (!her) return;
  await look(her, at);
  const lines = [{ skuId, quantity: 1 + (at % 2) }];
  const key = randomUUID();
  const { token, addressId } = her;
  try {
    const quote = await insist(async () => api('POST /api/shop/quote', { token, body: { lines } }));
    const body = { lines, addressId, expectedPayable: quote.payable, offers: quote.chosen };
    told.asked += 1;
    noticeMoments();
    const { id } = await insist(async () => api('POST /api/shop/orders', { token, key, body }));
    told.placed += 1;
    noticeMoments();
    if (at % 11 === 0) return; // thinks better of it
    const params = await insist(async () => api('POST /api/shop/orders/:id/payment', { token, params: { id } }));
    if (await insist(async () => phone.pay(her.wechatId, params))) told.paid.add(id);
  } catch (error) {
    // Sold out, or her coupon went with another of her orders; anything else is a fault.
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    told.refused += 1;
    noticeMoments();
  }
}

/** Resolves as soon as it is true; looked at after every step of every buyer, not now and then. */
async function moment(isHere: () => boolean): Promise<void> {
  return new Promise((tell) => moments.push({ isHere, tell }));
}

function noticeMoments(): void {
  for (const { isHere, tell } of moments) if (isHere()) tell();
}

/** Tell what she looked at, until it is acknowledged; every third time once more, as a phone that missed the answer. */
async function look({ token }: Shopper, at: number): Promise<void> {
  const now = Date.now();
  const events = Array.from({ length: 3 }, (_, n) => ({
    id: randomUUID(),
    name: 'checkout_view',
    ts: new Date(now - n * 100).toISOString(),
  }));
  const body = { sentAt: new Date(now).toISOString(), events };
  for (const _ of at % 3 === 0 ? ['once', 'again'] : ['once'])
    await insist(async () => api('POST /collect', { token, body }));
  for (const { id } of events) told.events.add(id);
}

/** No answer, or none of use: the same again, as long as it takes. A refusal is an answer. */
async function insist<T>(act: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const final = error instanceof Refused && error.status < 500 && error.status !== 429;
      if (final || performance.now() > deadline) throw error;
      told.unanswered += 1;
      // As apps do: 500 that all knock at a shop that is just opening would keep it from opening.
      await sleep(500 + Math.random() * 1000);
    }
  }
}

/** Three SKUs, a coupon for everybody, and a journey that thanks first buyers out of a budget. */
async function stockShop() {
  const { id: categoryId } = await api('POST /api/admin/categories', { cookie, body: { name: '水果' } });
  const skus: string[] = [];
  for (const [at, onHand] of STOCK.entries()) {
    const { skus: made } = await api('POST /api/admin/products', {
      cookie,
      body: {
        name: `草莓 ${at + 1} 号`,
        categoryId,
        images: ['/files/picture.webp'],
        skus: [{ values: [], price: 3990 + at, onHand }],
        status: 'on_sale',
      },
    });
    skus.push(made[0]?.id ?? '');
  }
  const rules = {
    threshold: 3000,
    scope: { kind: 'all' },
    validity: 'days',
    days: 30,
    perMember: 1,
    kind: 'amount',
  };
  const state = 'active' as const;
  const taken = { ...rules, name: '满30减7', amount: 700, channel: 'shop' };
  await api('POST /api/admin/coupons', { cookie, body: { values: taken, state } });
  const given = { ...rules, name: '谢谢你', amount: 300, channel: 'grant' };
  const { id: couponTemplateId } = await api('POST /api/admin/coupons', { cookie, body: { values: given, state } });
  const budget = await api('POST /api/admin/budgets', { cookie, body: { name: '首单感谢', limit: 1_000_000 } });
  const journey = await api('POST /api/admin/journeys', {
    cookie,
    body: {
      name: '首单感谢',
      definition: {
        trigger: { kind: 'order_paid', values: { firstOnly: true } },
        start: 'thanks',
        nodes: [
          {
            key: 'thanks',
            kind: 'grant',
            values: { benefit: `coupon:${couponTemplateId}`, scope: 'template' },
            ways: { next: null },
          },
        ],
        goal: null,
        exitOnGoal: false,
        reentry: { kind: 'never' },
        holdout: 0,
        budgetId: budget.id,
      },
    },
  });
  await api('PUT /api/admin/journeys/:id/state', { cookie, params: { id: journey.id }, body: { state: 'live' } });
  return { skus, budgetId: budget.id, journeyId: journey.id };
}

async function invite(): Promise<Shopper[]> {
  const { items } = await api('GET /api/admin/coupons', { cookie, query: { limit: 10 } });
  const coupon = items.find((one) => one.channel === 'shop');
  const join = async (at: number) => {
    const her = await newShopper({ api, phone }, `顾客 ${at + 1}`);
    await api('POST /api/shop/coupon-center/:id', { token: her.token, params: { id: coupon?.id ?? '' } });
    return her;
  };
  const joined: Shopper[] = [];
  for (let at = 0; at < SHOPPERS; at += 20)
    joined.push(...(await Promise.all(Array.from({ length: 20 }, async (_, n) => join(at + n)))));
  return joined;
}

async function count(what: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${what}`.execute(database.db);
  return rows[0]?.n ?? -1;
}
