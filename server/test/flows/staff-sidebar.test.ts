import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { addDays, shanghaiDay } from '../../src/platform/calendar.ts';
import { openShop } from './shop.ts';
import { DAY_MS, newShopper, order, pay, type Shopper } from './shopper.ts';
import { befriend, chatOf, codeOf, staffSignsIn } from './staff.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;

type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;
const today = () => shanghaiDay(app.ctx.now());

const signIn = async (userid: string) => staffSignsIn(shop, userid);

const refused = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'taken',
    (error: unknown) => String(Object(error).code),
  );

/** As the JS-SDK does it with what the page hands over. */
async function send(userid: string, shopper: Shopper, card: Json | null): Promise<string> {
  const miniprogram = card && { appid: card.appid, title: card.title, imgUrl: card.image, page: card.page };
  const sent = await call(`POST /staff/${userid}/customers/${shopper.wechatId}/sends`, {
    msgtype: 'miniprogram',
    miniprogram,
  });
  return String(sent.errMsg);
}

it('signs staff in by a code that is good once, for two hours, and signs their page in to the JS-SDK', async () => {
  const code = await codeOf(shop, 'guide01');
  const { token, staff } = await api('POST /api/staff/session', { body: { code } });
  expect(staff).toEqual({ id: 'guide01', name: '导购 01' });
  expect(await refused(api('POST /api/staff/session', { body: { code } }))).toBe('scrm.staff_code_invalid');
  const url = `${app.config.publicUrl}/sidebar?code=x&state=first`;
  const signed = await api('GET /api/staff/signature', { token, query: { url } });
  const { corpid, agentid, corp, agent } = signed;
  const config = async (values: Json) =>
    call('POST /staff/guide01/js-config', { corpid, agentid, url, corp, agent, ...values });
  expect(await config({})).toEqual({ config: 'config:ok', agentConfig: 'agentConfig:ok' });
  // Two tickets: the one of the corp does not sign for the app.
  expect(await config({ agent: corp })).toMatchObject({ agentConfig: 'agentConfig:fail 40093:invalid signature' });
  expect(await config({ url: `${url}&more` })).toMatchObject({ config: 'config:fail 40093:invalid signature' });
  const foreign = api('GET /api/staff/signature', { token, query: { url: 'https://elsewhere.example.com/sidebar' } });
  expect(await refused(foreign)).toBe('platform.bad_input');
  await app.advance(2 * 3_600_000 + 1000, 60_000);
  expect(await refused(api('GET /api/staff/todos', { token }))).toBe('platform.sign_in_required');
  // Neither a shopper's nor an operator's word is one of staff.
  const shopper = await newShopper(shop);
  expect(await refused(api('GET /api/staff/todos', { token: shopper.token }))).toBe('platform.sign_in_required');
  expect(await refused(api('GET /api/staff/todos', { cookie }))).toBe('platform.sign_in_required');
});

it('shows a member of staff all of her own customer, and nothing of anybody else’s', async () => {
  const shopper = await newShopper(shop, '小满');
  const id = await befriend(shop, shopper, 'guide01');
  const token = await signIn('guide01');
  const profile = async () => api('GET /api/staff/customers/:id', { token, params: { id } });
  expect(await profile()).toMatchObject({ member: { stage: 'none', orders: 0, latest: [], points: 0 }, tags: [] });
  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  const placed = await order(shop, shopper, [{ skuId, quantity: 2 }]);
  await pay(shop, shopper, placed.id);
  await app.settle();
  const { member } = await profile();
  expect(member).toMatchObject({ stage: 'new', orders: 1, spent: placed.quote.payable });
  expect(member?.latest).toMatchObject([{ id: placed.id, quantity: 2, payable: placed.quote.payable }]);
  expect((await api('GET /api/staff/customers', { token })).items).toMatchObject([{ id, orders: 1, stage: 'new' }]);

  const other = await signIn('guide02');
  for (const route of ['GET /api/staff/customers/:id', 'GET /api/staff/customers/:id/likes'] as const)
    expect(await refused(api(route, { token: other, params: { id } }))).toBe('scrm.customer_not_hers');
  const written = api('POST /api/staff/customers/:id/notes', { token: other, params: { id }, body: { text: '你好' } });
  expect(await refused(written)).toBe('scrm.customer_not_hers');
  expect((await api('GET /api/staff/customers', { token: other })).items).toEqual([]);
  await call(`DELETE /shoppers/${shopper.wechatId}/contacts/guide01`);
  await app.settle();
  expect(await refused(profile())).toBe('scrm.customer_not_hers');
});

it('knows a customer who has never been in the shop by name, keeps notes of her, and says why the rest must wait', async () => {
  const way = await api('GET /api/admin/contact-ways', { cookie });
  const made = way.items.flatMap(({ staff }) => staff).find(({ userid, picture }) => userid === 'guide01' && picture);
  const key = await shop.keyOf(made?.picture);
  const { id: wechatId } = await shop.phone.create('路人');
  await call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid: 'guide01' });
  await app.settle();
  const id = String((await call(`GET /staff/guide01/customers/${wechatId}/external`)).userId);
  const token = await signIn('guide01');
  const params = { id };
  await api('POST /api/staff/customers/:id/notes', { token, params, body: { text: '先加着' } });
  expect(await api('GET /api/staff/customers/:id', { token, params })).toMatchObject({
    ...{ customer: { id }, member: null, tags: [], todos: [], notes: [{ text: '先加着' }] },
  });
  expect(await api('GET /api/staff/customers/:id/likes', { token, params })).toEqual({
    likes: [],
    why: null,
    signs: [],
  });
  const tagged = api('POST /api/staff/customers/:id/tags', { token, params, body: { name: '新客' } });
  expect(await refused(tagged)).toBe('scrm.customer_unknown');
  const body = { kind: 'product', of: 'prd_x' } as const;
  expect(await refused(api('POST /api/staff/customers/:id/sends', { token, params, body }))).toBe('taken');
});

it('tags a customer and takes the tag away; the corp’s tags follow, the last wish winning', async () => {
  const shopper = await newShopper(shop);
  const id = await befriend(shop, shopper, 'guide01');
  const token = await signIn('guide01');
  const corpTags = async () => {
    const { customers } = await call('GET /staff/guide01/customers');
    return Array.isArray(customers) ? customers.find((one) => one.externalUserid === id)?.tags : null;
  };
  const tag = async (name: string) =>
    api('POST /api/staff/customers/:id/tags', { token, params: { id }, body: { name } });
  const untag = async (name: string) =>
    api('DELETE /api/staff/customers/:id/tags/:name', { token, params: { id, name } });
  await tag('爱喝鲜奶');
  expect((await tag('有宝宝')).tags.map(({ name }) => name)).toEqual(expect.arrayContaining(['爱喝鲜奶', '有宝宝']));
  await app.settle();
  expect(await corpTags()).toEqual(expect.arrayContaining(['爱喝鲜奶', '有宝宝']));
  await sandbox('PUT /faults', { wecom: '45033' });
  expect((await untag('有宝宝')).tags.map(({ name }) => name)).toEqual(['爱喝鲜奶']);
  await tag('有宝宝');
  await untag('有宝宝');
  await app.settle();
  await sandbox('PUT /faults', { wecom: 'none' });
  await app.advance(2 * 60_000);
  expect(await corpTags()).toEqual(['爱喝鲜奶']);
  const { items } = await api('GET /api/admin/members/:id/timeline', { cookie, params: { id: shopper.memberId } });
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['member.tagged', 'member.untagged']));
});

it('keeps a note, reminds her of it on the day, and lets her put it off only with a reason, three times', async () => {
  const shopper = await newShopper(shop);
  const id = await befriend(shop, shopper, 'guide01');
  const token = await signIn('guide01');
  const body = { text: '下周来店里试吃', remindOn: addDays(today(), 1) };
  const { notes } = await api('POST /api/staff/customers/:id/notes', { token, params: { id }, body });
  expect(notes).toMatchObject([{ text: '下周来店里试吃', staff: '导购 01' }]);
  await app.settle();
  const { items } = await api('GET /api/admin/members/:id/timeline', { cookie, params: { id: shopper.memberId } });
  expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'customer.noted' })]));
  const { todos } = await api('GET /api/staff/customers/:id', { token, params: { id } });
  const todo = todos[0]?.id ?? '';
  expect(todos).toMatchObject([{ title: '下周来店里试吃', customer: { id }, postponed: 0 }]);
  // Colleagues at the console see whose it is.
  const open = (await api('GET /api/admin/todos', { cookie, query: { state: 'open' } })).items;
  expect(open.find((one) => one.id === todo)).toMatchObject({ assignee: { id: 'guide01', name: '导购 01' } });

  const putOff = async (days: number, reason: string) =>
    api('POST /api/staff/todos/:id/postponement', {
      token,
      params: { id: todo },
      body: { until: new Date(app.ctx.now().getTime() + days * DAY_MS).toISOString(), reason },
    });
  expect(await refused(putOff(1, ' '))).toBe('platform.bad_input');
  expect(await refused(putOff(-1, '没空'))).toBe('todos.not_later');
  for (const days of [1, 2, 3]) expect(await putOff(days, '她在出差')).toMatchObject({ postponed: days });
  expect(await refused(putOff(4, '她在出差'))).toBe('todos.put_off_enough');
  const other = await signIn('guide02');
  const done = async (token: string) =>
    api('POST /api/staff/todos/:id/completion', { token, params: { id: todo }, body: { note: '约好了' } });
  expect(await refused(done(other))).toBe('todos.not_found');
  expect(await done(token)).toMatchObject({ state: 'done' });
  expect(await refused(done(token))).toBe('todos.not_open');
  expect((await api('GET /api/staff/todos', { token })).items.map((one) => one.id)).not.toContain(todo);
});

it('sends a product that opens on her phone, and gives coupons that it may, no more of them a day than may be', async () => {
  const token = await signIn('guide01');
  const coupon = await createCoupon(app.ctx);
  const unlisted = await createCoupon(app.ctx);
  const settings = await api('GET /api/admin/settings/sidebar', { cookie });
  await api('PUT /api/admin/settings/sidebar', {
    cookie,
    body: { ...settings, coupons: [coupon.id], couponsPerDay: 3 },
  });
  const shoppers = await Promise.all([1, 2, 3, 4, 5].map(async () => newShopper(shop)));
  const ids: string[] = [];
  for (const shopper of shoppers) ids.push(await befriend(shop, shopper, 'guide01'));
  const [id = ''] = ids;
  const [shopper] = shoppers;
  if (!shopper) throw new Error('no shopper');

  const { id: productId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  const goods = await api('GET /api/staff/goods', { token, query: {} });
  const card = goods.items.find((one) => one.id === productId)?.send.card ?? null;
  expect(card).toMatchObject({ page: `catalog/pages/product.html?id=${productId}&from=staff` });
  expect(await send('guide01', shopper, card)).toBe('sendChatMessage:ok');
  expect(await send('guide01', shopper, { ...card, page: 'catalog/pages/product' })).toBe(
    'sendChatMessage:fail invalid page',
  );
  const body = { kind: 'product', of: productId } as const;
  await api('POST /api/staff/customers/:id/sends', { token, params: { id }, body });
  expect(await chatOf(shop, shopper)).toEqual(
    expect.arrayContaining([{ title: card?.title, page: `catalog/pages/product?id=${productId}&from=staff` }]),
  );
  await app.settle();
  const { items } = await api('GET /api/admin/members/:id/timeline', { cookie, params: { id: shopper.memberId } });
  expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'staff.sent' })]));

  const give = async (to: string, templateId = coupon.id) =>
    api('POST /api/staff/customers/:id/coupons', {
      token,
      params: { id: to },
      body: { templateId },
      key: randomUUID(),
    });
  expect(await refused(give(id, unlisted.id))).toBe('scrm.coupon_not_for_staff');
  // Five at once, of whom three get one; the same friend gets one however often it is tapped.
  const outcomes = await Promise.all([...ids, id, id].map(async (to) => refused(give(to))));
  expect(outcomes.filter((one) => one === 'scrm.coupons_of_today_given').length).toBeGreaterThanOrEqual(2);
  const wallets = await Promise.all(
    shoppers.map(async (one) => (await api('GET /api/shop/coupons', { token: one.token })).items.length),
  );
  expect(wallets.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(Math.max(...wallets)).toBe(1);
  expect(await api('GET /api/staff/coupons', { token })).toMatchObject({
    left: 0,
    items: [{ id: coupon.id, can: true }],
  });
  await app.advance(DAY_MS, 3_600_000);
  expect(await api('GET /api/staff/coupons', { token: await signIn('guide01') })).toMatchObject({ left: 3 });
});
