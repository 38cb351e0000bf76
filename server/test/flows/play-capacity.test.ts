import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { activitiesTest, activityValues } from '../../src/domains/activities/testing.ts';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { becomeOne } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { addDays, DAY_MS, dayStart, MINUTE_MS, minuteOfDay, shanghaiDay } from '../../src/platform/calendar.ts';

const shop = await payingShop();
const { app, payer } = shop;
const { ctx } = app;
const { admin, live, page, join } = activitiesTest(app);
vi.setConfig({ testTimeout: 240_000 });

const payers = async (n: number) => {
  const all: TestPayer[] = [];
  for (let at = 0; at < n; at += 1) all.push(await payer());
  return all;
};
const two = async () => (await payers(2)) as [TestPayer, TestPayer];
const tomorrow = () => dayStart(addDays(shanghaiDay(ctx.now()), 1));
// Noon: what happens within one case happens on one day. Those that go on to the next stand last.
await app.advance(tomorrow().getTime() + DAY_MS / 2 - ctx.now().getTime(), DAY_MS / 2);

async function flashSale(perDay: number | null, sessions: readonly { from: number; minutes: number }[], days = 2) {
  const product = await createProduct(ctx, { price: 100_00, stock: 200 });
  const goods = [{ sku: product.skuId, price: 60_00, stock: 20 }];
  const today = shanghaiDay(ctx.now());
  const id = await live('flash_sale', {
    ...{ days: { from: today, to: addDays(today, days - 1) }, sessions, goods, perDay },
    ...{ perOrder: 1, perMember: 5, payMinutes: 10 },
  });
  return { id, skuId: product.skuId };
}
const take = async ({ token }: TestPayer, { id, skuId }: { id: string; skuId: string }) =>
  (await app.call(`POST /api/shop/activities/${id}/takes`, { token, body: { skuId, quantity: 1 } })).body;

async function groupBuy(perDay: number | null, size = 3) {
  const product = await createProduct(ctx, { price: 100_00, stock: 200 });
  const goods = [{ sku: product.skuId, price: 60_00 }];
  const id = await live('group_buy', { size, hours: 2, goods, perOrder: 2, perMember: 9, perDay });
  return { id, skuId: product.skuId, productId: product.id };
}
type Teams = Awaited<ReturnType<typeof groupBuy>>;

async function order({ token, addressId }: TestPayer, { id, skuId }: Teams, team?: string) {
  const asked = { lines: [{ skuId, quantity: 1 }], play: { activity: id, ...(team ? { team } : {}) } };
  const quote = await app.call('POST /api/shop/quote', { token, body: asked });
  if (quote.status !== 200) return quote;
  return app.call('POST /api/shop/orders', {
    token,
    body: { ...asked, addressId, expectedPayable: quote.body.payable },
  });
}
async function bargain(perDay: number) {
  const product = await createProduct(ctx, { price: 100_00, stock: 50 });
  return live('bargain', { sku: product.skuId, floor: 20_00, cuts: 3, hours: 24, bonus: 0, perDay });
}

const remind = async ({ token }: TestPayer, id: string) =>
  app.call(`PUT /api/shop/activities/${id}/reminder`, { token, body: {} });

/** What activities took of a day, as the console says it. */
async function load(id: string) {
  const { cookie } = await signedIn(ctx);
  const today = shanghaiDay(ctx.now());
  const route = `GET /api/admin/marketing-calendar?from=${today}&to=${addDays(today, 1)}`;
  const { body } = await app.call(route, { cookie });
  return body.loads.filter((one: { id: string }) => one.id === id).map((one: object) => Object.values(one).slice(-2));
}

describe('a group buy', () => {
  it('takes all places of a team when it is begun, so that nobody who is asked into one is turned away', async () => {
    const teams = await groupBuy(7);
    const [first, second] = await two();
    const begun = await order(first, teams);
    await shop.pay(first, begun.body.id);
    await app.settle();
    const crowd = await payers(6);
    const placed = await Promise.all(crowd.map(async (her) => order(her, teams)));
    expect(placed.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = placed.filter(({ status }) => status !== 200).map(({ body }) => body.error.code);
    expect(new Set(refused)).toEqual(new Set(['activities.team_full_today']));
    expect((await load(teams.id))[0]).toEqual([6, 7]);
    const seen = async () =>
      (await app.call(`GET /api/shop/products/${teams.productId}/teams`, { token: second.token })).body;
    const { offer, teams: open } = await seen();
    expect(offer).toMatchObject({
      teaming: 'full_today',
      waits: { goesOnAt: tomorrow().toISOString(), reminded: false },
    });
    expect(open).toMatchObject([{ teaming: 'can' }]);
    expect((await order(second, teams, open[0].id)).status).toBe(200);
    // Who never pays gives the places of her team back.
    const [at] = placed.flatMap(({ status }, n) => (status === 200 ? [n] : []));
    await shop.cancel(crowd[at ?? 0] as TestPayer, placed[at ?? 0]?.body.id);
    expect((await seen()).offer).toMatchObject({ teaming: 'can', waits: null });
    expect((await load(teams.id))[0]).toEqual([3, 7]);
  });
});

it('never takes more than the day, whoever comes, gives up and comes back', async () => {
  const members = await payers(6);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 4, maxLength: 10 }),
      async (perDay, acts) => {
        const offer = await flashSale(perDay, [{ from: minuteOfDay(ctx.now()) - 1, minutes: 60 }], 1);
        await Promise.all(acts.map(async ([at]) => take(members[at] as TestPayer, offer)));
        const [[taken]] = await load(offer.id);
        expect(taken).toBe(Math.min(perDay, new Set(acts.map(([at]) => at)).size));
      },
    ),
    { numRuns: 6 },
  );
});

it('says under the terms what a day takes, in both languages, and refuses what is none', async () => {
  const product = await createProduct(ctx, { price: 100_00, stock: 50 });
  const goods = [{ sku: product.skuId, price: 60_00 }];
  const values = (perDay: unknown) =>
    activityValues(ctx.now(), 'group_buy', {
      size: 2,
      hours: 2,
      goods,
      perOrder: 1,
      perMember: 1,
      perDay: perDay as number,
    });
  const made = await admin('POST /api/admin/activities', { play: 'group_buy', values: values(50) });
  expect(made.body.sentence.zh).toContain('每天最多接 50 单');
  expect(made.body.sentence.en).toContain('at most 50 orders a day');
  const none = await admin('POST /api/admin/activities', { play: 'group_buy', values: values(0) });
  expect(none.body.error.details.problems[0].at).toBe('perDay');
});

describe('who begins', () => {
  it('counts one for two records that turn out to be one, and says no more than one reminder is hers', async () => {
    const id = await bargain(1);
    await join((await payer()) as TestPayer, id);
    const [one, other] = await two();
    await remind(one, id);
    await remind(other, id);
    await becomeOne(ctx, one, other);
    await app.settle();
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from activities.waiting w join activities.activity a on a.no = w.activity_no where a.id = ${id}
    `.execute(ctx.db);
    expect(rows[0]?.n).toBeLessThanOrEqual(2);
    await admin(`POST /api/admin/activities/${id}/stop`, { because: '缺货' });
    expect((await remind(one, id)).body.error.code).toBe('activities.over');
  });

  it('is bounded a day, and what was begun goes on', async () => {
    const id = await bargain(2);
    const crowd = await payers(6);
    const answers = await Promise.all(crowd.map(async (her) => join(her, id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(new Set(answers.flatMap(({ body }) => body.error?.code ?? []))).toEqual(new Set(['activities.full_today']));
    const late = crowd[answers.findIndex(({ status }) => status !== 200)] as TestPayer;
    expect(await page(late, id)).toMatchObject({
      joining: 'full_today',
      waits: { goesOnAt: tomorrow().toISOString() },
    });
    const early = crowd[answers.findIndex(({ status }) => status === 200)] as TestPayer;
    expect((await join(early, id)).status).toBe(200);
    await remind(late, id);
    // Told in the morning, not at midnight; and only while the day has room.
    await app.advance(tomorrow().getTime() - ctx.now().getTime() + 60 * MINUTE_MS);
    expect((await join((await payer()) as TestPayer, id)).status).toBe(200);
    expect((await join((await payer()) as TestPayer, id)).status).toBe(200);
    await app.advance(8 * 60 * MINUTE_MS);
    expect((await page(late, id)).waits).toEqual({ goesOnAt: tomorrow().toISOString(), reminded: true });
    await app.advance(DAY_MS, DAY_MS / 2);
    const told = await sql<{ n: number }>`
      select count(*)::int as n from messaging.outbound where member_id = ${late.id} and cause_kind = 'activity_goes_on'
    `.execute(ctx.db);
    expect(told.rows[0]?.n).toBe(1);
    expect((await join(late, id)).status).toBe(200);
    expect((await remind(late, id)).body.error.code).toBe('activities.not_waiting');
  });
});

describe('a flash sale', () => {
  it('takes no more orders a day than it says, over its sessions and under any rush, and puts back what lapses', async () => {
    const from = minuteOfDay(ctx.now());
    const offer = await flashSale(3, [
      { from: from - 1, minutes: 60 },
      { from: from + 60, minutes: 60 },
    ]);
    const crowd = await payers(10);
    const answers = await Promise.all(crowd.map(async (her) => take(her, offer)));
    expect(answers.map(({ taking }) => taking).sort()).toEqual([
      ...Array.from({ length: 7 }, () => 'full_today'),
      ...Array.from({ length: 3 }, () => 'kept'),
    ]);
    expect(await load(offer.id)).toEqual([
      [3, 3],
      [0, 3],
    ]);
    const late = crowd[answers.findIndex(({ taking }) => taking === 'full_today')] as TestPayer;
    const shown = await page(late, offer.id);
    expect(shown.flash.sessions[0].goods[0]).toMatchObject({ left: 17, taking: 'full_today' });
    const next = new Date(tomorrow().getTime() + (from - 1) * MINUTE_MS);
    expect(shown.waits).toEqual({ goesOnAt: next.toISOString(), reminded: false });
    expect((await remind(late, offer.id)).body).toEqual({ reminded: true });
    expect((await remind(late, offer.id)).status).toBe(200);
    expect((await page(late, offer.id)).waits.reminded).toBe(true);
    // What is not ordered lapses, and the day has room again: in the second session as well.
    await app.advance(61 * MINUTE_MS);
    expect((await take(late, offer)).taking).toBe('kept');
    await app.advance(next.getTime() - ctx.now().getTime() - 4 * MINUTE_MS);
    await app.settle();
    const { rows } = await sql<{ templateKey: string; causeId: string }>`
      select template_key, cause_id from messaging.outbound where member_id = ${late.id} and cause_kind = 'activity_goes_on'
    `.execute(ctx.db);
    expect(rows).toEqual([{ templateKey: 'playGoesOn', causeId: offer.id }]);
  });
});
