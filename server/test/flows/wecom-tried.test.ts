import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { wecomOf } from '../../src/domains/scrm/corp/corp.ts';
import { behind } from '../../src/domains/scrm/friends/mark.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';

// What shops complained of in public about tools for WeCom, tried here: news lost because two things happened within one second, the
// source of who comes back, remarks and tags that vanish.

vi.setConfig({ testTimeout: 180_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const { ctx } = app;
const { cookie } = shop.owner;
await app.settle();

const call = async (route: string, body?: unknown) => Object(await sandbox(route, body));
const wayOf = async (name: string, change: object = {}) => {
  const { id } = await api('POST /api/admin/contact-ways', {
    cookie,
    body: {
      values: {
        ...{ name, staff: [{ who: 'guide01', weight: 1, perDay: null }] },
        ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null },
        ...{ welcome: '你好', welcomeBought: null, coupon: null, couponFor: 'everyone', remark: null, tags: null },
        ...change,
      },
    },
  });
  await app.settle();
  return id;
};
/** She opens the page of the way and scans what it shows. */
const comeBy = async (id: string, { token, wechatId }: Shopper) => {
  const { picture } = await api('POST /api/shop/contact-ways/:id/visits', { token, params: { id } });
  const key = await shop.keyOf(picture);
  await call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid: 'guide01' });
  await app.settle();
};
const remarkBy = async ({ wechatId }: Shopper, remark: string) => {
  await call(`PUT /staff/guide01/customers/${wechatId}`, { remark });
  await app.settle();
};
const friendsOf = async ({ memberId }: Shopper) =>
  (
    await sql<{ remark: string; way: string | null; state: string }>`
      select f.remark, f.contact_way_id as way, f.state from scrm.friend f join scrm.customer c on c.external_userid = f.external_userid
      where c.member_id = ${memberId} order by f.added_at, f.id
    `.execute(ctx.db)
  ).rows;
const chat = async ({ wechatId }: Shopper): Promise<{ remark: string; said: unknown[] }> => {
  const { customers } = await call('GET /staff/guide01/customers');
  const hers = customers.find((one: { shopperId: string }) => one.shopperId === wechatId);
  return { remark: hers.name, said: hers.said };
};

it('two edits of one second are both read, though WeCom tells them apart by nothing', async () => {
  const her = await newShopper(shop);
  await comeBy(await wayOf('改备注'), her);
  await remarkBy(her, '第一次');
  expect(await friendsOf(her)).toMatchObject([{ remark: '第一次' }]);
  await remarkBy(her, '第二次');
  expect(await friendsOf(her)).toMatchObject([{ remark: '第二次' }]);
});

it('who left her member and scans again is known by the page that showed her the code, and is welcomed again', async () => {
  const her = await newShopper(shop);
  const way = await wayOf('门口海报');
  await comeBy(way, her);
  await call(`DELETE /shoppers/${her.wechatId}/contacts/guide01`);
  await app.advance(60_000);
  await comeBy(way, her);
  await app.advance(2000);
  expect(await friendsOf(her)).toMatchObject([{ way }, { way, state: expect.stringMatching(/^wb:/) }]);
  expect((await chat(her)).said).toHaveLength(2);
});

it('what a member called her herself stays, and of a long name the end gives way to the remark of the way', async () => {
  const her = await newShopper(shop, '小林');
  const way = await wayOf('自动备注', { remark: '货架' });
  await comeBy(way, her);
  await app.advance(2000);
  expect((await chat(her)).remark).toBe('小林-货架');
  await remarkBy(her, '林姐 老客');
  await call(`DELETE /shoppers/${her.wechatId}/contacts/guide01`);
  await app.advance(60_000);
  await comeBy(way, her);
  await app.advance(60_000);
  expect((await chat(her)).remark).toBe('林姐 老客');

  expect(behind('爱吃草莓的小林一家人都喜欢吃水果呀', '徐汇店货架')).toBe('爱吃草莓的小林一家人都喜欢吃-徐汇店货架');
});

it('tags that two make at one moment, some of them the same, are all there for both', async () => {
  const wecom = await wecomOf(ctx);
  const found = await Promise.all([
    wecom.tagIds('一起建', ['甲', '乙', '丙']),
    wecom.tagIds('一起建', ['甲', '丁']),
    wecom.tagIds('一起建', ['乙', '戊', '戊']),
  ]);
  for (const [n, names] of [
    ['甲', '乙', '丙'],
    ['甲', '丁'],
    ['乙', '戊'],
  ].entries())
    expect(names.map((name) => found[n]?.get(name) ?? name)).toEqual(names.map(() => expect.stringMatching(/^et/)));
});

it('whom more than five hundred members have stays the friend of every one of them', async () => {
  const her = await newShopper(shop);
  const { shoppers }: { shoppers: { id: string; phoneNumber: string }[] } = await call('GET /shoppers');
  const phoneNumber = shoppers.find(({ id }) => id === her.wechatId)?.phoneNumber;
  await sandbox('PUT /faults', { wecomCallbacks: 'lost' });
  const have = async (n: number) => {
    await call('POST /staff', { userid: `many${n}`, name: `多${n}` });
    await call(`POST /staff/many${n}/customers`, { phoneNumber });
  };
  for (let from = 0; from < 501; from += 50)
    await Promise.all(Array.from({ length: Math.min(50, 501 - from) }, async (_, n) => have(from + n)));
  await sandbox('PUT /faults', { wecomCallbacks: 'normal' });
  const { userId } = await call(`GET /staff/many0/customers/${her.wechatId}/external`);
  const customer = await (await wecomOf(ctx)).customer(userId);
  expect(new Set(customer?.follows.map(({ userid }) => userid)).size).toBe(501);
});
