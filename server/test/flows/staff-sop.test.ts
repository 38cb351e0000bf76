import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { addDays, shanghaiDay } from '../../src/platform/calendar.ts';
import { openShop } from './shop.ts';
import { DAY_MS, newShopper, order, pay, type Shopper } from './shopper.ts';
import { befriend, chatOf, staffSignsIn } from './staff.ts';

vi.setConfig({ testTimeout: 300_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;

const signIn = async (userid: string) => staffSignsIn(shop, userid);
const refused = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'taken',
    (error: unknown) => String(Object(error).code),
  );
const script = (values: object) => ({
  body: { values: { title: '问候', folder: '宝妈', stages: null, text: '你好', product: null, ...values } },
  cookie,
});

/** As the JS-SDK does it with what is ready. */
async function send(userid: string, { wechatId }: Shopper, { text, card }: { text: string | null; card: unknown }) {
  const path = `POST /staff/${userid}/customers/${wechatId}/sends`;
  if (text !== null) await sandbox(path, { msgtype: 'text', text: { content: text } });
  const { appid, title, image, page } = Object(card);
  if (card !== null)
    await sandbox(path, { msgtype: 'miniprogram', miniprogram: { appid, title, imgUrl: image, page } });
}

async function buys(shopper: Shopper): Promise<number> {
  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  const placed = await order(shop, shopper, [{ skuId, quantity: 1 }]);
  await pay(shop, shopper, placed.id);
  await app.settle();
  return placed.quote.payable;
}

it('shows scripts in folders with her own words in them, those for her stage first, and counts what they brought', async () => {
  const product = await createProduct(app.ctx, { name: '鲜牛奶', price: 2_000, stock: 9 });
  const greeting = await api(
    'POST /api/admin/scripts',
    script({ title: '荐奶', text: '{昵称}，我是{导购}', product: product.id }),
  );
  const again = await api(
    'POST /api/admin/scripts',
    script({ title: '问回购', folder: '老客', stages: ['new'], text: '上次的{最近买的}吃完了吗' }),
  );
  expect(await refused(api('POST /api/admin/scripts', script({ text: '{电话}多少' })))).toBe('platform.bad_form');
  const shopper = await newShopper(shop, '小满');
  const customer = await befriend(shop, shopper, 'guide01');
  const token = await signIn('guide01');
  const shown = async (query: object = {}) =>
    (await api('GET /api/staff/scripts', { token, query: { customer, ...query } })).items;
  const { customer: known } = await api('GET /api/staff/customers/:id', { token, params: { id: customer } });
  expect(await shown({ folder: '宝妈' })).toMatchObject([
    { id: greeting.id, missing: null, send: { text: `${known.name}，我是导购 01`, card: { title: '鲜牛奶' } } },
  ]);
  expect((await shown({ q: '回购' }))[0]?.missing?.zh).toBe('还没有下过单');
  expect(await refused(api('GET /api/staff/scripts', { token: await signIn('guide02'), query: { customer } }))).toBe(
    'scrm.customer_not_hers',
  );

  const body = { kind: 'script', of: greeting.id } as const;
  for (let times = 0; times < 2; times += 1)
    await api('POST /api/staff/customers/:id/sends', { token, params: { id: customer }, body, key: randomUUID() });
  await app.settle();
  const payable = await buys(shopper);
  expect((await shown()).map(({ id, fits }) => [id, fits])).toEqual([
    [again.id, true],
    [greeting.id, false],
  ]);
  const { items } = await api('GET /api/admin/scripts', { cookie });
  expect(items.find(({ id }) => id === greeting.id)).toMatchObject({ sent: 2, people: 1, ordered: 1, gmv: payable });
  const day = shanghaiDay(app.ctx.now());
  const ranking = async () =>
    (
      await api('POST /api/admin/reports/:name', {
        cookie,
        params: { name: 'scrm.staff' },
        body: { values: { range: { from: day, to: shanghaiDay(app.ctx.now()) } } },
      })
    ).tables[0]?.rows;
  expect(await ranking()).toEqual([['导购 01', 1, payable, payable, 1, 1, 2, 1, 0, 0]]);
  // Later than the days that count, an order is nobody's.
  await app.advance(8 * DAY_MS, DAY_MS / 2);
  await buys(shopper);
  const later = await api('GET /api/admin/scripts', { cookie, query: { folder: '宝妈' } });
  expect(later.items).toMatchObject([{ ordered: 1, gmv: payable }]);
  expect((await ranking())?.map((row) => row.slice(0, 3))).toEqual([['导购 01', 1, payable]]);
  expect((await api('GET /api/admin/script-folders', { cookie })).items).toEqual([
    { name: '宝妈', scripts: 1 },
    { name: '老客', scripts: 1 },
  ]);
  await api('POST /api/admin/scripts/:id/archiving', { cookie, params: { id: again.id }, body: { archived: true } });
  const fresh = await api('GET /api/staff/scripts', { token: await signIn('guide01'), query: {} });
  expect(fresh).toMatchObject({ folders: ['宝妈'], items: [{ id: greeting.id }] });
});

it('takes a new friend up by cards of her own staff on days 0, 1, 3 and 7, with a coupon that she buys with; then it stops', async () => {
  const coupon = await createCoupon(app.ctx, { channel: 'grant' });
  const { id } = await api('POST /api/admin/playbooks/:key/journey', {
    cookie,
    params: { key: 'new_friend' },
    body: { values: { coupon: coupon.id, holdout: 0 } },
  });
  const shopper = await newShopper(shop, '谷雨');
  const customer = await befriend(shop, shopper, 'guide03');
  const cards = async () => (await api('GET /api/staff/todos', { token: await signIn('guide03') })).items;
  const titles: string[] = [];
  /** She sends what is ready and says that it is done. */
  const work = async (whose: string) => {
    const token = await signIn('guide03');
    for (const todo of await cards()) {
      titles.push(todo.title);
      expect(todo).toMatchObject({ customer: { id: whose }, ready: { send: { text: expect.anything() } } });
      if (todo.ready?.coupon) {
        const give = async () =>
          api('POST /api/staff/todos/:id/coupon', { token, params: { id: todo.id }, key: randomUUID() });
        const { given, send: what } = await give();
        expect([given, (await give()).given]).toEqual([true, false]);
        await send('guide03', shopper, what);
      } else if (todo.ready) await send('guide03', shopper, todo.ready.send);
      await api('POST /api/staff/todos/:id/completion', { token, params: { id: todo.id }, body: {} });
    }
  };
  for (let day = 0; day <= 7; day += 1) {
    await work(customer);
    await app.advance(DAY_MS, DAY_MS / 2);
  }
  await work(customer);
  expect(titles).toEqual(['打个招呼', '问问她需要什么', '推荐大家常买的', '送她一张首单券']);
  const said = await chatOf(shop, shopper);
  expect(said.map(({ title }) => String(title)).filter((title) => title.includes('导购 03'))).toHaveLength(1);
  expect(said.at(-1)).toMatchObject({ page: 'coupons/pages/wallet' });
  expect((await api('GET /api/shop/coupons', { token: shopper.token })).items).toHaveLength(1);
  await buys(shopper);
  const result = await api('GET /api/admin/journeys/:id', { cookie, params: { id } });
  expect(result.state).toBe('live');
  expect(await cards()).toEqual([]);

  // Who buys in between is not written to again; who has no friend of staff leaves.
  const quick = await newShopper(shop, '立夏');
  const other = await befriend(shop, quick, 'guide03');
  expect((await cards()).map(({ title }) => title)).toEqual(['打个招呼']);
  await work(other);
  await buys(quick);
  await app.advance(8 * DAY_MS, DAY_MS / 2);
  expect(await cards()).toEqual([]);
  await api('PUT /api/admin/journeys/:id/state', { cookie, params: { id }, body: { state: 'ended' } });
});

it('brings what staff did not do in time to the manager of their department, who does it herself', async () => {
  const settings = await api('GET /api/admin/settings/sidebar', { cookie });
  await api('PUT /api/admin/settings/sidebar', { cookie, body: { ...settings, managers: ['guide02', 'guide03'] } });
  const shopper = await newShopper(shop, '白露');
  const customer = await befriend(shop, shopper, 'guide01');
  const remindOn = addDays(shanghaiDay(app.ctx.now()), 1);
  await api('POST /api/staff/customers/:id/notes', {
    token: await signIn('guide01'),
    params: { id: customer },
    body: { text: '回访口味', remindOn },
  });
  const team = async (userid: string) =>
    (await api('GET /api/staff/todos', { token: await signIn(userid), query: { of: 'team' } })).items;
  await app.advance(1.5 * DAY_MS, DAY_MS / 4);
  expect(await team('guide02')).toEqual([]);
  await app.advance(DAY_MS, DAY_MS / 4);
  const [late] = await team('guide02');
  expect(late).toMatchObject({ title: '回访口味', staff: '导购 01', customer: null });
  // Of another department she is not, and whose it is has it still.
  expect(await team('guide03')).toEqual([]);
  const params = { id: late?.id ?? '' };
  expect(await refused(api('POST /api/staff/todos/:id/takeover', { token: await signIn('guide03'), params }))).toBe(
    'todos.not_found',
  );
  const token = await signIn('guide02');
  expect(await api('POST /api/staff/todos/:id/takeover', { token, params })).toMatchObject({ staff: null });
  expect(await team('guide02')).toEqual([]);
  expect((await api('GET /api/staff/todos', { token })).items).toMatchObject([{ title: '回访口味' }]);
  expect((await api('GET /api/staff/todos', { token: await signIn('guide01') })).items).toEqual([]);
});
