import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { activitiesTest } from '../../src/domains/activities/testing.ts';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { announcePaid, announceRefunded, createCoupon } from '../../src/domains/coupons/testing.ts';
import { createMember, type TestMember } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { payingShop } from '../../src/domains/orders/payment/testing.ts';
import { quizValues } from '../../src/domains/quizzes/testing.ts';
import { addDays, dayStart, MINUTE_MS, shanghaiDay } from '../../src/platform/calendar.ts';
import { newId } from '../../src/platform/ids.ts';

// Whatever is played is told by the same figures: whom they count, what it cost, and what it brought beyond what would have come.

vi.setConfig({ testTimeout: 300_000 });
const shop = await payingShop();
const { app, payer, operator } = shop;
const { ctx } = app;
const { admin, live, page, join, help, result } = activitiesTest(app);
// Ten in the morning: what is of one day is not torn by midnight.
await app.advance(dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime() + 10 * 3_600_000 - ctx.now().getTime());

const card = async (kind: string, id: string) => (await admin(`GET /api/admin/scorecards/${kind}?id=${id}`)).body;
const gift = async (name: string) =>
  `coupon:${(await createCoupon(ctx, { name, channel: 'grant', perMember: 99 })).id}`;
const costsOf = async (id: string): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await sql<{ personNo: number; cost: number }>`
    select person_no, sum(cost)::int as cost from benefits.grant where because_id = ${id} group by person_no
  `.execute(ctx.db);
  return new Map(rows.map(({ personNo, cost }) => [personNo, cost]));
};
const isOn = async ({ token }: TestMember, id: string) =>
  (await app.call('GET /api/shop/activities', { token })).body.items.some((one: { id: string }) => one.id === id);

it('compares with who was held out, of the same people in cost, revenue and verdict; a refund and a tester count nowhere', async () => {
  const id = await live('spending', { holdout: 50, tiers: [{ at: 50_00, gift: await gift('满额礼') }] });
  const people = await Promise.all(Array.from({ length: 90 }, async () => createMember(ctx)));
  const treated: TestMember[] = [];
  const heldOut: TestMember[] = [];
  for (const person of people) ((await isOn(person, id)) ? treated : heldOut).push(person);
  const tester = await createMember(ctx);
  await sql`update members.member set tester = true where id = ${tester.id}`.execute(ctx.db);
  await isOn(tester, id);
  for (const person of [...treated, tester]) await announcePaid(ctx, { person, orderId: newId('ord'), amount: 60_00 });
  const back = newId('ord');
  const [first] = treated;
  if (first === undefined) throw new Error('nobody');
  await announcePaid(ctx, { person: first, orderId: back, amount: 500_00 });
  await app.settle();
  await announceRefunded(ctx, { person: first, orderId: back, amount: 500_00, whole: true });
  await app.settle();
  const costs = await costsOf(id);
  const spent = treated.reduce((sum, { personNo }) => sum + (costs.get(personNo) ?? 0), 0);
  expect(spent).toBeGreaterThan(0);
  expect(costs.get(tester.personNo)).toBeGreaterThan(0);
  const told = await card('activity', id);
  expect(told).toMatchObject({
    ...{ seen: treated.length, heldOut: heldOut.length, joined: treated.length, firstOrders: treated.length },
    ...{ buyers: treated.length, orders: treated.length, revenue: treated.length * 60_00 },
    ...{
      cost: spent,
      costs: [{ kind: 'coupon', fen: spent }],
      cac: Math.round(spent / treated.length),
      noUplift: null,
    },
  });
  const { low, high, verdict, revenue } = told.uplift;
  expect([verdict, low > 0, low < high]).toEqual(['better', true, true]);
  expect(revenue.low).toBeLessThan(revenue.value);
  expect(revenue.value).toBeLessThan(revenue.high);

  // Under other terms nobody is held out any more: they are told, and compared with nobody.
  const { values, revision } = (await admin(`GET /api/admin/activities/${id}`)).body;
  const changed = await app.call(`PUT /api/admin/activities/${id}`, {
    cookie: (await signedIn(ctx)).cookie,
    body: { ...values, holdout: 0 },
    ...(revision === undefined ? {} : { headers: { 'if-match': String(revision) } }),
  });
  expect([changed.status, changed.body.error]).toEqual([200, undefined]);
  const late = await createMember(ctx);
  expect(await isOn(late, id)).toBe(true);
  await announcePaid(ctx, { person: late, orderId: newId('ord'), amount: 60_00 });
  await app.settle();
  const more = await card('activity', id);
  const all = spent + ((await costsOf(id)).get(late.personNo) ?? 0);
  expect(more).toMatchObject({
    cost: all,
    revenue: (treated.length + 1) * 60_00,
    uplift: { revenue, verdict: 'better' },
  });
  expect(more.uplift.returnOnCost).toEqual(told.uplift.returnOnCost);
  expect(await result(id)).toMatchObject({ cost: all, extra: { revenue, returnOnCost: told.uplift.returnOnCost } });
});

it('a price for everybody cost what it took off orders that stand, and says that nobody could be held out', async () => {
  const { skuId } = await createProduct(ctx, { price: 100_00, stock: 9 });
  const id = await live('bargain', { sku: skuId, floor: 40_00, cuts: 2, hours: 24, aDay: 3 });
  const her = await payer();
  const entry: string = (await join(her, id)).body.id;
  for (const friend of [await createMember(ctx), await createMember(ctx)]) await help(friend, entry);
  const asked = { lines: [{ skuId, quantity: 1 }], play: { activity: id } };
  const { token, addressId } = her;
  const { payable } = (await app.call('POST /api/shop/quote', { token, body: asked })).body;
  const placed = await app.call('POST /api/shop/orders', {
    token,
    body: { ...asked, addressId, expectedPayable: payable },
  });
  await page(her, id);
  await shop.pay(her, placed.body.id);
  await app.settle();
  const bought = { joined: 1, newMembers: 3, firstOrders: 1, orders: 1, revenue: payable, cost: 60_00, cac: 60_00 };
  expect(await card('activity', id)).toMatchObject({
    ...{ ...bought, costs: [{ kind: 'price', fen: 60_00 }], uplift: null, noUplift: 'public_price' },
  });
  expect((await result(id)).bargain).toMatchObject({ bought: 1, newBuyers: 1, saved: 60_00 });
  await app.call(`POST /api/admin/orders/${placed.body.id}/refunds`, {
    cookie: operator.cookie,
    body: { reason: '退' },
  });
  await app.advance(3 * MINUTE_MS);
  await app.settle();
  expect(await card('activity', id)).toMatchObject({
    ...{ joined: 1, firstOrders: 0, buyers: 0, orders: 0, revenue: 0, cost: 0, costs: [], cac: null },
  });
  expect((await result(id)).bargain).toMatchObject({ bought: 0, newBuyers: 0, saved: 0 });
});

it('member days, quizzes and all that has no page of its own have the same figures; what is not known says why', async () => {
  const { cookie } = await signedIn(ctx);
  const weekday = String(new Date(`${shanghaiDay(ctx.now())}T00:00:00Z`).getUTCDay() || 7);
  const day = await app.call('POST /api/admin/member-days', {
    cookie,
    body: {
      ...{ name: '会员日', every: 'weekly', weekdays: [weekday], days: null, nth: null, weekday: null, window: null },
      ...{ who: 'everybody', level: null, discount: 9, pointTimes: 1, gift: null },
      scope: { kind: 'all', ids: [], exceptProductIds: [] },
    },
  });
  expect([day.status, day.body.error]).toEqual([200, undefined]);
  const { skuId } = await createProduct(ctx, { price: 100_00, stock: 9 });
  const lines = [{ skuId, quantity: 2 }];
  const [her, tester] = [await payer(), await payer()];
  await sql`update members.member set tester = true where person_no = ${tester.personNo}`.execute(ctx.db);
  const quote = (await app.call('POST /api/shop/quote', { token: her.token, body: { lines } })).body;
  for (const one of [her, tester]) {
    const placed = await app.call('POST /api/shop/orders', {
      token: one.token,
      body: { lines, addressId: one.addressId, expectedPayable: quote.payable },
    });
    await shop.pay(one, placed.body.id);
  }
  await app.settle();
  expect(await card('member_day', day.body.id)).toMatchObject({
    ...{ seen: null, newMembers: null, joined: 1, firstOrders: 1, orders: 1, revenue: quote.payable, cost: 20_00 },
    ...{ costs: [{ kind: 'price', fen: 20_00 }], cac: 20_00, uplift: null, noUplift: 'public_price' },
  });

  const quiz = (await admin('POST /api/admin/quizzes', { values: quizValues('口味', await gift('测试礼')) })).body.id;
  await admin(`PUT /api/admin/quizzes/${quiz}/state`, { state: 'live' });
  const taker = await createMember(ctx);
  await app.call(`POST /api/shop/quizzes/${quiz}/visits`, { token: taker.token, body: {} });
  await app.call(`POST /api/shop/quizzes/${quiz}/answers`, { token: taker.token, body: { answers: [0, 0] } });
  await announcePaid(ctx, { person: taker, orderId: newId('ord'), amount: 30_00 });
  await app.settle();
  const cost = (await costsOf(quiz)).get(taker.personNo) ?? 0;
  expect(await card('quiz', quiz)).toMatchObject({
    ...{ seen: 1, joined: 1, newMembers: 1, firstOrders: 1, orders: 1, revenue: 30_00, cost, noUplift: 'not_drawn' },
  });

  const shape = Object.keys(await card('quiz', quiz)).toSorted();
  for (const kind of ['distribution', 'leaders'])
    expect(Object.keys(await card(kind, 'all')).toSorted()).toEqual(shape);
  for (const kind of ['activity', 'quiz', 'member_day', 'pay_coupon'])
    expect((await admin(`GET /api/admin/scorecards/${kind}?id=nothing`)).status).toBe(404);
});
