import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { openShop } from './shop.ts';
import { newShopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;
await app.settle();

const PEOPLE = 16;

async function keyOfCode(more: Json = {}) {
  const { id } = await api('POST /api/admin/contact-ways', {
    cookie,
    body: {
      values: {
        ...{
          name: `同时来的 ${more.coupon === undefined ? '' : '有券'}`,
          staff: [{ who: 'guide01', weight: 1, perDay: null }],
        },
        ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null },
        ...{ welcome: '你好', welcomeBought: null, coupon: null, couponFor: 'everyone', remark: null, tags: null },
        ...more,
      },
    },
  });
  await app.settle();
  const way = await api('GET /api/admin/contact-ways/:id', { cookie, params: { id } });
  return shop.keyOf(way.staff[0]?.picture);
}

type Chat = { readonly externalUserid: string; readonly shopperId: string; readonly said: readonly unknown[] };

async function chats(): Promise<readonly Chat[]> {
  const { customers } = await call('GET /staff/guide01/customers');
  return Array.isArray(customers) ? customers : [];
}

const rowsOf = async (external: string) => {
  const { rows } = await sql<{ friends: number; said: number; told: number }>`
    select (select count(*)::int from scrm.friend where external_userid = ${external}) as friends,
      (select count(*)::int from scrm.said where external_userid = ${external}) as said,
      (select count(*)::int from platform.event e join scrm.friend f on f.id = e.payload->>'friendId'
        where e.type = 'friend.added' and f.external_userid = ${external}) as told
  `.execute(app.ctx.db);
  return rows[0];
};

it('settles who comes at once by sets, and whoever breaks her set leaves the others settled, each once', async () => {
  const key = await keyOfCode();
  const shoppers = await Promise.all(Array.from({ length: PEOPLE }, async () => newShopper(shop)));
  await sandbox('PUT /faults', { wecomCallbacks: 'delayed', notifyDelaySeconds: 10 });
  for (const { wechatId } of shoppers)
    await call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid: 'guide01' });
  const bad = (await chats())[PEOPLE / 2]?.externalUserid ?? '';
  await sql`alter table scrm.friend add constraint broken check (external_userid <> ${sql.lit(bad)})`.execute(
    app.ctx.db,
  );
  await app.advance(12_000, 12_000);
  await app.advance(60_000);

  const others = (await chats()).filter(({ externalUserid }) => externalUserid !== bad);
  expect(others).toHaveLength(PEOPLE - 1);
  for (const { externalUserid, said } of others)
    expect([await rowsOf(externalUserid), said.length]).toEqual([{ friends: 1, said: 1, told: 1 }, 1]);
  expect(await rowsOf(bad)).toEqual({ friends: 0, said: 0, told: 0 });
  const { rows } = await sql<{ groups: number }>`
    select count(distinct xid)::int as groups from platform.event where type = 'friend.added'
  `.execute(app.ctx.db);
  expect(rows[0]?.groups).toBeLessThan(PEOPLE / 2);

  await sql`alter table scrm.friend drop constraint broken`.execute(app.ctx.db);
  await app.advance(600_000);
  for (const { externalUserid } of await chats())
    expect(await rowsOf(externalUserid)).toEqual({ friends: 1, said: 1, told: 1 });
  // Her twenty seconds were over when it could be settled.
  expect((await chats()).filter(({ said }) => said.length === 0).map((one) => one.externalUserid)).toEqual([bad]);
});

it('welcomes who comes at once by sets, each with a coupon of her own, and who cannot be given hers breaks nobody else’s', async () => {
  const [total, broken] = [PEOPLE, 1];
  const coupon = await createCoupon(app.ctx, { name: '一起来的', total, channel: 'grant' });
  const key = await keyOfCode({ coupon: coupon.id });
  const shoppers = await Promise.all(Array.from({ length: PEOPLE }, async () => newShopper(shop)));
  const bad = shoppers[PEOPLE / 2];
  if (bad === undefined) throw new Error('nobody came');
  await sql`alter table coupons.coupon add constraint broken check (member_id <> ${sql.lit(bad.memberId)})`.execute(
    app.ctx.db,
  );
  await sandbox('PUT /faults', { wecomCallbacks: 'delayed', notifyDelaySeconds: 10 });
  for (const { wechatId } of shoppers)
    await call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid: 'guide01' });
  await app.advance(12_000, 12_000);
  await sandbox('PUT /faults', { wecomCallbacks: 'normal' });

  const hers = new Set(shoppers.map(({ wechatId }) => wechatId));
  const said = (await chats()).filter(({ shopperId }) => hers.has(shopperId));
  const lengths = said.map((chat) => (chat.shopperId === bad.wechatId ? 'bad' : chat.said.length));
  // Words with a card; nothing was composed for her whose coupon broke.
  expect(lengths.filter((one) => one === 2)).toHaveLength(PEOPLE - broken);
  expect(said.find(({ shopperId }) => shopperId === bad.wechatId)?.said).toEqual([]);
  const { rows } = await sql<{ given: number; members: number; states: string; told: number; groups: number }>`
    select (select count(*)::int from coupons.coupon where template_id = ${coupon.id}) as given,
      (select count(distinct member_id)::int from coupons.coupon where template_id = ${coupon.id}) as members,
      (select string_agg(state || ' ' || n, ', ' order by state) from (
        select w.state, count(*) as n from scrm.welcome w join scrm.contact_way y on y.id = w.contact_way_id
        where y.values->>'coupon' = ${coupon.id} group by w.state
      ) as each) as states,
      count(*)::int as told, count(distinct e.xid)::int as groups
    from platform.event e join scrm.contact_way y on y.id = e.payload->>'contactWayId'
    where e.type = 'friend.welcomed' and y.values->>'coupon' = ${coupon.id}
  `.execute(app.ctx.db);
  const [found] = rows;
  expect(found).toMatchObject({ given: PEOPLE - broken, members: PEOPLE - broken, told: PEOPLE - broken });
  expect(found?.states).toBe(`refused ${broken}, sent ${PEOPLE - broken}`);
  expect(found?.groups).toBeLessThan(PEOPLE / 2);
});
