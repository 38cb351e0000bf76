import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { turnPointsOn } from '../../src/domains/loyalty/testing.ts';
import { signedInAgain } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { placeTestOrder } from '../../src/domains/orders/testing.ts';
import { birthdayIn } from '../../src/platform/birthday.ts';
import { addDays, dayStart, shanghaiDay } from '../../src/platform/calendar.ts';

const DAY = 86_400_000;
const shop = await payingShop();
const { app, operator, payer, pay } = shop;
const { ctx } = app;
let { cookie } = operator;
vi.setConfig({ testTimeout: 300_000 });

const everything = { kind: 'all', ids: [], exceptProductIds: [] };
const nothing = { weekdays: null, days: null, nth: null, weekday: null, window: null, level: null };
const terms = { ...nothing, who: 'everybody', discount: null, scope: everything, pointTimes: 1, gift: null };
const admin = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
async function makeDay(name: string, change: object): Promise<string> {
  const made = await admin('POST /api/admin/member-days', { ...terms, name, ...change });
  expect([made.status, made.body.error]).toEqual([200, undefined]);
  return made.body.id;
}
const end = async (id: string) => admin(`PUT /api/admin/member-days/${id}/state`, { ended: true });
type Buyer = TestPayer;
/** Sessions run out while the clock goes on. */
const again = (buyer: Buyer) => signedInAgain(ctx, buyer);
const tokenOf = (buyer: Buyer) => again(buyer).token;
const hers = async (buyer: Buyer) => (await app.call('GET /api/shop/member-days', { token: tokenOf(buyer) })).body;
const take = async (buyer: Buyer, id: string) =>
  app.call(`POST /api/shop/member-days/${id}/gift`, { token: tokenOf(buyer) });
const sayBirthday = async (buyer: Buyer, birthday: string) =>
  app.call('PUT /api/shop/me', { token: tokenOf(buyer), body: { birthday } });

/** The clock stands at an instant of the future, a year in some ten stops; sessions of the console run out meanwhile. */
async function standAt(at: Date) {
  const ahead = at.getTime() - ctx.now().getTime();
  await app.advance(ahead, Math.max(10 * DAY, ahead / 10));
  cookie = (await signedIn(ctx)).cookie;
}
const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
/** The next day of a kind, after tomorrow, so that the clock can stand before it. */
function nextDay(is: (day: string) => boolean): string {
  let day = addDays(shanghaiDay(ctx.now()), 2);
  while (!is(day)) day = addDays(day, 1);
  return day;
}

/** What one piece costs her in the list, in the quote and at checkout, and by which rule. */
async function priceOf(whose: TestPayer, skuId: string, productId: string) {
  const buyer = again(whose);
  const lines = [{ skuId, quantity: 1 }];
  const quote = (await app.call('POST /api/shop/quote', { token: buyer.token, body: { lines } })).body;
  const list = (await app.call(`GET /api/shop/offers?products=${productId}`, { token: buyer.token })).body;
  const placed = (await placeTestOrder(app, buyer, { lines })).body;
  const order = (await app.call(`GET /api/shop/orders/${placed.id}`, { token: buyer.token })).body;
  await app.call(`POST /api/shop/orders/${placed.id}/cancellation`, { token: buyer.token });
  const goods = quote.lines[0].payable;
  expect([list.items[0].price, placed.payable]).toEqual([goods, quote.payable]);
  return {
    goods,
    why: order.discounts.map(({ label }: { label: { zh: string } | string }) =>
      typeof label === 'string' ? label : label.zh,
    ),
  };
}

describe('a day that comes again', () => {
  it('is from midnight to midnight in Shanghai, for its goods, named by the quote, and list, quote and checkout agree on both sides', async () => {
    const buyer = await payer();
    const [goods, other] = [
      await createProduct(ctx, { price: 10_000, stock: 100 }),
      await createProduct(ctx, { price: 10_000, stock: 100 }),
    ];
    const scope = { kind: 'products', ids: [goods.id], exceptProductIds: [] };
    const id = await makeDay('周三会员日', { every: 'weekly', weekdays: ['3'], discount: 8.8, scope });
    const wednesday = nextDay((day) => weekday(day) === 3);
    const [from, to] = [dayStart(wednesday), dayStart(addDays(wednesday, 1))];
    const seen: unknown[] = [];
    for (const at of [from.getTime() - 120_000, from.getTime(), to.getTime() - 120_000, to.getTime()]) {
      await standAt(new Date(at));
      seen.push({ ...(await priceOf(buyer, goods.skuId, goods.id)), today: (await hers(buyer)).items[0].today });
      if (at === from.getTime()) expect((await priceOf(buyer, other.skuId, other.id)).goods).toBe(10_000);
    }
    const plain = { goods: 10_000, why: [], today: false };
    const held = { goods: 8_800, why: ['周三会员日 8.8 折'], today: true };
    expect(seen).toEqual([plain, held, held, plain]);
    await end(id);
    expect((await hers(buyer)).items).toEqual([]);
  });

  it('costs the lowest of all prices, never two of them; the calendar and the overlaps know it', async () => {
    const buyer = await payer();
    const { skuId, id: productId } = await createProduct(ctx, { price: 10_000, memberPrice: 8_000, stock: 100 });
    const today = shanghaiDay(ctx.now());
    const ids = [
      await makeDay('天天会员日', { every: 'weekly', weekdays: ['1', '2', '3', '4', '5', '6', '7'], discount: 9 }),
      await makeDay('更低的一天', { every: 'weekly', weekdays: [String(weekday(today))], discount: 7.5 }),
    ];
    expect(await priceOf(buyer, skuId, productId)).toEqual({ goods: 7_500, why: ['更低的一天 7.5 折'] });
    const calendar = await admin(`GET /api/admin/marketing-calendar?from=${today}&to=${addDays(today, 13)}`);
    const rows = calendar.body.items.filter(({ label }: { label: string }) => label === '更低的一天');
    expect(rows.map(({ startsAt }: { startsAt: string }) => shanghaiDay(new Date(startsAt)))).toEqual([
      today,
      addDays(today, 7),
    ]);
    expect(rows[0]).toMatchObject({
      badge: { zh: '会员日' },
      state: 'running',
      endsAt: dayStart(addDays(today, 1)).toISOString(),
    });
    // None was held before there was such a day.
    const before = await admin(
      `GET /api/admin/marketing-calendar?from=${addDays(today, -14)}&to=${addDays(today, -1)}`,
    );
    expect(JSON.stringify(before.body)).not.toContain('更低的一天');
    const { body } = await admin(`GET /api/admin/promotion-overlaps/${skuId}?from=${today}&to=${today}`);
    expect(JSON.stringify(body)).toContain('更低的一天');
    for (const id of ids) await end(id);
    expect((await priceOf(buyer, skuId, productId)).goods).toBe(8_000);
  });

  it('earns more points for what is paid on it, whenever the news comes; of level, card and day the highest counts', async () => {
    await turnPointsOn(ctx);
    const day = nextDay((one) => weekday(one) === 5 && addDays(one, 7).slice(0, 7) !== one.slice(0, 7));
    const id = await makeDay('月末周五', { every: 'nth', nth: '5', weekday: '5', pointTimes: 3 });
    const buyer = await payer();
    const points = async () => {
      const { skuId } = await createProduct(ctx, { price: 1_000, stock: 10 });
      const { body } = await placeTestOrder(app, again(buyer), { lines: [{ skuId, quantity: 1 }] });
      await pay(again(buyer), body.id);
      await app.settle();
      const { rows } = await sql<{ points: number; tenths: number }>`
        select points, tenths from loyalty.lot where order_id = ${body.id}
      `.execute(ctx.db);
      return rows[0];
    };
    await standAt(new Date(dayStart(day).getTime() - 60_000));
    expect(await points()).toMatchObject({ tenths: 10 });
    await standAt(dayStart(day));
    expect(await points()).toMatchObject({ tenths: 30 });
    await end(id);
    expect(await points()).toMatchObject({ tenths: 10 });
  });

  it('gives what may be taken once each time it comes, against twenty taps at once, and stands in the ledger', async () => {
    const coupon = await createCoupon(ctx, { channel: 'grant', perMember: 9 });
    const buyer = await payer();
    const today = shanghaiDay(ctx.now());
    const id = await makeDay('领券日', {
      every: 'weekly',
      weekdays: [String(weekday(addDays(today, 2)))],
      gift: `coupon:${coupon.id}`,
    });
    expect((await hers(buyer)).items[0]).toMatchObject({
      today: false,
      gift: { state: 'later', label: { zh: coupon.name } },
    });
    expect((await take(buyer, id)).body.error.code).toBe('loyalty.not_your_day');
    expect((await take(buyer, 'mdy_none')).body.error.code).toBe('loyalty.member_day_not_found');
    for (const week of [0, 1]) {
      await standAt(new Date(dayStart(addDays(today, 2 + 7 * week)).getTime() + 3_600_000));
      expect((await hers(buyer)).items[0].gift.state).toBe('open');
      const answers = await Promise.all(Array.from({ length: 20 }, async () => take(buyer, id)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(new Set(answers.flatMap(({ body }) => body.error?.code ?? []))).toEqual(
        new Set(['loyalty.day_gift_taken']),
      );
      expect((await hers(buyer)).items[0].gift.state).toBe('taken');
    }
    const ledger = (await admin(`GET /api/admin/grants?cause=member_day&causeId=${id}`)).body;
    expect(ledger.total).toBe(2);
    expect(ledger.items[0]).toMatchObject({
      memberId: buyer.id,
      because: { label: { zh: '会员日：领券日' } },
      cost: 1_000,
    });
    await end(id);
  });

  it('may be for card holders, or from a level on, alone', async () => {
    const [plain, holder] = [await payer(), await payer()];
    const { skuId, id: productId } = await createProduct(ctx, { price: 10_000, stock: 100 });
    const daily = { every: 'weekly', weekdays: ['1', '2', '3', '4', '5', '6', '7'], discount: 9 };
    const id = await makeDay('持卡会员日', { ...daily, who: 'card' });
    const card = { name: '月卡', term: 'month', price: 1_000, freeShipping: 1, discount: null, pointTimes: 1 };
    const kind = (await admin('POST /api/admin/card-kinds', card)).body.id;
    const order = await app.call(`POST /api/shop/card-kinds/${kind}/orders`, {
      token: tokenOf(holder),
      body: { expectedPrice: 1_000 },
    });
    await pay(again(holder), order.body.id);
    await app.settle();
    expect([(await priceOf(plain, skuId, productId)).goods, (await priceOf(holder, skuId, productId)).goods]).toEqual([
      10_000, 9_000,
    ]);
    expect([(await hers(plain)).items.length, (await hers(holder)).items.length]).toEqual([0, 1]);
    await end(id);
    const noLevel = await admin('POST /api/admin/member-days', {
      ...terms,
      ...daily,
      name: '金卡日',
      who: 'level',
      level: 'lvl_none',
    });
    expect(noLevel.body.error.details.problems).toMatchObject([{ at: 'level' }]);
    const empty = await admin('POST /api/admin/member-days', {
      ...terms,
      name: '空的一天',
      every: 'weekly',
      weekdays: ['1'],
    });
    expect(empty.body.error.details.problems).toMatchObject([{ at: 'discount' }]);
  });

  it('costs in the list what it costs at checkout, whatever the day, the goods and the prices', async () => {
    const buyer = await payer();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fc.integer({ min: 100, max: 99_999 }),
        fc.integer({ min: 10, max: 99 }),
        fc.integer({ min: 0, max: 6 }),
        async (weekdays, price, tenths, later) => {
          const { skuId, id: productId } = await createProduct(ctx, { price, stock: 10 });
          const id = await makeDay('随机的一天', {
            every: 'weekly',
            weekdays: weekdays.map(String),
            discount: tenths / 10,
          });
          // In the morning: no day may end between what is asked and what is expected.
          const day = addDays(shanghaiDay(ctx.now()), 1 + later);
          await standAt(new Date(dayStart(day).getTime() + 10 * 3_600_000));
          const held = weekdays.includes(weekday(shanghaiDay(ctx.now())));
          const { goods } = await priceOf(buyer, skuId, productId);
          expect(goods).toBe(held ? Math.min(price, Math.round((price * tenths) / 100)) : price);
          await end(id);
        },
      ),
      { numRuns: 8 },
    );
  });
});

/** A day long ago whose lunar birthday is that day. */
function lunarTwin(day: string): string {
  const year = Number(day.slice(0, 4));
  const born = Array.from({ length: 70 }, (_, n) => birthdayIn(1935 + n, { day, lunar: true }));
  const found = born.find((one) => [year - 1, year].some((of) => birthdayIn(of, { day: one, lunar: true }) === day));
  if (found === undefined) throw new Error(`nobody was born so that ${day} is her lunar birthday`);
  return found;
}

describe('a birthday', () => {
  it('has its price for its month, and brings its gift in the morning to who did not take it, once a year', async () => {
    const coupon = await createCoupon(ctx, { channel: 'grant', perMember: 9 });
    const [early, late, silent, lunar] = [await payer(), await payer(), await payer(), await payer()];
    const day = nextDay((one) => one.endsWith('-15'));
    for (const buyer of [early, late]) expect((await sayBirthday(buyer, `1992${day.slice(4)}`)).status).toBe(200);
    const bornOn = lunarTwin(day);
    const said = await app.call('PUT /api/shop/me', {
      token: tokenOf(lunar),
      body: { birthday: bornOn, birthdayLunar: true },
    });
    expect(said.body).toMatchObject({ birthday: bornOn, lunarBirthday: { zh: expect.stringMatching(/^农历/) } });
    const id = await makeDay('生日月', {
      every: 'birthday',
      window: 'month',
      discount: 8,
      gift: `coupon:${coupon.id}`,
    });
    const { skuId, id: productId } = await createProduct(ctx, { price: 10_000, stock: 100 });
    const first = `${day.slice(0, 8)}01`;
    if (dayStart(first) > ctx.now()) await standAt(dayStart(first));
    expect(await priceOf(early, skuId, productId)).toEqual({ goods: 8_000, why: ['生日月 8 折'] });
    expect((await priceOf(silent, skuId, productId)).goods).toBe(10_000);
    expect((await hers(silent)).items[0]).toMatchObject({ today: false, from: null, gift: { state: 'later' } });
    expect((await take(silent, id)).body.error.code).toBe('loyalty.not_your_day');
    expect((await take(early, id)).status).toBe(200);
    await standAt(new Date(dayStart(day).getTime() + 9 * 3_600_000));
    expect((await hers(late)).items[0].gift.state).toBe('taken');
    const ledger = (await admin(`GET /api/admin/grants?causeId=${id}`)).body;
    expect(ledger.items.map(({ memberId }: { memberId: string }) => memberId).sort()).toEqual(
      [early.id, late.id, lunar.id].sort(),
    );
    await end(id);
  });

  it('can be said once and be another once a year: nobody has one every month, and nobody one that is to come', async () => {
    const her = await payer();
    const said = async (day: string) => {
      const { status, body } = await sayBirthday(her, day);
      return status === 200 ? body.birthday : body.error.code;
    };
    expect(await said('1990-01-01')).toBe('1990-01-01');
    expect(await said('1990-01-01')).toBe('1990-01-01');
    expect(await said('1990-02-01')).toBe('1990-02-01');
    expect(await said('1990-03-01')).toBe('members.birthday_fixed');
    expect(await said('1990-02-01')).toBe('1990-02-01');
    expect(await said(addDays(shanghaiDay(ctx.now()), 1))).toBe('members.birthday_to_come');
    const me = (await app.call('GET /api/shop/me', { token: tokenOf(her) })).body;
    expect(me).toMatchObject({ birthday: '1990-02-01' });
    await standAt(new Date(me.birthdayFixedUntil));
    expect(await said('1990-03-01')).toBe('1990-03-01');
    // Of twenty who change it at once one does.
    await standAt(new Date(ctx.now().getTime() + 366 * DAY));
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => said(`1991-05-${String(n + 1).padStart(2, '0')}`)),
    );
    expect(answers.filter((answer) => answer !== 'members.birthday_fixed')).toHaveLength(1);
  });
});
