import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';
import { staffSignsIn } from './staff.ts';

// Days of the clock, with the shop's mornings.
vi.setConfig({ testTimeout: 180_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;
type Her = Pick<Shopper, 'wechatId'>;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
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
  const key = await shop.keyOf(way.staff[0]?.picture);
  return async ({ wechatId }: Her) => {
    await call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid });
    await app.settle();
    await app.advance(MINUTE);
  };
}

/** She deletes her member of staff on her phone. */
async function leave({ wechatId }: Her, userid: string) {
  await sandbox(`DELETE /shoppers/${wechatId}/contacts/${userid}`);
  await app.settle();
  await app.advance(MINUTE);
}

const add1 = await codeOf('guide01');
const add2 = await codeOf('guide02');
const [ann, bea, cid] = [await newShopper(shop), await newShopper(shop), await newShopper(shop)];
const day = () => new Date(app.ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

const todos = async () =>
  (
    await sql<{ memberId: string; staffId: string; escalatedTo: string | null; state: string; body: string }>`
      select member_id, staff_id, escalated_to, state, body from todos.todo where key like 'lost:%' order by no
    `.execute(app.ctx.db)
  ).rows;

async function flow() {
  const { tables } = await api('POST /api/admin/reports/:name', {
    cookie,
    params: { name: 'scrm.losses' },
    body: { values: { range: { from: day(), to: day() } } },
  });
  return (key: string, first?: string) => {
    const table = tables.find((one) => one.key === key);
    const row = table?.rows.find(([name]) => first === undefined || name === first);
    return Object.fromEntries(table?.columns.map((column, n) => [column.key, row?.[n]]) ?? []);
  };
}

it('whom a customer deleted is asked to see to it, her manager sees it at once, and nobody once she is back', async () => {
  await api('PUT /api/admin/settings/sidebar', {
    cookie,
    body: { coupons: null, couponsPerDay: 20, orderWithinDays: 7, managers: ['guide03'], escalateHours: 24 },
  });
  for (const one of [ann, bea, cid]) await add1(one);
  await add2(bea);
  await leave(ann, 'guide01');
  await leave(bea, 'guide01');
  expect(await todos()).toEqual([
    expect.objectContaining({ memberId: ann.memberId, staffId: 'guide01', escalatedTo: 'guide03', state: 'open' }),
    expect.objectContaining({ memberId: bea.memberId, staffId: 'guide01', state: 'open' }),
  ]);
  // Who is still a colleague's friend is talked about with her first.
  const [hers, other] = await todos();
  expect([hers?.body.includes('导购 02'), other?.body.includes('导购 02')]).toEqual([false, true]);

  const { items, total } = await api('GET /api/admin/lost-friends', { cookie, query: { by: 'customer' } });
  expect(total).toBe(2);
  expect(items.map(({ memberId, others, back }) => [memberId, others, back])).toEqual([
    [bea.memberId, ['导购 02'], false],
    [ann.memberId, [], false],
  ]);
  const before = await flow();
  expect(before('whole')).toMatchObject({ added: 4, again: 0, lost: 2, gone: 1, net: 2, afterMass: 0 });
  expect(before('staff', '导购 01')).toMatchObject({ added: 3, lost: 2, net: 1 });
  expect(before('ways', '活码 guide02')).toMatchObject({ added: 1, lost: 0, net: 1 });

  await add1(ann);
  expect((await todos()).map(({ state }) => state)).toEqual(['dropped', 'open']);
  expect((await flow())('whole')).toMatchObject({ added: 4, again: 1, lost: 2, gone: 0, net: 3 });
  // The same friendship is lost twice: each is a to-do, and the search finds her.
  await leave(ann, 'guide01');
  expect((await todos()).map(({ state }) => state)).toEqual(['dropped', 'open', 'open']);
  const found = await api('GET /api/admin/lost-friends', { cookie, query: { userid: 'guide02' } });
  expect(found.total).toBe(0);
});

it('who is no member of the shop is asked about as well, by what WeCom calls her, and nobody asks once she is back', async () => {
  const { id: wechatId } = await shop.phone.create('路过的人');
  const open = async () => {
    const { items } = await api('GET /api/admin/todos', { cookie, query: { state: 'open', q: '路过的人' } });
    return items.map(({ memberId, customer, group, assignee }) => ({ memberId, customer, group, for: assignee?.id }));
  };
  await add2({ wechatId });
  await leave({ wechatId }, 'guide02');
  expect(await open()).toEqual([{ memberId: null, customer: '路过的人', group: null, for: 'guide02' }]);
  // Her member of staff has it on her phone, and the manager sees it.
  const token = await staffSignsIn(shop, 'guide02');
  const { items: hers } = await api('GET /api/staff/todos', { token, query: {} });
  expect(hers).toContainEqual(expect.objectContaining({ title: '路过的人 删除了你', customer: null, group: null }));
  const manager = await staffSignsIn(shop, 'guide03');
  const { items: team } = await api('GET /api/staff/todos', { token: manager, query: { of: 'team' } });
  expect(team.map(({ title }) => title)).toContain('路过的人 删除了你');
  await add2({ wechatId });
  expect(await open()).toEqual([]);
  await leave({ wechatId }, 'guide02');
  const [again] = (await api('GET /api/staff/todos', { token, query: {} })).items.filter(({ title }) =>
    title.startsWith('路过的人'),
  );
  const done = await api('POST /api/staff/todos/:id/completion', {
    token,
    params: { id: again?.id ?? '' },
    body: { note: '没有手机号' },
  });
  expect(done.state).toBe('done');
  expect((await flow())('whole')).toMatchObject({ lost: 5 });
});

it('whom staff removed is no to-do, and is told apart', async () => {
  await sandbox(`DELETE /staff/guide01/customers/${cid.wechatId}`);
  await app.settle();
  await app.advance(MINUTE);
  expect((await todos()).filter(({ memberId }) => memberId === cid.memberId)).toEqual([]);
  expect((await flow())('whole')).toMatchObject({ lost: 5, removed: 1 });
});

it('a loss within an hour of a mass message of hers is told', async () => {
  await add1(cid);
  const { rows } = await sql<{ external: string }>`
    select external_userid as external from scrm.customer where member_id = ${cid.memberId}
  `.execute(app.ctx.db);
  await sql`
    insert into scrm.mass_target (mass_no, target, userid, part, state, sent_by, sent_at)
    values (99, ${rows[0]?.external}, 'guide01', 0, 'sent', 'guide01', ${new Date(app.ctx.now().getTime() - 30 * MINUTE)})
  `.execute(app.ctx.db);
  await leave(cid, 'guide01');
  const { items } = await api('GET /api/admin/lost-friends', { cookie, query: { limit: 1 } });
  expect(items[0]).toMatchObject({ memberId: cid.memberId, by: 'customer', afterMass: true });
  expect((await flow())('whole')).toMatchObject({ afterMass: 1 });
});

it('customers of several members of staff stand in a list, with who serves each most', async () => {
  await add1(bea);
  const list = async (query: Json = {}) => api('GET /api/admin/duplicate-customers', { cookie, query });
  const { items, total } = await list();
  expect([total, items[0]?.memberId, items[0]?.staff.map(({ userid, most }) => [userid, most])]).toEqual([
    1,
    bea.memberId,
    [
      ['guide02', false],
      ['guide01', false],
    ],
  ]);
  expect(await api('GET /api/admin/duplicate-figures', { cookie })).toEqual({ customers: 1, duplicates: 1 });
  const token = await staffSignsIn(shop, 'guide01');
  await api('POST /api/staff/customers/:id/notes', {
    token,
    key: 'note-of-bea',
    params: { id: items[0]?.id ?? '' },
    body: { text: '下周来取草莓', remindOn: null },
  });
  await app.settle();
  await app.advance(MINUTE);
  expect((await list()).items[0]?.staff.filter(({ most }) => most)).toEqual([
    expect.objectContaining({ userid: 'guide01', served: 1 }),
  ]);
  expect((await list({ q: '导购 02' })).total).toBe(1);
  expect((await list({ userid: 'guide03' })).total).toBe(0);
});

it('customers of who has left are found by WeCom’s own list, whatever is kept here, and planned for', async () => {
  await add2(cid);
  await call('DELETE /staff/guide02', undefined);
  // What a shop does not know that was connected after she had left.
  await sql`delete from scrm.welcome where friend_id in (select id from scrm.friend where userid = 'guide02')`.execute(
    app.ctx.db,
  );
  await sql`delete from scrm.friend where userid = 'guide02'`.execute(app.ctx.db);
  await sql`delete from scrm.way_staff where userid = 'guide02'`.execute(app.ctx.db);
  await sql`delete from scrm.staff where userid = 'guide02'`.execute(app.ctx.db);
  await app.advance(DAY + MINUTE);
  const { items: work } = await api('GET /api/admin/work', { cookie });
  expect(work.find(({ kind }) => kind === 'scrm.left_behind')).toMatchObject({ count: 2, to: '/transfers/new' });
  const values = { from: 'guide02', to: ['guide03'], whom: 'all', perDay: 50, message: null };
  expect(await api('POST /api/admin/transfers/preview', { cookie, body: { values } })).toMatchObject({
    resigned: true,
    total: 2,
    takers: [{ userid: 'guide03', count: 2 }],
  });
  const { id } = await api('POST /api/admin/transfers', { cookie, body: { values } });
  await app.settle();
  await app.advance(27 * 60 * MINUTE);
  const { counts } = await api('GET /api/admin/transfers/:id', { cookie, params: { id } });
  expect(counts).toEqual([{ state: 'done', count: 2 }]);
  const { items: after } = await api('GET /api/admin/work', { cookie });
  expect(after.filter(({ kind }) => kind === 'scrm.left_behind')).toEqual([]);
});
