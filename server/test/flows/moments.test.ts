import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;

type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);

const ways = new Map<string, string>();
async function add(shopper: Shopper, userid: string, tags: readonly string[] = []): Promise<void> {
  const name = `${userid}${tags.join('')}`;
  if (!ways.has(name)) {
    const values = {
      ...{ name, staff: [{ who: userid, weight: 1 }], welcome: '你好', couponFor: 'everyone' },
      tags: [...tags],
    };
    ways.set(name, (await api('POST /api/admin/contact-ways', { cookie, body: { values } })).id);
    await app.settle();
  }
  const id = ways.get(name) ?? '';
  const { picture } = await api('POST /api/shop/contact-ways/:id/visits', { token: shopper.token, params: { id } });
  const key = await shop.keyOf(picture);
  await call(`POST /shoppers/${shopper.wechatId}/contact-ways/${key}`, { userid });
  await app.settle();
}

const values = (name: string, more: Json = {}) => ({
  ...{ name, staff: ['guide01', 'guide02'], tags: [], text: `${name}：今天到了草莓`, card: 'none' },
  ...{ waitDays: 1, within: 2 },
  ...more,
});
const made = async (name: string, more: Json = {}) =>
  api('POST /api/admin/moments', { cookie, body: { values: values(name, more) } });
const read = async (id: string) => api('GET /api/admin/moments/:id', { cookie, params: { id } });
async function start(id: string): Promise<void> {
  await api('POST /api/admin/moments/:id/start', { cookie, params: { id } });
  await app.settle();
  await app.advance(10_000);
}
const sendersOf = async (id: string) =>
  (await api('GET /api/admin/moments/:id/senders', { cookie, params: { id }, query: {} })).items;
const tasksOf = async (userid: string) => listOf((await call(`GET /staff/${userid}/moments`)).tasks);
const waitingAt = async (userid: string) =>
  (await tasksOf(userid)).filter(({ publishedAt, cancelledAt }) => !publishedAt && !cancelledAt);
async function publish(userid: string): Promise<void> {
  for (const { momentId } of await waitingAt(userid))
    await call(`POST /staff/${userid}/moments/${String(momentId)}/publication`, {});
}
const feedOf = async ({ wechatId }: Shopper) => listOf((await call(`GET /shoppers/${wechatId}/moments`)).moments);
const peopleOf = async (moment: string, who: string) => {
  const asked = encodeURIComponent(JSON.stringify({ moment, who, staff: null }));
  return (await app.call(`GET /api/admin/people/scrm.moment?values=${asked}`, { cookie })).body.total;
};
const A_LOOK = 6 * 60_000;
const A_DAY = 86_400_000;

const [anna, bert, cleo] = [await newShopper(shop), await newShopper(shop), await newShopper(shop)];
await add(anna, 'guide01', ['爱水果']);
await add(bert, 'guide01');
await add(cleo, 'guide02');
await app.advance(60_000);

it('says who would see it, shows it when staff publish it, and says who answered, who came by its link and what they bought', async () => {
  const milk = await createProduct(app.ctx, { name: '鲜牛奶', price: 4000 });
  const moment = await made('草莓', { card: 'product', product: milk.id, title: '今天到的草莓' });
  expect(moment).toMatchObject({ state: 'planned', planned: 3, staff: 2, published: 0, shown: 0 });
  expect((await sendersOf(moment.id)).map(({ userid, planned, state }) => [userid, planned, state])).toEqual([
    ['guide01', 2, 'planned'],
    ['guide02', 1, 'planned'],
  ]);
  expect(await waitingAt('guide01')).toEqual([]);
  await start(moment.id);
  expect(await read(moment.id)).toMatchObject({ state: 'running' });
  expect(await feedOf(anna)).toEqual([]);
  await publish('guide01');
  await app.advance(A_LOOK);
  expect(await read(moment.id)).toMatchObject({ published: 1, shown: 2 });
  const [seen] = await feedOf(anna);
  const path = `/shoppers/${anna.wechatId}/moments/${String(seen?.momentId)}/guide01`;
  await call(`PUT ${path}/like`, { liked: true });
  await call(`POST ${path}/comments`, { text: '还有吗' });
  await call(`POST ${path}/comments`, { text: '要两盒' });
  await app.advance(A_LOOK);
  expect(await read(moment.id)).toMatchObject({ likes: 1, comments: 2 });
  // The link leads into the mini program, by a link of WeChat that is made when it is first tapped.
  const { url } = Object(seen?.link);
  expect(url).toBe(`${app.ctx.config.publicUrl}/mo/${moment.id}`);
  const tapped = await fetch(`${app.running.address}/mo/${moment.id}`, { redirect: 'manual' });
  const again = await fetch(`${app.running.address}/mo/${moment.id}`, { redirect: 'manual' });
  expect(tapped.status).toBe(302);
  expect(again.headers.get('location')).toBe(tapped.headers.get('location'));
  const ticket = tapped.headers.get('location')?.split('/').at(-1) ?? '';
  expect((await call(`GET /links?ticket=${ticket}`)).path).toBe(`catalog/pages/product?id=${milk.id}&mo=${moment.id}`);
  for (const { token } of [anna, anna, bert])
    await api('POST /api/shop/moment-opens', { token, body: { id: moment.id } });
  await pay(shop, anna, (await order(shop, anna, [{ skuId: milk.skuId, quantity: 1 }])).id);
  await pay(shop, cleo, (await order(shop, cleo, [{ skuId: milk.skuId, quantity: 1 }])).id);
  await app.settle();
  const result = await api('GET /api/admin/moments/:id/result', { cookie, params: { id: moment.id } });
  expect(result).toMatchObject({ opened: 2, buyers: 1, orders: 1, days: 2 });
  expect(result.gmv).toBeGreaterThanOrEqual(4000);
  const who = ['shown', 'like', 'comment', 'opened', 'buyers'];
  expect(await Promise.all(who.map(async (one) => peopleOf(moment.id, one)))).toEqual([2, 1, 1, 2, 1]);
  await call(`PUT ${path}/like`, { liked: false });
  await app.advance(A_DAY + A_LOOK);
  expect(await read(moment.id)).toMatchObject({ state: 'running', likes: 0, comments: 2 });
  expect((await sendersOf(moment.id)).map(({ state }) => state)).toEqual(['published', 'unpublished']);
  expect(await waitingAt('guide02')).toEqual([]);
  await app.advance(2 * A_DAY + A_LOOK);
  expect(await read(moment.id)).toMatchObject({ state: 'ended', published: 1, trouble: null });
  const { body } = await app.call(`GET /api/admin/members/${anna.memberId}/timeline`, { cookie });
  expect(JSON.stringify(body)).toContain('评论了朋友圈');
});

it('is for customers with a tag of the corp, and refuses one that it does not have', async () => {
  const bad = await app.call('POST /api/admin/moments', {
    cookie,
    body: { values: values('没有', { tags: ['不存在'] }) },
  });
  expect([bad.status, bad.body.error.details.problems[0].at]).toEqual([400, 'tags']);
  const moment = await made('给爱水果的', { staff: [], tags: ['爱水果'] });
  expect(moment).toMatchObject({ planned: 1, staff: 1 });
  expect(moment.sentence.zh).toContain('有标签「爱水果」');
  await start(moment.id);
  await publish('guide01');
  await app.advance(A_LOOK);
  expect(await read(moment.id)).toMatchObject({ shown: 1 });
  expect((await feedOf(bert)).some(({ text }) => String(text).includes('给爱水果的'))).toBe(false);
});

it('is made once though its answer was lost, with a link or of words alone, however often it is tried', async () => {
  await sandbox('PUT /faults', { wecomLosesAnswers: true });
  const plain = await made('应答丢了');
  const linked = await made('应答也丢了', { card: 'home', title: '看看' });
  await start(plain.id);
  await start(linked.id);
  await app.advance(45_000);
  await sandbox('PUT /faults', { wecomLosesAnswers: false });
  await app.advance(30 * 60_000);
  const texts = async (userid: string) => (await waitingAt(userid)).map(({ text }) => text);
  const both = ['应答也丢了：今天到了草莓', '应答丢了：今天到了草莓'];
  expect([(await texts('guide01')).toSorted(), (await texts('guide02')).toSorted()]).toEqual([
    both.toSorted(),
    both.toSorted(),
  ]);
  expect([(await read(plain.id)).state, (await read(linked.id)).state]).toEqual(['running', 'running']);
  for (const { id } of [plain, linked]) await api('POST /api/admin/moments/:id/stop', { cookie, params: { id } });
  await app.advance(60_000);
  expect(await waitingAt('guide01')).toEqual([]);
  expect(await read(plain.id)).toMatchObject({ state: 'stopped' });
});

it('is asked for again when it was surely not made, and a worker that died before it asked asks', async () => {
  await sandbox('PUT /faults', { down: 'wecom' });
  const moment = await made('企微没有应答');
  await start(moment.id);
  expect((await read(moment.id)).trouble?.en).toContain('cannot be reached');
  await sandbox('PUT /faults', { down: 'none' });
  await app.advance(30 * 60_000);
  expect(await read(moment.id)).toMatchObject({ state: 'running', trouble: null });
  expect((await waitingAt('guide01')).length).toBe(1);
  // It had written down that it asks, and died: nothing was made.
  const died = await made('问之前就断了');
  await sql`
    update scrm.moment set state = 'creating', started_at = ${app.ctx.now()}, stop_at = ${new Date(app.ctx.now().getTime() + A_DAY)},
      follow_until = ${new Date(app.ctx.now().getTime() + 2 * A_DAY)}, asked_at = ${app.ctx.now()}, last_asked_at = ${app.ctx.now()}, due_at = ${app.ctx.now()}
    where id = ${died.id}
  `.execute(app.ctx.db);
  await app.advance(5 * 60_000);
  expect((await read(died.id)).state).toBe('creating');
  await app.advance(10 * 60_000);
  expect((await read(died.id)).state).toBe('running');
});

it('is held against the red lines, and starts for nobody’s eyes not at all', async () => {
  const red = await app.call('POST /api/admin/moments', {
    cookie,
    body: { values: values('过线的', { text: '转发到朋友圈集赞 30 个送草莓' }) },
  });
  expect([red.status, red.body.error.details.problems[0].at]).toEqual([400, 'text']);
  const nobody = await made('没有客户', { staff: ['guide03'] });
  expect(nobody).toMatchObject({ planned: 0, staff: 0 });
  const started = await app.call(`POST /api/admin/moments/${nobody.id}/start`, { cookie });
  expect([started.status, started.body.error.code]).toEqual([409, 'scrm.moment_for_nobody']);
  expect((await read(nobody.id)).state).toBe('planned');
});

it('shows the pictures of some products, in the order chosen, and refuses one that has none of ours', async () => {
  const [red, blue] = [
    { r: 200, g: 20, b: 20 },
    { r: 20, g: 20, b: 200 },
  ];
  const withPicture = async (name: string, background: typeof red) => {
    const { default: sharp } = await import('sharp');
    const picture = await sharp({ create: { width: 1600, height: 900, channels: 3, background } })
      .png()
      .toBuffer();
    const product = await createProduct(app.ctx, { name });
    await sql`update catalog.product set images = ${[await app.ctx.files.putImage(picture)]}::text[] where id = ${product.id}`.execute(
      app.ctx.db,
    );
    return product.id;
  };
  const goods = [await withPicture('红的', red), await withPicture('蓝的', blue)];
  const elsewhere = await createProduct(app.ctx, { name: '别处的图' });
  await sql`update catalog.product set images = '{https://elsewhere.example/a.jpg}' where id = ${elsewhere.id}`.execute(
    app.ctx.db,
  );
  await expect(made('少一张', { card: 'pictures', goods: [...goods, elsewhere.id] })).rejects.toThrow(/第 3 个商品/);
  const moment = await made('两张图', { card: 'pictures', goods });
  expect(moment.sentence.zh).toContain('带 2 张图');
  await start(moment.id);
  await publish('guide01');
  const seen = (await feedOf(anna)).find(({ text }) => text === '两张图：今天到了草莓');
  expect(seen).toMatchObject({ images: 2, link: null });
  expect(await read(moment.id)).toMatchObject({ state: 'running', trouble: null });
});
