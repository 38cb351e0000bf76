import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memberRunsOut, stageEntered } from '../../src/domains/audiences/events.ts';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { couponExpiring, couponTaken } from '../../src/domains/coupons/events.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { standardKit } from '../../src/domains/journeys/kit.ts';
import { cardEnding, levelAtRisk, levelReached, pointsExpiring } from '../../src/domains/loyalty/events.ts';
import { memberJoined } from '../../src/domains/members/events.ts';
import { setBirthday } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { orderReceived } from '../../src/domains/orders/events.ts';
import { createBuyer, placeTestOrder, receivedOrder, type TestBuyer } from '../../src/domains/orders/testing.ts';
import { friendAdded, groupJoined } from '../../src/domains/scrm/events.ts';
import { inGroupChat } from '../../src/domains/scrm/testing.ts';
import { addDays, shanghaiDay } from '../../src/platform/calendar.ts';
import { inTransaction } from '../../src/platform/db.ts';
import type { Fact } from '../../src/platform/facts.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// Every playbook, switched on by one click with what it starts from: what begins it happens, and her phone has each message with the
// page that it opens. Who buys in between hears no more.

const MINUTE = 60_000;
const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });
await setQuiet(ctx, 'never');
const { cookie } = await signedIn(ctx);
const { id: coupon } = await createCoupon(ctx, { name: '剧本券', channel: 'grant', perMember: 1000 });

/** Some hours at a time: a moment that lies more than a day back is not made up for. */
const STEPS_A_DAY = 2;
const days = async (count: number) => app.advance(count * DAY, DAY / STEPS_A_DAY);
const tell = async (her: TestBuyer, fact: Fact, payload: object) =>
  inTransaction(ctx, async (ctx) =>
    ctx.emit(fact, { personNo: her.personNo, payload: { memberId: her.id, ...payload } }),
  );
const joinGroup = async (her: TestBuyer) => {
  const chatId = await inGroupChat(ctx, 'wrGroup', her);
  const where = { chatId, group: '福利群', groupCodeId: '', code: '', lane: '' };
  await tell(her, groupJoined, {
    membershipId: `gmb_${her.id}`,
    ...where,
    by: 'code',
    invitedBy: '',
    again: false,
    late: false,
  });
};
const soon = (count: number) => new Date(ctx.now().getTime() + count * DAY).toISOString();
const buy = async (her: TestBuyer, price = 3_000) => {
  const { skuId } = await createProduct(ctx, { price });
  return receivedOrder(app, her, [{ skuId, quantity: 1 }]);
};
const arrived = async (her: TestBuyer, orderId: string) =>
  tell(her, orderReceived, { orderId, number: 'HS1', amount: 3_000, source: 'shop', automatic: false });
const fill = async (her: TestBuyer) => {
  const product = await createProduct(ctx, { price: 2_000 });
  await app.call(`PUT /api/shop/cart/${product.skuId}`, { token: her.token, body: { quantity: 1 } });
  await app.advance(31 * MINUTE);
  return product;
};
const reprice = async (productId: string, price: number) => {
  const { body } = await app.call(`GET /api/admin/products/${productId}`, { cookie });
  const skus = body.skus.map((sku: object) => ({ ...sku, price }));
  await app.call(`PUT /api/admin/products/${productId}`, { cookie, body: { ...body, skus } });
  await app.settle();
};
const abandon = async (her: TestBuyer) => {
  const { skuId } = await createProduct(ctx);
  const { body } = await placeTestOrder(app, her, { lines: [{ skuId, quantity: 1 }] });
  await app.advance(60 * MINUTE, 10 * MINUTE);
  return body;
};
const waitFor = async (her: TestBuyer) => {
  const product = await createProduct(ctx, { stock: 0 });
  await app.call(`PUT /api/shop/stock-requests/${product.skuId}`, { token: her.token });
  await app.call('POST /api/admin/stock', { cookie, body: { skuId: product.skuId, change: 5, reason: '到货' } });
  await app.settle();
  return product;
};

type Case = {
  readonly values?: object;
  /** What begins it; answers what the pages are about. */
  readonly begin: (her: TestBuyer) => Promise<unknown>;
  /** Template and page of each message, in their order. */
  readonly hears: readonly (readonly [template: string, page: string | RegExp])[];
  /** How many she hears when she buys right after the first; who hears one alone is left out. */
  readonly untilBought?: number;
  readonly days?: number;
};

const wallet = 'coupons/pages/wallet';
const level = { name: '银卡', growth: 100, reason: 'growth', from: null, to: 'lvl_1' };
const couponOfHers = {
  couponId: 'cpn_1',
  templateId: 'cpt_1',
  name: '水果券',
  amount: 0,
  grantId: 'grt_1',
  sentence: '减 5',
};

const cases: Readonly<Record<string, Case>> = {
  new_member: {
    values: { coupon, laterCoupon: coupon },
    begin: async (her) => tell(her, memberJoined, { source: 'direct' }),
    hears: [
      ['couponArrived', wallet],
      ['bestSellers', 'home/pages/home'],
      ['couponArrived', wallet],
    ],
    untilBought: 1,
    days: 9,
  },
  silent_newcomer: {
    values: { coupon },
    begin: async (her) => tell(her, memberJoined, { source: 'direct' }),
    hears: [['couponArrived', wallet]],
    days: 5,
  },
  // Its cards are for her staff (`staff-sop.test.ts`): who has nobody hears of nothing.
  new_friend: {
    values: { coupon },
    begin: async (her) =>
      tell(her, friendAdded, {
        ...{ friendId: 'frd_1', userid: 'guide01', staff: '导购 01' },
        contactWayId: '',
        way: '',
        again: false,
      }),
    hears: [],
    days: 1,
  },
  abandoned_cart: {
    values: { coupon },
    begin: async (her) => reprice((await fill(her)).id, 1_500),
    hears: [
      ['cartCoupon', 'cart/pages/cart'],
      ['priceFell', /^catalog\/pages\/product\?id=prd_\w+&trend=1/],
    ],
    untilBought: 1,
    days: 5,
  },
  order_restore: {
    values: { coupon },
    begin: abandon,
    hears: [
      ['orderRestore', /^orders\/pages\/order\?id=ord_/],
      ['couponArrived', wallet],
    ],
    untilBought: 1,
    days: 3,
  },
  favourite_fell: {
    begin: async (her) => {
      const { id } = await createProduct(ctx, { price: 2_000 });
      await app.call(`PUT /api/shop/favourites/${id}`, { token: her.token });
      await reprice(id, 1_500);
    },
    hears: [['priceFell', /^catalog\/pages\/product\?id=prd_\w+&trend=1/]],
    days: 2,
  },
  back_in_stock: {
    begin: waitFor,
    hears: [['backInStock', /^catalog\/pages\/product\?id=prd_/]],
    days: 1,
  },
  first_repurchase: {
    values: { coupon },
    begin: async (her) => arrived(her, (await buy(her)).orderId),
    hears: [
      ['careReminder', /^orders\/pages\/order\?id=ord_/],
      ['couponArrived', wallet],
    ],
    untilBought: 1,
    days: 8,
  },
  first_review: {
    values: { coupon },
    begin: async (her) => arrived(her, (await buy(her)).orderId),
    hears: [
      ['reviewInvite', 'reviews/pages/mine'],
      ['couponArrived', wallet],
    ],
    untilBought: 1,
    days: 9,
  },
  second_order_shipping: {
    values: { coupon },
    begin: async (her) => buy(her),
    hears: [['couponArrived', wallet]],
    days: 7,
  },
  win_back: {
    values: { coupon },
    begin: async (her) => tell(her, stageEntered, { from: 'mature', to: 'declining', reason: 'silence' }),
    hears: [['couponArrived', wallet]],
    days: 2,
  },
  level_up: {
    values: { coupon },
    begin: async (her) => tell(her, levelReached, level),
    hears: [['couponArrived', wallet]],
    days: 2,
  },
  level_at_risk: {
    values: { coupon },
    begin: async (her) => tell(her, levelAtRisk, { levelId: 'lvl_1', name: '银卡', missing: 20, until: soon(30) }),
    hears: [['couponArrived', wallet]],
    days: 2,
  },
  coupon_unused: {
    begin: async (her) => tell(her, couponTaken, { ...couponOfHers, grantId: undefined, validTo: soon(20) }),
    hears: [['couponExpiring', wallet]],
    days: 4,
  },
  coupon_expiring: {
    begin: async (her) => {
      const { body } = await app.call(`POST /api/shop/coupon-center/${(await createCoupon(ctx)).id}`, {
        token: her.token,
      });
      const { rows } = await sql<{ grantId: string }>`
        select grant_id from coupons.coupon where member_id = ${her.id}
      `.execute(ctx.db);
      expect(body.error).toBeUndefined();
      await tell(her, couponExpiring, { ...couponOfHers, grantId: rows[0]?.grantId ?? '', validTo: soon(2) });
    },
    hears: [['couponExpiring', wallet]],
    days: 2,
  },
  points_expiring: {
    begin: async (her) => tell(her, pointsExpiring, { points: 80, until: soon(7) }),
    hears: [['pointsExpiring', 'loyalty/pages/points']],
    days: 2,
  },
  card_renewal: {
    begin: async (her) =>
      tell(her, cardEnding, { kindId: 'ckd_1', name: '免邮月卡', orderId: 'ord_1', until: soon(3) }),
    hears: [['cardEnding', 'loyalty/pages/cards']],
    days: 2,
  },
  birthday: {
    values: { coupon },
    begin: async (her) => {
      const born = `1990-${addDays(shanghaiDay(ctx.now()), 5).slice(5)}`;
      await setBirthday(ctx, her.id, born);
    },
    hears: [['birthdayCoupon', wallet]],
    days: 4,
  },
  habit_day: {
    begin: async (her) => {
      for (let n = 0; n < 3; n += 1) {
        await buy(her);
        if (n < 2) await days(4);
      }
    },
    hears: [['habitDay', 'orders/pages/orders']],
    days: 5,
  },
  runs_out: {
    values: { coupon },
    begin: async (her) => {
      const { id, skuId, categoryId } = await createProduct(ctx);
      const [lastDay, runsOutOn] = [-20, 3].map((ago) => addDays(shanghaiDay(ctx.now()), ago));
      const goods = '五常大米 5kg';
      await tell(her, memberRunsOut, { categoryId, productId: id, skuId, goods, lastDay, runsOutOn, purchases: 3 });
    },
    hears: [
      ['runsOut', /^catalog\/pages\/product\?id=prd_/],
      ['couponArrived', wallet],
    ],
    untilBought: 1,
    days: 7,
  },
  group_first_order: {
    values: { coupon },
    begin: joinGroup,
    hears: [
      ['couponArrived', wallet],
      ['bestSellers', 'home/pages/home'],
    ],
    untilBought: 1,
    days: 9,
  },
  group_benefits: {
    values: { coupon, stayCoupon: coupon },
    begin: async (her) => {
      await buy(her);
      await joinGroup(her);
    },
    hears: [
      ['couponArrived', wallet],
      ['couponArrived', wallet],
    ],
    untilBought: 1,
    days: 9,
  },
  theme_day: {
    values: {
      themes: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((weekday) => ({ weekday, theme: '水果日' })),
      restDays: 30,
    },
    begin: async (her) => buy(her),
    hears: [['themeDay', 'home/pages/home']],
    days: 2,
  },
};

let live: string | null = null;
const switchOn = async (key: string) => {
  const body = { values: { holdout: 0, ...cases[key]?.values } };
  const made = await app.call(`POST /api/admin/playbooks/${key}/journey`, { cookie, body });
  expect([key, made.status, made.body.error]).toEqual([key, 200, undefined]);
  live = made.body.id;
};
afterEach(async () => {
  if (live) await app.call(`PUT /api/admin/journeys/${live}/state`, { cookie, body: { state: 'ended' } });
  live = null;
});
const phone = async ({ id, token }: TestBuyer) => {
  const { rows } = await sql<{ id: string; template: string; state: string; reason: string | null; page: string }>`
    select id, template_key as template, state, reason, page from messaging.outbound
    where member_id = ${id} and cause_id = ${live} order by created_at, id
  `.execute(ctx.db);
  const { items } = (await app.call('GET /api/shop/inbox', { token })).body;
  const shown = new Set(items.map((one: { id: string }) => one.id));
  return rows.map(({ id: message, template, state, reason, page }) => ({
    template,
    reason: state === 'suppressed' ? reason : null,
    page: page.replace(/[?&]m=msg_\w+$/, ''),
    onPhone: shown.has(message),
  }));
};

/** What its trigger says that it knows of everybody, and somebody's context has not. */
const unsaid = async () => {
  const { body } = await app.call(`GET /api/admin/journeys/${live}`, { cookie });
  const { knows = [] } = standardKit.triggers.find(({ kind }) => kind === body.definition.trigger.kind) ?? {};
  const { rows } = await sql<{ name: string }>`
    select distinct known.name from journeys.run_info i join journeys.journey j on j.no = i.journey_no,
      unnest(${[...knows]}::text[]) as known (name)
    where j.id = ${live} and not i.context ? known.name
  `.execute(ctx.db);
  return rows.map(({ name }) => name);
};

it('the table has every playbook of the shop, and each says which messages it needs', async () => {
  const { items } = (await app.call('GET /api/admin/playbooks', { cookie })).body;
  expect(new Set(items.map(({ key }: { key: string }) => key))).toEqual(new Set(Object.keys(cases)));
  for (const { key, templates } of items)
    expect([key, templates.map((one: { key: string }) => one.key)]).toEqual([
      key,
      [...new Set(cases[key]?.hears.map(([template]) => template))],
    ]);
});

it('one that runs names the messages of the journey it runs as', async () => {
  const made = await app.call('POST /api/admin/playbooks/order_restore/journey', { cookie, body: { values: {} } });
  live = made.body.id;
  const { items } = (await app.call('GET /api/admin/playbooks', { cookie })).body;
  const { templates } = items.find(({ key }: { key: string }) => key === 'order_restore');
  expect(templates.map((one: { key: string }) => one.key)).toEqual(['orderRestore']);
});

describe.each(Object.entries(cases))('%s', (key, { begin, hears, untilBought, days: count = 3 }) => {
  it('says by a dry run whom it would have reached, at what cost', async () => {
    const body = { values: { holdout: 10, ...cases[key]?.values }, days: 14 };
    const ran = await app.call(`POST /api/admin/playbooks/${key}/dry-run`, { cookie, body });
    expect([ran.status, ran.body.error]).toEqual([200, undefined]);
    expect(ran.body.perDay).toHaveLength(14);
    expect(ran.body.entered).toBeGreaterThanOrEqual(ran.body.reached);
  });

  it('reaches her phone, each message once, and opens the right page; who buys in between hears no more', async () => {
    await switchOn(key);
    const { warnings } = (await app.call(`GET /api/admin/journeys/${live}`, { cookie })).body;
    expect(warnings.filter(({ at }: { at: string }) => at === 'template')).toEqual([]);
    const her = await createBuyer(ctx);
    await begin(her);
    // Beside her, in the same days, goes one who buys as soon as she has heard so much.
    const buyer = untilBought === undefined ? null : await createBuyer(ctx);
    if (buyer) await begin(buyer);
    let bought = false;
    for (let n = 0; n < count * STEPS_A_DAY; n += 1) {
      await app.advance(DAY / STEPS_A_DAY, DAY / STEPS_A_DAY);
      if (!buyer || bought || (await phone(buyer)).length < (untilBought ?? 0)) continue;
      await buy(buyer);
      bought = true;
    }
    expect(await unsaid()).toEqual([]);
    const heard = await phone(her);
    expect(heard.map(({ template, onPhone, reason }) => [template, onPhone, reason])).toEqual(
      hears.map(([template]) => [template, true, null]),
    );
    for (const [n, [, page]] of hears.entries())
      expect(heard[n]?.page).toEqual(typeof page === 'string' ? page : expect.stringMatching(page));
    if (!buyer) return;
    expect(bought).toBe(true);
    expect((await phone(buyer)).filter(({ reason }) => reason === null)).toHaveLength(untilBought ?? 0);
  });
});

it('an order that was cancelled goes back into the cart as far as there is stock, says what is gone, and twice is once', async () => {
  const her = await createBuyer(ctx);
  const [there, few, gone] = [
    await createProduct(ctx, { stock: 9 }),
    await createProduct(ctx, { stock: 3 }),
    await createProduct(ctx, { stock: 9 }),
  ];
  const lines = [there, few, gone].map(({ skuId }) => ({ skuId, quantity: 3 }));
  const { body } = await placeTestOrder(app, her, { lines });
  await app.advance(60 * MINUTE, 10 * MINUTE);
  await app.call('POST /api/admin/stock', { cookie, body: { skuId: few.skuId, change: -1, reason: '盘亏' } });
  await app.call(`PUT /api/admin/products/${gone.id}/status`, { cookie, body: { status: 'off_sale' } });
  const restore = async (token = her.token) => app.call(`POST /api/shop/orders/${body.id}/restoration`, { token });
  const answers = await Promise.all(Array.from({ length: 6 }, async () => restore()));
  for (const { status, body: put } of answers)
    expect([status, put]).toMatchObject([
      200,
      { added: [there.skuId, few.skuId], gone: [{ why: 'off_sale' }], fewer: [{ quantity: 2 }] },
    ]);
  const { items } = (await app.call('GET /api/shop/cart', { token: her.token })).body;
  expect(new Map(items.map(({ skuId, quantity }: { skuId: string; quantity: number }) => [skuId, quantity]))).toEqual(
    new Map([
      [there.skuId, 3],
      [few.skuId, 2],
    ]),
  );
  expect((await restore((await createBuyer(ctx)).token)).status).toBe(404);
});
