import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay, type Shopper } from './shopper.ts';

// Days of the clock, with the shop's mornings.
vi.setConfig({ testTimeout: 180_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;
const HOUR_MS = 3_600_000;
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
  return async ({ wechatId }: Shopper) => call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid });
}

const values = (from: string, to: readonly string[], more: Json = {}) => ({
  values: { from, to, whom: 'all', perDay: 50, message: '以后由我为你服务', ...more },
});
const friendsOf = async ({ memberId }: Shopper) =>
  (await api('GET /api/admin/members/:id/friends', { cookie, params: { id: memberId } })).items;
const offers = async ({ wechatId }: Shopper) =>
  Object(await sandbox(`GET /shoppers/${wechatId}/transfers`)).transfers as readonly { id: string; to: string }[];
const statesOf = async (id: string) => {
  const { counts } = await api('GET /api/admin/transfers/:id', { cookie, params: { id } });
  return Object.fromEntries(counts.map(({ state, count }) => [state, count]));
};

const add1 = await codeOf('guide01');
const add2 = await codeOf('guide02');
const shoppers: Shopper[] = [];
for (let n = 0; n < 5; n += 1) shoppers.push(await newShopper(shop));
const [buyer, known, refuses, ...others] = shoppers;
if (!buyer || !known || !refuses) throw new Error('no shoppers');
for (const one of shoppers) await add1(one);
await add2(known);
await app.settle();

it('plans who gets whom by room and acquaintance, and says who stays and why', async () => {
  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  const placed = await order(shop, buyer, [{ skuId, quantity: 1 }]);
  await pay(shop, buyer, placed.id);
  await app.settle();
  const preview = async (body: ReturnType<typeof values>) => api('POST /api/admin/transfers/preview', { cookie, body });
  expect(await preview(values('guide01', ['guide02', 'guide03'], { perDay: 2 }))).toMatchObject({
    resigned: false,
    total: 5,
    takers: [
      { userid: 'guide02', name: '导购 02', count: expect.any(Number), room: 4999, days: expect.any(Number) },
      { userid: 'guide03', room: 5000 },
    ],
    left: [],
    rule: { asOf: expect.any(String) },
  });
  expect((await preview(values('guide01', ['guide02']))).left).toEqual([
    { why: expect.objectContaining({ zh: '已经是接替人的好友' }), count: 1 },
  ]);
  expect(await preview(values('guide01', ['guide02'], { whom: 'bought' }))).toMatchObject({ total: 1, left: [] });
  await sql`update scrm.staff set capacity = 2 where userid = 'guide02'`.execute(app.ctx.db);
  // Room for one: whoever bought has it.
  const tight = await preview(values('guide01', ['guide02']));
  expect([tight.takers[0]?.count, tight.left.find(({ why }) => why.zh === '接替人位置不够')?.count]).toEqual([1, 3]);
  await sql`update scrm.staff set capacity = 5000 where userid = 'guide02'`.execute(app.ctx.db);
  await expect(api('POST /api/admin/transfers', { cookie, body: values('guide01', ['guide01']) })).rejects.toThrow(
    'bad_form',
  );
});

it('hands over within the day that customers have, over some days, and keeps who refuses', async () => {
  const { id } = await api('POST /api/admin/transfers', {
    cookie,
    body: values('guide01', ['guide03'], { perDay: 3 }),
  });
  await app.settle();
  expect(await statesOf(id)).toEqual({ waiting: 3, planned: 2 });
  // Nobody is planned twice.
  await expect(api('POST /api/admin/transfers', { cookie, body: values('guide01', ['guide02']) })).rejects.toThrow(
    'bad_form',
  );
  const [offer] = await offers(buyer);
  expect(offer).toMatchObject({ to: '导购 03' });
  const first = (await Promise.all(shoppers.map(async (one) => ((await offers(one)).length > 0 ? [one] : [])))).flat();
  const [refusing] = first.filter((one) => one !== buyer);
  if (!refusing) throw new Error('nobody was asked');
  const [hers] = await offers(refusing);
  await sandbox(`DELETE /shoppers/${refusing.wechatId}/transfers/${hers?.id}`);
  await app.settle();
  expect(await statesOf(id)).toMatchObject({ refused: 1 });
  await app.advance(27 * HOUR_MS);
  expect(await statesOf(id)).toEqual({ done: 2, refused: 1, waiting: 2 });
  const now = await friendsOf(buyer);
  expect(now.map(({ staff, endedBy }) => [staff, endedBy])).toEqual([
    ['导购 03', null],
    ['导购 01', 'transfer'],
  ]);
  const { chats } = await call(`GET /shoppers/${buyer.wechatId}/chats`);
  expect(JSON.stringify(chats)).toContain('以后由我为你服务');
  // For journeys nothing begins anew, and nothing was told twice.
  const { rows: told } = await sql<{ type: string; again: boolean | null; count: number }>`
    select type, (payload->>'again')::boolean as again, count(*)::int as count from platform.event
    where type in ('friend.added', 'friend.lost') and payload->>'userid' = 'guide03' group by 1, 2
  `.execute(app.ctx.db);
  expect(told).toEqual([{ type: 'friend.added', again: true, count: 2 }]);
  expect(await friendsOf(refusing)).toContainEqual(expect.objectContaining({ staff: '导购 01', endedAt: null }));
  const { items } = await api('GET /api/admin/transfers/:id/handovers', {
    cookie,
    params: { id },
    query: { state: 'refused' },
  });
  expect(items).toMatchObject([{ memberId: refusing.memberId, to: '导购 03', trouble: null }]);
  await app.advance(27 * HOUR_MS);
  expect(await statesOf(id)).toEqual({ done: 4, refused: 1 });
  expect(await api('GET /api/admin/transfers', { cookie, query: { state: 'done' } })).toMatchObject({ total: 1 });
});

it('goes on where a process died that had asked, stops what is only planned, and minds the ninety days', async () => {
  const back = await api('POST /api/admin/transfers', { cookie, body: values('guide03', ['guide01'], { perDay: 2 }) });
  await app.settle();
  expect(await statesOf(back.id)).toEqual({ waiting: 2, planned: 2 });
  await sql`
    update scrm.handover set state = 'asked', due_at = ${app.ctx.now()} where transfer_id = ${back.id} and state = 'waiting'
  `.execute(app.ctx.db);
  await app.settle();
  expect(await statesOf(back.id)).toEqual({ waiting: 2, planned: 2 });
  await api('POST /api/admin/transfers/:id/stop', { cookie, params: { id: back.id } });
  await app.advance(27 * HOUR_MS);
  expect(await statesOf(back.id)).toEqual({ done: 2, stopped: 2 });
  const again = await api('POST /api/admin/transfers/preview', { cookie, body: values('guide01', ['guide03']) });
  expect(again.left).toContainEqual({ why: expect.objectContaining({ zh: '90 天里已经转过 2 次' }), count: 2 });
});

it('says that friends of who left wait for somebody, and hands them over without asking', async () => {
  await sandbox('DELETE /staff/guide03');
  await app.settle();
  const waiting = async () =>
    (await api('GET /api/admin/work', { cookie })).items.find(({ kind }) => kind === 'scrm.left_behind');
  expect(await waiting()).toMatchObject({ count: 2, to: '/transfers/new' });
  const preview = await api('POST /api/admin/transfers/preview', {
    cookie,
    body: values('guide03', ['guide02', 'guide01']),
  });
  expect(preview).toMatchObject({ resigned: true, total: 2 });
  const { id, resigned } = await api('POST /api/admin/transfers', {
    cookie,
    body: values('guide03', ['guide02', 'guide01']),
  });
  expect(resigned).toBe(true);
  await app.settle();
  expect(await waiting()).toBeUndefined();
  expect((await Promise.all(others.map(offers))).flat()).toEqual([]);
  await app.advance(27 * HOUR_MS);
  expect(await statesOf(id)).toEqual({ done: 2 });
  expect(await api('GET /api/admin/transfers/:id', { cookie, params: { id } })).toMatchObject({ state: 'done' });
});
