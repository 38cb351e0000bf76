import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { turnPointsOn } from '../../src/domains/loyalty/testing.ts';
import { becomeOne, setBirthday, signedInAgain } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { shanghaiDay } from '../../src/platform/calendar.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const shop = await payingShop();
const { app, operator, payer, place, pay } = shop;
const { ctx } = app;
let { cookie } = operator;
vi.setConfig({ testTimeout: 300_000 });

const RULE = { on: true, perYuan: 1, days: 365, keepDays: 180, graceDays: 30 };
const admin = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
async function setRule(change: object = {}): Promise<void> {
  const saved = await admin('PUT /api/admin/settings/growth?apply=silent', { ...RULE, ...change });
  expect(saved.body).toMatchObject({ on: true });
  await app.settle();
}
const terms = { discount: null, pointTimes: 1, freeShipping: null, gift: null, birthdayGift: null, service: null };
async function makeLevel(name: string, growth: number, change: object = {}): Promise<string> {
  const made = await admin('POST /api/admin/levels?apply=silent', { name, growth, ...terms, ...change });
  expect([made.status, made.body.error]).toEqual([200, undefined]);
  await app.settle();
  return made.body.id;
}

const gift = await createCoupon(ctx, { channel: 'grant', perMember: 1000 });
await setRule();
const silver = await makeLevel('银卡', 100, { gift: `coupon:${gift.id}` });
const gold = await makeLevel('金卡', 500, {
  gift: `coupon:${gift.id}`,
  discount: 9.5,
  pointTimes: 1.5,
  freeShipping: 2,
  service: '专属客服',
  birthdayGift: `coupon:${gift.id}`,
});

type Buyer = Pick<TestPayer, 'id' | 'token'>;

async function paidOrder(buyer: TestPayer, price: number, quantity = 1): Promise<string> {
  const { order } = await place(buyer, price, quantity, 100);
  await pay(buyer, order.id);
  await app.settle();
  return order.id;
}
async function giveBack(orderId: string, quantity: number): Promise<void> {
  const body = { reason: '少一件', lines: [{ lineId: `${orderId}.0`, quantity }] };
  expect((await admin(`POST /api/admin/orders/${orderId}/refunds`, body)).status).toBe(200);
  await app.advance(2 * MINUTE);
}
const level = async ({ token }: Buyer) => (await app.call('GET /api/shop/level', { token })).body;
const nameOf = async (buyer: Buyer): Promise<string | null> => (await level(buyer)).level?.name ?? null;
const couponsOf = async ({ token }: Buyer): Promise<number> =>
  (await app.call('GET /api/shop/coupons?state=available', { token })).body.items.length;

describe('an order', () => {
  it('grows her by what its goods were paid with, and raises her with the gifts of all levels that she passes', async () => {
    const buyer = await payer();
    expect(await level(buyer)).toMatchObject({
      on: true,
      growth: 0,
      level: null,
      next: { name: '银卡', missing: 100 },
    });
    await paidOrder(buyer, 6_050);
    expect(await level(buyer)).toMatchObject({ growth: 60, level: null, next: { missing: 40 } });
    await paidOrder(buyer, 50_000);
    expect(await level(buyer)).toMatchObject({ growth: 560, level: { name: '金卡' }, next: null });
    expect(await couponsOf(buyer)).toBe(2);
  });

  it('given back takes its growth, level and unused gifts with it; bought again they come once more', async () => {
    const buyer = await payer();
    const order = await paidOrder(buyer, 20_000, 3);
    expect([await nameOf(buyer), await couponsOf(buyer)]).toEqual(['金卡', 2]);
    await giveBack(order, 1);
    expect([await nameOf(buyer), (await level(buyer)).growth, await couponsOf(buyer)]).toEqual(['银卡', 400, 1]);
    await giveBack(order, 2);
    expect([await nameOf(buyer), (await level(buyer)).growth, await couponsOf(buyer)]).toEqual([null, 0, 0]);
    await paidOrder(buyer, 12_000);
    expect([await nameOf(buyer), await couponsOf(buyer)]).toEqual(['银卡', 1]);
  });

  it('earns points by the level that she had before it', async () => {
    await turnPointsOn(ctx);
    const buyer = await payer();
    await paidOrder(buyer, 60_000);
    const points = async () => (await app.call('GET /api/shop/points', { token: buyer.token })).body.frozen;
    expect(await points()).toBe(600);
    const order = await paidOrder(buyer, 10_000);
    // 95 yuan and the two coupons' 10 yuan: whatever was paid, one and a half times.
    const { rows } = await sql<{ paid: number; points: number }>`
      select paid, points from loyalty.lot where order_id = ${order}
    `.execute(ctx.db);
    expect(rows[0]?.points).toBe(Math.floor(((rows[0]?.paid ?? 0) * 15) / 1000));
    await giveBack(order, 1);
    expect(await points()).toBe(600);
  });
});

describe('time', () => {
  it('keeps a level for its days, warns, gives grace, and lets it fall; enough growth keeps it again', async () => {
    const [idle, busy] = [await payer(), await payer()];
    await setRule({ days: 90 });
    for (const buyer of [idle, busy]) await paidOrder(buyer, 60_000);
    const later = async (days: number) => {
      // What is due in five days wakes together: warning, grace and fall lie further apart.
      await app.advance(days * DAY, 5 * DAY);
      cookie = (await signedIn(ctx)).cookie;
    };
    const shown = async (buyer: Buyer) => (await admin(`GET /api/admin/members/${buyer.id}/level`)).body;
    await later(100);
    expect(await shown(idle)).toMatchObject({ growth: 0, level: { name: '金卡' }, falls: null });
    await later(70);
    await paidOrder(signedInAgain(ctx, busy), 60_000);
    await later(12);
    expect(await shown(idle)).toMatchObject({ level: { name: '金卡' }, falls: { missing: 500 } });
    expect(await shown(busy)).toMatchObject({ level: { name: '金卡' }, falls: null });
    await later(32);
    expect(await shown(idle)).toMatchObject({ level: null });
    expect(await shown(busy)).toMatchObject({ level: { name: '金卡' } });
    const { rows } = await sql<{ type: string }>`
      select type from platform.event where payload ->> 'memberId' = ${idle.id} and type like 'level.%' order by id
    `.execute(ctx.db);
    expect(rows.map(({ type }) => type)).toEqual(['level.reached', 'level.at_risk', 'level.lost']);
    await setRule();
  });
});

describe('a birthday', () => {
  it('brings the gift of her level once a year, on a 28 February too for who was born on the 29th', async () => {
    const [leap, none] = [await payer(), await payer()];
    for (const buyer of [leap, none]) await paidOrder(buyer, 60_000);
    const { token } = leap;
    expect((await app.call('PUT /api/shop/me', { token, body: { birthday: '1996-02-29' } })).status).toBe(200);
    const now = ctx.now();
    const next = new Date(`${now.getUTCFullYear() + (now.getUTCMonth() >= 2 ? 1 : 0)}-03-01T04:00:00Z`);
    await app.advance(next.getTime() - now.getTime(), 10 * DAY);
    cookie = (await signedIn(ctx)).cookie;
    const { rows } = await sql<{ memberId: string; key: string }>`
      select member_id, key from benefits.grant where because_kind = 'birthday' and member_id in (${leap.id}, ${none.id})
    `.execute(ctx.db);
    expect(rows).toEqual([{ memberId: leap.id, key: `birthday:${leap.id}:${next.getUTCFullYear()}` }]);
    // Of another year, and her birthday is another day by now: half a year has to lie between two.
    await sql`update benefits.grant set key = key || ':before' where because_kind = 'birthday' and member_id = ${leap.id}`.execute(
      ctx.db,
    );
    await setBirthday(ctx, leap.id, `1996${shanghaiDay(new Date(ctx.now().getTime() + DAY)).slice(4)}`);
    await app.advance(2 * DAY, DAY);
    const after =
      await sql`select from benefits.grant where because_kind = 'birthday' and member_id = ${leap.id}`.execute(ctx.db);
    expect(after.rows).toHaveLength(1);
  });
});

describe('at checkout', () => {
  it('the lowest price counts, and free deliveries are used where a fee is due, at most so many a month', async () => {
    const buyer = await payer();
    await paidOrder(buyer, 60_000);
    const orders = [];
    for (let n = 0; n < 3; n += 1) orders.push((await place(buyer, 1_000, 1, 100)).order);
    const read = async (id: string) => (await app.call(`GET /api/shop/orders/${id}`, { token: buyer.token })).body;
    const shown = await Promise.all(orders.map(async ({ id }) => read(id)));
    expect(shown.map(({ discounts }) => discounts.map((d: { source: string }) => d.source))).toEqual([
      ['levels', 'levels'],
      ['levels', 'levels'],
      ['levels'],
    ]);
    expect((await level(buyer)).freeShipping).toEqual({ of: 2, used: 2 });
    await app.call(`POST /api/shop/orders/${orders[0]?.id}/cancellation`, { token: buyer.token });
    expect((await level(buyer)).freeShipping).toEqual({ of: 2, used: 1 });
  });

  it('ten at once take no more free deliveries than there are', async () => {
    const buyer = await payer();
    await paidOrder(buyer, 60_000);
    const placed = await Promise.allSettled(Array.from({ length: 10 }, async () => place(buyer, 1_000, 1, 100)));
    expect(placed.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    const { rows } = await sql<{ uses: number; used: number }>`
      select count(*)::int as uses, (select used from loyalty.quota where member_id = ${buyer.id}) as used
      from loyalty.quota_use where member_id = ${buyer.id}
    `.execute(ctx.db);
    expect(rows[0]?.used).toBe(rows[0]?.uses);
    expect(rows[0]?.used).toBeLessThanOrEqual(2);
  });
});

describe('a change of the ladder', () => {
  it('says first who would move, and then moves them silently or with the gifts', async () => {
    const buyer = await payer();
    await paidOrder(buyer, 30_000);
    const before = await couponsOf(buyer);
    const body = { name: '铂金卡', growth: 250, ...terms, gift: `coupon:${gift.id}` };
    const asked = await admin('POST /api/admin/levels', body);
    expect(asked.body.error).toMatchObject({ code: 'loyalty.levels_undecided' });
    expect(asked.body.error.details.moves).toContainEqual({ from: '银卡', to: '铂金卡', members: 1, later: false });
    expect((await admin('GET /api/admin/levels')).body.items).toHaveLength(2);
    const made = await admin('POST /api/admin/levels?apply=start', body);
    await app.settle();
    expect([await nameOf(buyer), await couponsOf(buyer)]).toEqual(['铂金卡', before + 1]);
    expect((await admin(`DELETE /api/admin/levels/${made.body.id}`)).body.error.code).toBe('loyalty.levels_undecided');
    expect((await admin(`DELETE /api/admin/levels/${made.body.id}?apply=silent`)).status).toBe(200);
    await app.settle();
    expect(await nameOf(buyer)).toBe('银卡');
  });

  it('refuses two levels that begin at the same', async () => {
    const twin = await admin('POST /api/admin/levels', { name: '双生', growth: 500, ...terms });
    expect(twin.body.error.details.problems[0].at).toBe('growth');
    expect((await admin(`PUT /api/admin/levels/${silver}`, { name: '银卡', growth: 500, ...terms })).status).toBe(400);
  });

  it('moves five thousand by a few statements, and writes nobody who stays', async () => {
    await sql`
      insert into members.member (id, nickname, source, created_at)
      select 'mem_ladder_' || n, '会员', 'import', ${ctx.now()} from generate_series(1, 5000) as n
    `.execute(ctx.db);
    await sql`
      insert into loyalty.growth (key, member_id, person_no, value, note, at)
      select 'test:' || id, id, person_no, person_no % 300, '', ${ctx.now()} from members.member where id like 'mem_ladder_%'
    `.execute(ctx.db);
    await sql`
      insert into loyalty.standing (member_id, person_no, growth, level_id, earned_at, earned_with)
      select id, person_no, person_no % 300, case when person_no % 300 >= 100 then ${silver} end,
        case when person_no % 300 >= 100 then ${ctx.now()}::timestamptz end, case when person_no % 300 >= 100 then 100 end
      from members.member where id like 'mem_ladder_%'
    `.execute(ctx.db);
    const id = await makeLevel('铜卡', 50);
    const { rows } = await sql<{ name: string | null; low: number; high: number }>`
      select l.name, min(s.growth) as low, max(s.growth) as high from loyalty.standing s
      left join loyalty.level l on l.id = s.level_id where s.member_id like 'mem_ladder_%' group by 1 order by 2
    `.execute(ctx.db);
    expect(rows).toEqual([
      { name: null, low: 0, high: 49 },
      { name: '铜卡', low: 50, high: 99 },
      { name: '银卡', low: 100, high: 299 },
    ]);
    expect((await admin('GET /api/admin/levels')).body.items[0]).toMatchObject({ name: '铜卡' });
    await admin(`DELETE /api/admin/levels/${id}?apply=silent`);
    await app.settle();
  });
});

it('two records that become one have the growth of both and no gift twice; parted, each has what was hers', async () => {
  const [one, two] = [await payer(), await payer()];
  await paidOrder(one, 30_000);
  await paidOrder(two, 30_000);
  expect(await couponsOf(one)).toBe(1);
  await becomeOne(ctx, one, two);
  await app.settle();
  expect(await level(one)).toMatchObject({ growth: 600, level: { name: '金卡' } });
  expect(await couponsOf(one)).toBe(2);
  const { items } = (await admin(`GET /api/admin/members/${one.id}/merges`)).body;
  const parted = await admin(`POST /api/admin/member-merges/${items[0].id}/reversal`, { reason: '弄错了' });
  expect(parted.status).toBe(200);
  await app.settle();
  expect([await nameOf(one), await nameOf(two)]).toEqual(['银卡', '银卡']);
});

it('is a condition of segments, by the same people as the number beside the level', async () => {
  const buyer = await payer();
  await paidOrder(buyer, 60_000);
  const { items } = (await admin('GET /api/admin/levels')).body;
  const mine = items.find(({ id }: { id: string }) => id === gold);
  const query = `values=${encodeURIComponent(JSON.stringify({ level: gold }))}`;
  const people = (await admin(`GET /api/admin/people/loyalty.level?${query}`)).body;
  expect(people.total).toBe(mine.members);
});
