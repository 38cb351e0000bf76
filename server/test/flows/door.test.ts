import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { openShop } from './shop.ts';
import { newShopper } from './shopper.ts';

// What no store can hold is refused where it comes in, with a sentence; and whoever is away is said to be away.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { app } = shop;
const { cookie } = shop.owner;
const her = await newShopper(shop);
const { token } = her;
const address = {
  name: '张三',
  phone: '13800138000',
  province: '上海市',
  city: '上海市',
  district: '徐汇区',
  street: '漕溪北路 1 号',
};

it('says at which place a text cannot be stored, in address, path and body', async () => {
  for (const bad of ['a\0b', 'a\ud800b']) {
    const body = { ...address, street: bad };
    expect((await app.call('POST /api/shop/addresses', { token, body })).body.error).toMatchObject({
      code: 'platform.bad_text',
      details: { problems: [{ at: 'street' }] },
    });
  }
  for (const route of [
    'GET /api/admin/members?q=a%00b',
    'GET /api/admin/members/a%00b',
    'GET /api/shop/products?q=%00',
  ])
    expect((await app.call(route, { cookie, token })).status, route).toBe(400);
});

it('knows no day that is none, no year that cannot be kept, and no filter that it would have to drop', async () => {
  for (const day of ['2026-02-30', '2026-13-01', '0001-01-01', '9999-12-31'])
    for (const route of [
      `GET /api/admin/reports/overview?from=${day}&to=${day}`,
      `GET /api/admin/orders?from=${day}`,
      `GET /api/admin/orders/export.csv?to=${day}T00:00:00Z`,
    ])
      expect((await app.call(route, { cookie })).status, route).toBe(400);
  const asked = { body: { birthday: '1990-02-30' }, token };
  expect((await app.call('PUT /api/shop/me', asked)).status).toBe(400);
  expect((await app.call('GET /api/admin/orders?from=nonsense', { cookie })).status).toBe(400);
  expect((await app.call('GET /api/admin/orders?from=2026-11-01&to=2026-11-30', { cookie })).status).toBe(200);
  const leap = { sentAt: '2026-06-30T23:59:60Z', events: [{ id: 'x' }] };
  expect((await app.call('POST /collect', { token, body: leap })).status).toBe(400);
});

it('takes the sound events of a batch and names the one that holds what cannot be stored', async () => {
  const at = app.ctx.now().toISOString();
  const event = { name: 'page_view', ts: at, page: '/home', session: 's' };
  const events = [
    { ...event, id: '7b2c9a52-0000-4000-8000-000000000001' },
    { ...event, id: '7b2c9a52-0000-4000-8000-000000000002', page: 'a\0b' },
    { ...event, id: '7b2c9a52-0000-4000-8000-000000000003', props: { word: '\ud800' } },
  ];
  const { body } = await app.call('POST /collect', { token, body: { sentAt: at, events } });
  expect(body).toMatchObject({ accepted: 1, rejected: [{ index: 1 }, { index: 2 }] });
});

it('refuses an amount that no order can hold when it is asked for, not when it is placed', async () => {
  const dear = await createProduct(app.ctx, { price: 100_000_00, stock: 900 });
  const lines = [{ skuId: dear.skuId, quantity: 215 }];
  const quote = await app.call('POST /api/shop/quote', { token, body: { lines } });
  expect([quote.status, quote.body.error.code]).toEqual([409, 'orders.too_much']);
  const body = { lines, addressId: her.addressId, expectedPayable: 2_000_000_000 };
  expect((await app.call('POST /api/shop/orders', { token, body })).body.error.code).toBe('orders.too_much');
  const most = { lines: [{ skuId: dear.skuId, quantity: 199 }] };
  expect((await app.call('POST /api/shop/quote', { token, body: most })).status).toBe(200);
});

it('refuses a save that says it started from a count which no thing can have', async () => {
  const { body: category } = await app.call('POST /api/admin/categories', { cookie, body: { name: '水果', sort: 0 } });
  const save = async (revision: unknown) =>
    app.call(`PATCH /api/admin/categories/${category.id}`, { cookie, body: { sort: 1, revision } });
  for (const revision of [99_999_999_999, 2_147_483_648, 1e300, -5, 1.5])
    expect([revision, (await save(revision)).status]).toEqual([revision, 400]);
  expect((await save(category.revision)).status).toBe(200);
});

it('says in words of its own what it could not even read: an address, a kind of content, a JSON', async () => {
  const told = async (address: string, init: RequestInit = {}) => {
    const headers = { cookie, 'accept-language': 'en', ...init.headers };
    const answer = await fetch(`${app.running.address}${address}`, { ...init, headers });
    const { error }: { error: { code: string; message: string } } = JSON.parse(await answer.text());
    return [answer.status, error.code, error.message];
  };
  const post = (body: string, type: string) => ({ method: 'POST', body, headers: { 'content-type': type } });
  for (const address of ['/%ff', '/api/admin/orders/%ff', '/files/%00', '/files/..%2f..%2fetc'])
    expect([address, ...(await told(address))]).toEqual([
      address,
      400,
      'platform.bad_address',
      'This address cannot be read',
    ]);
  for (const body of ['{', '{"__proto__":{"a":1}}', ''])
    expect((await told('/api/admin/categories', post(body, 'application/json')))[1]).toBe('platform.bad_json');
  for (const type of ['application/xml', 'application/x-www-form-urlencoded'])
    expect((await told('/api/admin/categories', post('a=1', type))).slice(0, 2)).toEqual([415, 'platform.bad_type']);
});

it('says that an upload broke off', async () => {
  const whole = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\r\n';
  for (const route of ['/api/admin/files', '/api/admin/imports'])
    for (const body of [whole, '', '--y--', whole.slice(0, 20)]) {
      const answer = await fetch(`${app.running.address}${route}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'multipart/form-data; boundary=x' },
        body,
      });
      expect([route, body, answer.status]).toEqual([route, body, 400]);
    }
});

it('answers 503 with a time to come back while WeChat is away, not a fault of ours', async () => {
  await shop.sandbox('PUT /faults', { down: 'mini-program' });
  const code = await shop.phone.loginCode(her.wechatId);
  const answer = await app.call('POST /api/shop/session', { body: { code } });
  await shop.sandbox('PUT /faults', { down: 'none' });
  expect([answer.status, answer.body.error.code]).toEqual([503, 'platform.upstream_away']);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});
