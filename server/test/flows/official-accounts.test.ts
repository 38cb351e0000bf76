import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
const day = () => new Date(app.ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const range = () => ({ from: day(), to: day() });

type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;

await app.settle();
const { items: all } = await api('GET /api/admin/official-accounts', { cookie });
const named = (name: string) => all.find((one) => one.name === name) ?? { id: '', appid: '' };
const main = named('活水鲜生服务号');
const breakfast = named('活水早餐');
const parenting = named('活水育儿');
const news = named('活水门店快讯');

let made = 0;
const nothing = {
  ...{ accounts: null, on: 'keyword', words: null, match: 'contains', codes: null, for: 'everybody', who: null },
  ...{ otherwise: null, limit: 'always', again: null, inAll: null, reply: null, hands: 'none', account: null },
  ...{ contact: null, page: null, label: null, tag: null, priority: 50 },
};
async function aRule(values: Json) {
  made += 1;
  const on = values.on ?? 'keyword';
  const shown = { ...nothing, name: `规则 ${made}`, ...values };
  const body = { values: on === 'keyword' ? shown : { ...shown, match: null } };
  const rule = await api('POST /api/admin/account-rules', { cookie, body });
  await app.settle();
  return rule;
}

const follow = async ({ wechatId }: Shopper, { appid }: { readonly appid: string }) => {
  await call(`POST /shoppers/${wechatId}/accounts/${appid}/follow`, {});
  await app.settle();
};
const say = async ({ wechatId }: Shopper, { appid }: { readonly appid: string }, text: string) => {
  await call(`POST /shoppers/${wechatId}/accounts/${appid}/messages`, { text });
  await app.settle();
};
async function chatOf({ wechatId }: Shopper, { appid }: { readonly appid: string }) {
  const { chats } = await call(`GET /shoppers/${wechatId}/chats`);
  const found = Array.isArray(chats) ? chats.find(({ id }) => id === `account:${appid}`) : undefined;
  return (found?.notices ?? []).filter(({ mine }: Json) => mine !== true) as Json[];
}
const titles = async (shopper: Shopper, account: { readonly appid: string }) =>
  (await chatOf(shopper, account)).map(({ title }) => title);

it('knows from the credentials which accounts there are, and what each may do', async () => {
  expect(all.map(({ name, type, verified }) => [name, type, verified])).toEqual([
    ['活水鲜生服务号', 'service', true],
    ['活水早餐', 'service', true],
    ['活水育儿', 'subscription', true],
    ['活水门店快讯', 'subscription', false],
  ]);
  const may = (id: string) =>
    (all.find((one) => one.id === id)?.capabilities ?? []).flatMap((one) => (one.may ? one.key : []));
  expect(may(breakfast.id)).toContain('codes');
  expect(may(parenting.id)).toEqual(['reply', 'menu', 'personal_menu', 'custom', 'users', 'tags', 'mass']);
  expect(may(news.id)).toEqual(['reply']);
  for (const { source, asOf } of all[0]?.capabilities ?? [])
    expect([source.slice(0, 8), asOf.length]).toEqual(['https://', 10]);
});

it('answers a follow and a keyword at once, knows the member behind the follower, and keeps each following with its end', async () => {
  await aRule({ on: 'follow', accounts: [main.id], reply: '欢迎，回复「早餐」领食谱', words: null });
  await aRule({ accounts: [main.id], words: ['早餐', '食谱'], reply: '一周早餐表：周一燕麦粥……' });
  const shopper = await newShopper(shop);
  await follow(shopper, main);
  await say(shopper, main, ' 我要早餐 ');
  await say(shopper, main, '没人懂的话');
  expect(await titles(shopper, main)).toEqual(['欢迎，回复「早餐」领食谱', '一周早餐表：周一燕麦粥……']);
  const of = async () =>
    (await api('GET /api/admin/members/:id/follows', { cookie, params: { id: shopper.memberId } })).items;
  expect(await of()).toMatchObject([{ account: '活水鲜生服务号', endedAt: null }]);
  const following = async () => {
    const condition = { kind: 'follows_account', values: { accounts: [main.id] } };
    return (await api('POST /api/admin/conditions/estimate', { cookie, body: { condition } })).members;
  };
  expect(await following()).toBe(1);
  await app.advance(5000);
  await call(`DELETE /shoppers/${shopper.wechatId}/accounts/${main.appid}/follow`);
  await app.settle();
  expect(await following()).toBe(0);
  await app.advance(5000);
  await follow(shopper, main);
  expect((await of()).map(({ endedAt }) => endedAt === null)).toEqual([true, false]);
  const { whole } = await api('GET /api/admin/official-accounts/:id/figures', {
    cookie,
    params: { id: main.id },
    query: range(),
  });
  expect(whole).toMatchObject({ followed: 2, unfollowed: 1, heard: 2, passive: 3, late: 0, unsent: 0 });
});

it('gives content to who is entitled, once, and says to others what is missing', async () => {
  const bought = { kind: 'paid_orders', values: { atLeast: 1, days: null } };
  const rule = await aRule({
    ...{
      accounts: [parenting.id],
      words: ['资料'],
      reply: '电子书：https://example.com/book',
      for: 'some',
      who: bought,
    },
    ...{ otherwise: '下过单的会员可以领', limit: 'once', again: '你领过啦', tag: '领过资料' },
  });
  const [buyer, looker] = [await newShopper(shop), await newShopper(shop)];
  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  await pay(shop, buyer, (await order(shop, buyer, [{ skuId, quantity: 1 }])).id);
  await app.settle();
  for (const one of [buyer, looker]) await follow(one, parenting);
  for (const one of [buyer, looker, buyer]) await say(one, parenting, '资料');
  expect(await titles(buyer, parenting)).toEqual(['电子书：https://example.com/book', '你领过啦']);
  expect(await titles(looker, parenting)).toEqual(['下过单的会员可以领']);
  const { whole } = await api('GET /api/admin/account-rules/:id/figures', {
    cookie,
    params: { id: rule.id },
    query: range(),
  });
  expect(whole).toMatchObject({ asked: 3, people: 2, given: 1, refused: 1, repeated: 1 });
  const { tags } = await api('GET /api/admin/members/:id', { cookie, params: { id: buyer.memberId } });
  expect(tags).toContain('领过资料');
});

it('gives no more than there is, whoever asks at once', async () => {
  await aRule({ accounts: [main.id], words: ['限量'], reply: '给你', inAll: 3 });
  const shoppers = await Promise.all(Array.from({ length: 6 }, async () => newShopper(shop)));
  for (const one of shoppers) await follow(one, main);
  await Promise.all(shoppers.map(async (one) => say(one, main, '限量')));
  await app.settle();
  const said = (await Promise.all(shoppers.map(async (one) => titles(one, main)))).flat();
  expect(said.filter((text) => text === '给你')).toHaveLength(3);
  expect(said.filter((text) => text === '来晚了一步，已经领完了')).toHaveLength(3);
});

it('sends readers by a keyword to a themed account by a code of its own, from there to staff, and measures who came', async () => {
  const way = await api('POST /api/admin/contact-ways', {
    cookie,
    body: {
      values: {
        ...{
          name: '早餐导购',
          staff: [{ who: 'guide01', weight: 1, perDay: null }],
          days: null,
          from: null,
          until: null,
        },
        ...{ perDay: null, inAll: null, fallback: null, welcome: '你好', welcomeBought: null, coupon: null },
        ...{ couponFor: 'everyone', remark: null, tags: null },
      },
    },
  });
  const toBreakfast = await aRule({
    accounts: [main.id],
    words: ['打卡'],
    reply: '去早餐号打卡',
    hands: 'account',
    account: breakfast.id,
  });
  await app.settle();
  const code = await api('GET /api/admin/codes/:id', { cookie, params: { id: toBreakfast.codeId ?? '' } });
  expect(code).toMatchObject({ kind: 'official_account', making: 'ready', trouble: null });
  await aRule({
    on: 'follow',
    accounts: [breakfast.id],
    words: null,
    codes: [code.id],
    reply: '加导购领早餐券',
    hands: 'contact_way',
    contact: way.id,
  });
  const [came, stayed] = [await newShopper(shop), await newShopper(shop)];
  for (const one of [came, stayed]) {
    await follow(one, main);
    await say(one, main, '打卡');
    await app.advance(3000);
  }
  const [words, card] = (await chatOf(came, main)).slice(-2);
  expect(words).toMatchObject({ title: '去早餐号打卡' });
  expect(String(card?.image)).toContain('/files/');
  const ticket = new URL(String(card?.url)).searchParams.get('ticket') ?? '';
  const key = Object(await call(`GET /account-tickets?${new URLSearchParams({ ticket })}`)).key;
  expect(await call(`GET /shoppers/${came.wechatId}/account-codes/${key}`)).toMatchObject({
    name: '活水早餐',
    followed: false,
  });
  await call(`POST /shoppers/${came.wechatId}/account-codes/${key}`, {});
  await app.settle();
  const [link] = await chatOf(came, breakfast);
  expect(String(link?.title)).toContain(`data-miniprogram-path="scrm/pages/contact?id=${way.id}"`);
  const { picture } = await api('POST /api/shop/contact-ways/:id/visits', {
    token: came.token,
    params: { id: way.id },
  });
  const wecom = await shop.keyOf(picture);
  await call(`POST /shoppers/${came.wechatId}/contact-ways/${wecom}`, { userid: 'guide01' });
  await app.settle();
  const { tables } = await api('POST /api/admin/reports/:name', {
    cookie,
    params: { name: 'accounts.flows' },
    body: { values: { range: range(), account: null } },
  });
  expect(tables[1]?.rows.map((row) => row.slice(-3))).toEqual([
    [2, 1, 0.5],
    [1, 1, 1],
  ]);
  expect(tables[0]?.rows).toContainEqual([
    1,
    { zh: '活水鲜生服务号', en: '活水鲜生服务号' },
    { zh: '活水早餐', en: '活水早餐' },
    2,
  ]);
  const touched = await api('GET /api/admin/members/:id/codes', { cookie, params: { id: came.memberId } });
  expect(touched.last).toMatchObject({ codeId: code.id });
});

it('answers what came twice once, and by a kf message what was too late to answer', async () => {
  await aRule({ accounts: [main.id], words: ['两遍'], reply: '一遍' });
  const shopper = await newShopper(shop);
  await follow(shopper, main);
  const before = (await titles(shopper, main)).length;
  await sandbox('PUT /faults', { accountCallbacks: 'shuffled' });
  await say(shopper, main, '两遍');
  await app.advance(10_000);
  await sandbox('PUT /faults', { accountCallbacks: 'delayed', notifyDelaySeconds: 60 });
  await say(shopper, main, '两遍');
  await app.advance(90_000);
  await sandbox('PUT /faults', { accountCallbacks: 'normal' });
  expect((await titles(shopper, main)).slice(before)).toEqual(['一遍', '一遍']);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from accounts.heard where said = '两遍'
  `.execute(app.ctx.db);
  expect(rows[0]?.count).toBe(2);
});

it('reads the lists of WeChat at night and finds what pushes missed', async () => {
  const shopper = await newShopper(shop);
  await sandbox('PUT /faults', { accountCallbacks: 'lost' });
  await follow(shopper, parenting);
  const of = async () =>
    (await api('GET /api/admin/members/:id/follows', { cookie, params: { id: shopper.memberId } })).items;
  expect(await of()).toEqual([]);
  const read = async () => {
    await app.advance(2000);
    await api('POST /api/admin/official-accounts/:id/reading', { cookie, params: { id: parenting.id } });
    await app.settle();
  };
  await read();
  expect(await of()).toMatchObject([{ endedAt: null }]);
  await call(`DELETE /shoppers/${shopper.wechatId}/accounts/${parenting.appid}/follow`);
  await read();
  await sandbox('PUT /faults', { accountCallbacks: 'normal' });
  expect((await of())[0]?.endedAt).not.toBeNull();
});

it('publishes a menu, answers its buttons, and shows another to who has a tag', async () => {
  const button = (name: string, values: Json = {}) => ({
    level: 'first',
    name,
    does: 'reply',
    page: null,
    url: null,
    ...values,
  });
  const put = async (tag: string | null, buttons: readonly Json[]) =>
    api('POST /api/admin/official-accounts/:id/menus', {
      cookie,
      params: { id: main.id },
      body: { values: { tag, buttons: [...buttons] } },
    });
  await put(null, [
    button('逛店', { does: 'page', page: 'home/pages/home' }),
    button('福利', { does: 'group' }),
    button('早餐表', { level: 'second' }),
  ]);
  await put('老客', [button('老客专享')]);
  await aRule({ on: 'menu', words: ['早餐表'], reply: '表在这里' });
  await aRule({ on: 'menu', words: ['老客专享'], reply: '专享在这里' });
  const [anybody, old] = [await newShopper(shop), await newShopper(shop)];
  await api('POST /api/admin/members/:id/tags', {
    cookie,
    params: { id: old.memberId },
    body: { name: '老客', reason: '熟客' },
  });
  for (const one of [anybody, old]) await follow(one, main);
  await api('POST /api/admin/official-accounts/:id/menu-publishing', { cookie, params: { id: main.id } });
  await app.settle();
  const menuOf = async ({ wechatId }: Shopper) => {
    const { accounts } = await call(`GET /shoppers/${wechatId}/accounts`);
    const [first] = Array.isArray(accounts) ? accounts : [];
    return Object(first).menu.map(({ name }: Json) => name);
  };
  expect([await menuOf(anybody), await menuOf(old)]).toEqual([['逛店', '福利'], ['老客专享']]);
  const tap = async ({ wechatId }: Shopper, name: string) =>
    call(`POST /shoppers/${wechatId}/accounts/${main.appid}/menu`, { name });
  expect(await tap(anybody, '逛店')).toMatchObject({ opens: { page: 'home/pages/home' } });
  await tap(anybody, '早餐表');
  await tap(old, '老客专享');
  expect([(await titles(anybody, main)).at(-1), (await titles(old, main)).at(-1)]).toEqual(['表在这里', '专享在这里']);
  const { items } = await api('GET /api/admin/official-accounts/:id/menus', { cookie, params: { id: main.id } });
  expect(items.map(({ state }) => state)).toEqual(['published', 'published']);
});

it('lets an account that may only answer do that, and refuses it what it may not', async () => {
  await aRule({ accounts: [news.id], words: ['打卡'], reply: '去早餐号打卡', hands: 'account', account: breakfast.id });
  const shopper = await newShopper(shop);
  await follow(shopper, news);
  await say(shopper, news, '打卡');
  await app.advance(30_000);
  const said = await chatOf(shopper, news);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatchObject({ title: '关注「活水早餐」', text: '去早餐号打卡' });
  const menu = { tag: null, buttons: [{ level: 'first', name: '逛店', does: 'reply', page: null, url: null }] };
  await expect(
    api('POST /api/admin/official-accounts/:id/menus', { cookie, params: { id: news.id }, body: { values: menu } }),
  ).rejects.toThrow(/accounts\.may_not/);
});
