import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
const day = () => new Date(app.ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const range = () => ({ from: day(), to: day() });

type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;

async function aWay(values: Json = {}) {
  const { id } = await api('POST /api/admin/contact-ways', {
    cookie,
    body: {
      values: {
        name: `活码 ${Math.random()}`,
        staff: [{ who: 'guide01', weight: 1, perDay: null }],
        ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null },
        ...{ welcome: '你好，我是你的导购', welcomeBought: '又见面了', coupon: null, couponFor: 'everyone' },
        ...{ remark: null, tags: null },
        ...values,
      },
    },
  });
  await app.settle();
  return id;
}

async function visit(shopper: Shopper, id: string) {
  return api('POST /api/shop/contact-ways/:id/visits', { token: shopper.token, params: { id } });
}

/** She presses the picture of the code, and taps 添加. */
async function add(shopper: Shopper, picture: string | null) {
  const key = await shop.keyOf(picture);
  const shown = await call(`GET /shoppers/${shopper.wechatId}/contact-ways/${key}`);
  await call(`POST /shoppers/${shopper.wechatId}/contact-ways/${key}`, { userid: shown.userid });
  await app.settle();
}

async function chatOf({ wechatId }: Shopper) {
  const { chats } = await call(`GET /shoppers/${wechatId}/chats`);
  const found = Array.isArray(chats) ? chats.find(({ id }) => String(id).startsWith('wecom:')) : undefined;
  return (found?.notices ?? []).map(({ title, page }: Json) => ({ title, page }));
}

/** WeCom tells of what happened in its own time, and the welcome follows. */
function hears(shopper: Shopper) {
  return expect.poll(async () => {
    await app.settle();
    return chatOf(shopper);
  });
}

it('reads the directory of the corp that its credentials name, and says who can be added', async () => {
  await app.settle();
  expect(await api('GET /api/admin/wecom', { cookie })).toMatchObject({ connected: true, trouble: null });
  const { items } = await api('GET /api/admin/staff', { cookie });
  expect(items.map(({ id, state, friends }) => [id, state, friends])).toEqual([
    ['guide01', 'able', 0],
    ['guide02', 'able', 0],
    ['guide03', 'able', 0],
    ['guide04', 'able', 0],
  ]);
});

it('leads from a code on a shelf to a friend of staff, her welcome with a coupon, her first order, and the figures of the code', async () => {
  const coupon = await createCoupon(app.ctx);
  const way = await aWay({ name: '徐汇店 货架', coupon: coupon.id, remark: '货架', tags: ['货架来的'] });
  const code = await api('POST /api/admin/codes', {
    cookie,
    body: {
      ...{ name: '牛奶货架', kind: 'mini_program', place: 'shelf', channel: null, store: null, target: 'contact' },
      ...{ product: null, category: null, shownStore: null, contact: way, caption: null, costs: 'none' },
      ...{ cost: null, costFrom: null, lastDay: null },
    },
  });
  expect(code.sentence.zh).toContain('打开加导购「徐汇店 货架」');
  const shopper = await newShopper(shop);
  const looker = await newShopper(shop);
  for (const { token } of [shopper, looker])
    expect(await api('POST /api/shop/code-scans', { token, body: { scene: code.scene } })).toMatchObject({
      page: 'contact',
      id: way,
    });
  const shown = await visit(shopper, way);
  expect(shown).toMatchObject({ outcome: 'shown', staff: '导购 01' });
  expect(await visit(shopper, way)).toEqual(shown);
  // The picture of her code lies with the shop's own files, and is read by a camera as WeCom's was.
  expect(shown.picture).toMatch(/^\/files\/[0-9a-f]{2}\/[0-9a-f]{32}\.png$/);
  await visit(looker, way);
  await add(shopper, shown.picture);

  await hears(shopper).toEqual([
    { title: '你好，我是你的导购', page: null },
    { title: '你的专属优惠券，点开就能用', page: 'coupons/pages/wallet' },
  ]);
  const wallet = await api('GET /api/shop/coupons', { token: shopper.token });
  expect(wallet.items).toHaveLength(1);
  expect(await visit(shopper, way)).toMatchObject({ outcome: 'friend', staff: '导购 01', picture: null });
  const { items: friends } = await api('GET /api/admin/members/:id/friends', {
    cookie,
    params: { id: shopper.memberId },
  });
  expect(friends).toMatchObject([{ staff: '导购 01', way: '徐汇店 货架', endedAt: null, welcome: 'sent' }]);
  const friendsOf = async (staff: readonly string[] | null) => {
    const condition = { kind: 'is_friend', values: { staff } };
    return (await api('POST /api/admin/conditions/estimate', { cookie, body: { condition } })).members;
  };
  expect([await friendsOf(null), await friendsOf(['guide01']), await friendsOf(['guide02'])]).toEqual([1, 1, 0]);
  const { customers } = await call('GET /staff/guide01/customers');
  expect(customers).toMatchObject([{ name: '模拟顾客-货架', tags: ['货架来的'] }]);

  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  const placed = await order(shop, shopper, [{ skuId, quantity: 1 }]);
  await pay(shop, shopper, placed.id);
  await app.settle();
  const figures = await api('GET /api/admin/contact-ways/:id/figures', { cookie, params: { id: way }, query: range() });
  expect(figures.whole).toEqual({
    visits: 3,
    visitors: 2,
    added: 1,
    joined: 2,
    firstOrders: 1,
    orders: 1,
    gmv: placed.quote.payable,
    spent: placed.quote.payable,
  });
  expect(figures.days).toHaveLength(1);
  expect(figures.welcomes.states).toEqual([{ state: 'sent', count: 1 }]);
  expect(figures.welcomes.slowestSeconds).toBeLessThan(20);
});

it('shows the code from WeCom’s host while its picture cannot be had, fetches it later, and makes no second code for that', async () => {
  const way = await aWay();
  const pictureOf = async () =>
    (await api('GET /api/admin/contact-ways/:id', { cookie, params: { id: way } })).staff[0];
  const own = (await pictureOf())?.picture ?? '';
  const { rows: before } = await sql<{ configId: string }>`
    select config_id from scrm.way_staff where contact_way_id = ${way}
  `.execute(app.ctx.db);
  // As it was kept before, and as it is left where the host does not answer.
  await sql`
    update scrm.way_staff set picture = 'http://127.0.0.1:9/gone.png', due_at = ${app.ctx.now()}, tries = 0 where contact_way_id = ${way}
  `.execute(app.ctx.db);
  await app.settle();
  expect(await pictureOf()).toMatchObject({ picture: 'http://127.0.0.1:9/gone.png', trouble: null });
  await sql`
    update scrm.way_staff set picture = ${`${app.running.address}${own}`} where contact_way_id = ${way}
  `.execute(app.ctx.db);
  await app.advance(60_000);
  expect(await pictureOf()).toMatchObject({ picture: own, trouble: null });
  const { rows: after } = await sql<{ configId: string; dueAt: Date | null }>`
    select config_id, due_at from scrm.way_staff where contact_way_id = ${way}
  `.execute(app.ctx.db);
  expect(after).toEqual([{ configId: before[0]?.configId, dueAt: null }]);
});

it('ends a friendship with who ended it, and begins another when she comes back, however the callbacks travel', async () => {
  const way = await aWay({ staff: [{ who: 'guide02', weight: 1, perDay: null }] });
  const shopper = await newShopper(shop);
  const of = async () =>
    (await api('GET /api/admin/members/:id/friends', { cookie, params: { id: shopper.memberId } })).items;
  const { picture } = await visit(shopper, way);
  await sandbox('PUT /faults', { wecomCallbacks: 'shuffled' });
  await add(shopper, picture);
  await app.advance(2000);
  await call(`DELETE /shoppers/${shopper.wechatId}/contacts/guide02`);
  await app.advance(2000);
  await add(shopper, picture);
  await app.advance(10_000);
  await sandbox('PUT /faults', { wecomCallbacks: 'normal' });
  const now = await of();
  expect(now[0]).toMatchObject({ staff: '导购 02', endedAt: null });
  await call(`DELETE /staff/guide02/customers/${shopper.wechatId}`);
  await app.settle();
  expect((await of())[0]).toMatchObject({ endedBy: 'staff' });
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from scrm.friend where userid = 'guide02' and ended_at is null
  `.execute(app.ctx.db);
  expect(rows[0]?.open).toBe(0);
});

it('never sends a welcome after its twenty seconds, nor twice', async () => {
  const way = await aWay({ staff: [{ who: 'guide03', weight: 1, perDay: null }] });
  const late = await newShopper(shop);
  await sandbox('PUT /faults', { wecomCallbacks: 'delayed', notifyDelaySeconds: 25 });
  await add(late, (await visit(late, way)).picture);
  await app.advance(30_000);
  await sandbox('PUT /faults', { wecomCallbacks: 'doubled' });
  expect(await chatOf(late)).toEqual([]);
  const twice = await newShopper(shop);
  await add(twice, (await visit(twice, way)).picture);
  await sandbox('PUT /faults', { wecomCallbacks: 'normal' });
  await hears(twice).toEqual([{ title: '你好，我是你的导购', page: null }]);
  // She hears it before we have WeCom's answer that she did.
  const states = async () => {
    const asked = { cookie, params: { id: way }, query: range() };
    return (await api('GET /api/admin/contact-ways/:id/figures', asked)).welcomes.states;
  };
  await expect.poll(states).toEqual(
    expect.arrayContaining([
      { state: 'late', count: 1 },
      { state: 'sent', count: 1 },
    ]),
  );
});

it('passes no cap, whoever asks at once, and gives the rest to who stands in', async () => {
  const way = await aWay({
    staff: [
      { who: 'guide01', weight: 1, perDay: 2 },
      { who: 'guide02', weight: 3, perDay: 3 },
    ],
    fallback: ['guide03'],
    inAll: 7,
  });
  const shoppers = await Promise.all(Array.from({ length: 10 }, async () => newShopper(shop)));
  const shown = await Promise.all(shoppers.map(async (one) => visit(one, way)));
  const of = (name: string) => shown.filter(({ staff }) => staff === name);
  expect(['导购 01', '导购 02', '导购 03', ''].map((name) => of(name).length)).toEqual([2, 3, 2, 3]);
  expect(of('').map(({ outcome }) => outcome)).toEqual(['closed', 'closed', 'closed']);
});

it('waits while another app of the corp sends, and does not send again what was cut off while it was sent', async () => {
  const way = await aWay({ staff: [{ who: 'guide03', weight: 1, perDay: null }] });
  const [served, cut] = [await newShopper(shop), await newShopper(shop)];
  await sandbox('PUT /faults', { wecom: '41096' });
  await add(served, (await visit(served, way)).picture);
  expect(await chatOf(served)).toEqual([]);
  await sandbox('PUT /faults', { wecom: 'none' });
  await app.advance(3000);
  await hears(served).toHaveLength(1);

  await sandbox('PUT /faults', { wecom: '41096' });
  await add(cut, (await visit(cut, way)).picture);
  // As a process leaves it that was killed after it had claimed it.
  await sql`
    update scrm.welcome set state = 'sending', due_at = deadline + interval '1 second' where contact_way_id = ${way} and state = 'waiting'
  `.execute(app.ctx.db);
  await sandbox('PUT /faults', { wecom: 'none' });
  await app.advance(30_000);
  expect(await chatOf(cut)).toEqual([]);
  const { welcomes } = await api('GET /api/admin/contact-ways/:id/figures', {
    cookie,
    params: { id: way },
    query: range(),
  });
  expect(welcomes.states).toEqual(expect.arrayContaining([{ state: 'unknown', count: 1 }]));
});

it('ends where the lists of WeCom stand, whatever anybody did and however it was told', async () => {
  const way = await aWay({
    staff: [
      { who: 'guide01', weight: 1, perDay: null },
      { who: 'guide02', weight: 1, perDay: null },
    ],
  });
  const shoppers = await Promise.all([1, 2, 3].map(async () => newShopper(shop)));
  const { staff } = await api('GET /api/admin/contact-ways/:id', { cookie, params: { id: way } });
  const act = fc.record({
    who: fc.nat({ max: 2 }),
    staff: fc.constantFrom('guide01', 'guide02'),
    deed: fc.constantFrom('add', 'add', 'leave', 'remove'),
    travel: fc.constantFrom('normal', 'doubled', 'shuffled', 'delayed'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
      for (const { who, staff: userid, deed, travel } of acts) {
        const { wechatId } = shoppers[who] ?? { wechatId: '' };
        await sandbox('PUT /faults', { wecomCallbacks: travel, notifyDelaySeconds: 9 });
        const key = await shop.keyOf(staff.find((one) => one.userid === userid)?.picture);
        const ask = {
          add: async () => call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid }),
          leave: async () => call(`DELETE /shoppers/${wechatId}/contacts/${userid}`),
          remove: async () => call(`DELETE /staff/${userid}/customers/${wechatId}`),
        }[deed];
        // Leaving nobody is refused, and tells nothing.
        await ask().catch(() => null);
        await app.advance(1000);
      }
      await app.advance(20_000);
      const listed = await Promise.all(
        ['guide01', 'guide02'].map(async (userid) => {
          const { customers } = await call(`GET /staff/${userid}/customers`);
          return (Array.isArray(customers) ? customers : []).map((one) => `${userid} ${one.externalUserid}`);
        }),
      );
      const { rows } = await sql<{ pair: string }>`
        select userid || ' ' || external_userid as pair from scrm.friend where ended_at is null and userid in ('guide01', 'guide02') order by 1
      `.execute(app.ctx.db);
      expect(rows.map(({ pair }) => pair)).toEqual(listed.flat().sort());
      // Each beginning and each end was told once.
      const { rows: twice } = await sql`
        select payload->>'friendId' from platform.event where type in ('friend.added', 'friend.lost') group by type, payload->>'friendId' having count(*) > 1
      `.execute(app.ctx.db);
      expect(twice).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

it('welcomes who came by no code with what the shop says to these, with a coupon, and some members by words of their own', async () => {
  const coupon = await createCoupon(app.ctx, { name: '默认见面券', channel: 'grant' });
  const withPhone = async () => {
    const shopper = await newShopper(shop);
    const code = await shop.phone.phoneCode(shopper.wechatId);
    await api('POST /api/shop/me/phone', { token: shopper.token, body: { code } });
    return shopper;
  };
  const addedBy = async (shopper: Shopper, userid: string) => {
    const { phoneNumber } = await call(`GET /shoppers/${shopper.wechatId}`);
    await call(`POST /staff/${userid}/customers`, { phoneNumber });
  };
  const friendsOf = async (staff: string) =>
    (await api('GET /api/admin/staff', { cookie })).items.find(({ id }) => id === staff)?.friends ?? 0;
  const nobody = await withPhone();
  const before = await friendsOf('guide01');
  await addedBy(nobody, 'guide01');
  // Known as a friend before anything is set up for who comes so.
  await expect.poll(async () => friendsOf('guide01')).toBe(before + 1);
  await app.settle();
  expect(await chatOf(nobody)).toEqual([]);
  const { revision: _, ...settings } = await api('GET /api/admin/settings/default-welcome', { cookie });
  const values = { ...settings, on: true, welcome: '谢谢你加我', coupon: coupon.id };
  const own = [{ who: 'guide02', welcome: '我是二号导购', coupon: null }];
  expect(
    (await app.call('PUT /api/admin/settings/default-welcome', { cookie, body: { ...values, welcome: null } })).status,
  ).toBe(400);
  await app.call('PUT /api/admin/settings/default-welcome', { cookie, body: { ...values, own } });
  const hers = await withPhone();
  await addedBy(hers, 'guide01');
  await hears(hers).toEqual([
    { title: '谢谢你加我', page: null },
    expect.objectContaining({ title: expect.stringContaining('专属优惠券') }),
  ]);
  const { items: wallet } = await api('GET /api/shop/coupons', { token: hers.token, query: {} });
  expect(wallet.map(({ name }) => name)).toContain('默认见面券');
  const { items: grants } = await api('GET /api/admin/grants', {
    cookie,
    query: { memberId: hers.memberId, cause: 'welcome' },
  });
  expect(grants.map(({ because }) => because.kind)).toEqual(['welcome']);
  const second = await withPhone();
  await addedBy(second, 'guide02');
  await hears(second).toEqual([expect.objectContaining({ title: '我是二号导购' })]);
  const figures = await api('GET /api/admin/default-welcome/figures', { cookie, query: range() });
  expect(figures.states).toEqual([{ state: 'sent', count: 2 }]);
  await app.call('PUT /api/admin/settings/default-welcome', { cookie, body: { ...settings } });
});
