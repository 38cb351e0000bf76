import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { beginLook, settleCustomers } from '../../src/domains/scrm/friends/settle.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;
await app.settle();

async function codeOf(userid: string) {
  const { id } = await api('POST /api/admin/contact-ways', {
    cookie,
    body: {
      values: {
        ...{ name: `活码 ${userid}`, staff: [{ who: userid, weight: 1, perDay: null }] },
        ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null },
        ...{ welcome: '你好', welcomeBought: null, coupon: null, couponFor: 'everyone', remark: null, tags: null },
      },
    },
  });
  await app.settle();
  const way = await api('GET /api/admin/contact-ways/:id', { cookie, params: { id } });
  return shop.keyOf(way.staff[0]?.picture);
}

const add = async ({ wechatId }: Shopper, key: string, userid: string) =>
  call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid });
const found = async () => (await api('GET /api/admin/wecom/found', { cookie, query: {} })).items;
const comparisons = async () => (await api('GET /api/admin/wecom/comparisons', { cookie, query: {} })).items;
const friendsOf = async ({ memberId }: Shopper) =>
  (await api('GET /api/admin/members/:id/friends', { cookie, params: { id: memberId } })).items;
const told = async (type: string) => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from platform.event where type = ${type}
  `.execute(app.ctx.db);
  return rows[0]?.count ?? 0;
};

it('compares what is kept with the lists as soon as the corp is connected, and every night', async () => {
  const all = await comparisons();
  expect(all.at(-1)).toMatchObject({ reason: 'first', staff: 4, through: 4, customers: 0, trouble: null });
  for (const one of all.slice(0, -1)) expect(one).toMatchObject({ reason: 'nightly', added: 0, ended: 0 });
  const { nextAt, quota } = await api('GET /api/admin/wecom/comparing', { cookie });
  expect(nextAt).toMatch(/T19:10:00.000Z$/);
  expect(quota).toMatchObject({ perHour: 150_000, asOf: '2023-08-28' });
});

it('finds who was added, who left and whose remark was changed while callbacks were lost, tells it once, and says how late', async () => {
  const key = await codeOf('guide01');
  const [stays, leaves, comes] = await Promise.all([1, 2, 3].map(async () => newShopper(shop)));
  if (!stays || !leaves || !comes) throw new Error('no shoppers');
  for (const one of [stays, leaves]) await add(one, key, 'guide01');
  await app.settle();
  const before = [await told('friend.added'), await told('friend.lost')];

  await sandbox('PUT /faults', { wecomCallbacks: 'lost' });
  await add(comes, key, 'guide01');
  await call(`DELETE /shoppers/${leaves.wechatId}/contacts/guide01`);
  await call(`PUT /staff/guide01/customers/${stays.wechatId}`, { remark: '爱喝低脂' });
  await app.settle();
  expect([await friendsOf(comes), (await friendsOf(leaves))[0]?.endedAt]).toEqual([[], null]);
  await app.advance(18 * 3_600_000);
  expect((await friendsOf(comes))[0]).toMatchObject({ staff: '导购 01', way: '活码 guide01', endedAt: null });
  expect((await friendsOf(leaves))[0]).toMatchObject({ endedBy: 'unknown' });
  expect((await found()).map(({ kind, staff, memberId }) => [kind, staff, memberId]).sort()).toEqual(
    [
      ['added', '导购 01', comes.memberId],
      ['changed', '导购 01', stays.memberId],
      ['ended', '导购 01', leaves.memberId],
    ].sort(),
  );
  const [added] = (await found()).filter(({ kind }) => kind === 'added');
  expect(Date.parse(added?.foundAt ?? '') - Date.parse(added?.happenedAt ?? '')).toBeGreaterThan(15 * 3_600_000);
  expect([await told('friend.added'), await told('friend.lost')]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 1]);
  expect((await comparisons())[0]).toMatchObject({ reason: 'nightly', added: 1, ended: 1, changed: 1, through: 4 });

  // Nothing is found twice.
  await api('POST /api/admin/wecom/comparisons', { cookie });
  await app.settle();
  expect((await comparisons())[0]).toMatchObject({ reason: 'asked', added: 0, ended: 0, changed: 0 });
  expect(await found()).toHaveLength(3);
  await sandbox('PUT /faults', { wecomCallbacks: 'normal' });
});

it('does not find what is set through the API, what a callback told, or whose callback waits', async () => {
  const key = await codeOf('guide02');
  const shopper = await newShopper(shop);
  await add(shopper, key, 'guide02');
  await app.settle();
  await call(`PUT /staff/guide02/customers/${shopper.wechatId}`, { remark: '常来' });
  await app.settle();
  const late = await newShopper(shop);
  await add(late, key, 'guide02');
  await sql`
    update platform.callback set state = 'waiting', next_at = ${new Date(app.ctx.now().getTime() + 3_600_000)}
    where no = (select max(no) from platform.callback)
  `.execute(app.ctx.db);
  const before = (await found()).length;
  await api('POST /api/admin/wecom/comparisons', { cookie });
  await app.settle();
  expect(await found()).toHaveLength(before);
  await app.advance(2 * 3_600_000);
  expect(await friendsOf(late)).toHaveLength(1);
});

it('takes over the friends of years page by page, tells them in columns, and finds who of them left', async () => {
  await sql`delete from scrm.comparison`.execute(app.ctx.db);
  await call('PUT /staff/guide03/crowd', { count: 350 });
  const before = await told('friend.added');
  await api('POST /api/admin/wecom/comparisons', { cookie });
  await app.settle();
  const [first] = await comparisons();
  expect(first).toMatchObject({ reason: 'first', customers: expect.any(Number), trouble: null });
  expect(first?.added).toBe(350);
  expect(await told('friend.added')).toBe(before);
  for (const number of [7, 99, 349]) await call(`DELETE /staff/guide03/crowd/${number}`);
  await api('POST /api/admin/wecom/comparisons', { cookie });
  await app.settle();
  expect((await comparisons())[0]).toMatchObject({ reason: 'asked', added: 0, ended: 3, changed: 0 });
  const { rows } = await sql`select from scrm.friend where userid = 'guide03' and ended_at is null`.execute(app.ctx.db);
  expect(rows).toHaveLength(347);
});

it('goes on where a process that died left it', async () => {
  await sandbox('PUT /faults', { down: 'wecom' });
  await api('POST /api/admin/wecom/comparisons', { cookie });
  await app.settle();
  // Killed in the middle of the second page: under a lease, its cursor behind the first.
  await sql`
    update scrm.compared_staff set cursor = '100', fails = 0, trouble = null, takes = takes + 1,
      due_at = ${new Date(app.ctx.now().getTime() + 120_000)}
    where userid = 'guide03' and due_at is not null
  `.execute(app.ctx.db);
  await sandbox('PUT /faults', { down: 'none' });
  await app.settle();
  expect((await comparisons())[0]?.finishedAt).toBeNull();
  await app.advance(180_000);
  expect((await comparisons())[0]).toMatchObject({ finishedAt: expect.any(String), added: 0, ended: 0 });
});

it('waits for the next minute where the quota of the corp is used up', async () => {
  await sandbox('PUT /faults', { wecom: '45009' });
  await api('POST /api/admin/wecom/comparisons', { cookie });
  await app.settle();
  await sandbox('PUT /faults', { wecom: 'none' });
  expect((await comparisons())[0]).toMatchObject({ finishedAt: null, through: 0, trouble: null });
  await app.advance(61_000);
  expect((await comparisons())[0]).toMatchObject({ through: 4, finishedAt: expect.any(String) });
});

it('never lets what an older look saw overrule a newer one', async () => {
  const key = await codeOf('guide01').catch(() => '');
  expect(key).toBe('');
  const { rows } = await sql<{ external: string; addedAt: Date }>`
    select external_userid as external, added_at from scrm.friend where userid = 'guide01' and ended_at is null limit 1
  `.execute(app.ctx.db);
  const [friend] = rows;
  if (!friend) throw new Error('nobody is a friend');
  const old = await beginLook(app.ctx);
  const recent = await beginLook(app.ctx);
  const among = new Set(['guide01']);
  const settle = async (customer: Parameters<typeof settleCustomers>[1][number]['customer'], look: typeof old) =>
    inTransaction(
      app.ctx,
      async (ctx) => (await settleCustomers(ctx, [{ external: friend.external, customer, among, look }]))[0],
    );
  const follow = {
    userid: 'guide01',
    addedAt: friend.addedAt,
    state: null,
    addWay: 1,
    remark: '',
    mobiles: [],
    tagIds: [],
  };
  const seen = { externalUserid: friend.external, name: '她', unionid: null, follows: [follow] };
  expect((await settle(null, recent))?.ended).toHaveLength(1);
  expect(await settle(seen, old)).toMatchObject({ began: [], ended: [] });
  expect((await settle(null, await beginLook(app.ctx)))?.ended).toEqual([]);
});
