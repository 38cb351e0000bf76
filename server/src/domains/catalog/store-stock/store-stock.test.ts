import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';
import { createStore } from '../../stores/testing.ts';
import { createProduct, storeStockOf } from '../testing.ts';

const app = await testApp();
const { ctx } = app;
const [hers, other] = [
  await createStore(ctx, { name: '徐汇店', ownStock: true }),
  await createStore(ctx, { name: '静安店', ownStock: true }),
];
const owner = await signedIn(ctx);
const clerk = await signedIn(ctx, 'operator', '店员', [hers.id]);

const post = async (route: string, body: object, cookie = owner.cookie) =>
  app.call(`POST /api/admin/${route}`, { cookie, headers: { 'idempotency-key': randomUUID() }, body });
const list = async (query = '', cookie = owner.cookie) =>
  (await app.call(`GET /api/admin/store-stock${query}`, { cookie })).body;
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => body.error?.code ?? status;
const named = ({ items }: { items: { storeName: string; productName: string; available: number }[] }) =>
  items.map(({ storeName, productName, available }) => `${storeName} ${productName} ${available}`);

const [apple, pear] = [
  await createProduct(ctx, { name: '苹果', stock: 50 }),
  await createProduct(ctx, { name: '雪梨', stock: 50 }),
];
const move = async (to: string, skuId: string, quantity: number) =>
  post('stock-transfers', { way: 'to_store', to, lines: [{ sku: skuId, quantity }], reason: '补货' });
await move(hers.id, apple.skuId, 20);
await move(hers.id, pear.skuId, 3);
await move(other.id, apple.skuId, 5);

it('is listed by store, the scarcest first, found by product and by how much is left, page by page', async () => {
  const all = await list();
  expect([named(all), all.total]).toEqual([['徐汇店 雪梨 3', '静安店 苹果 5', '徐汇店 苹果 20'], 3]);
  expect(named(await list(`?storeId=${hers.id}`))).toEqual(['徐汇店 雪梨 3', '徐汇店 苹果 20']);
  expect(named(await list('?state=low'))).toEqual(['徐汇店 雪梨 3', '静安店 苹果 5']);
  expect(named(await list(`?q=${encodeURIComponent('苹果')}`))).toEqual(['静安店 苹果 5', '徐汇店 苹果 20']);
  const first = await list('?limit=2');
  expect(named(await list(`?limit=2&cursor=${first.nextCursor}`))).toEqual(['徐汇店 苹果 20']);
});

it('of her stores alone is seen and corrected by an account of some stores, and nothing of the shop is moved by it', async () => {
  const seen = await list('', clerk.cookie);
  expect([named(seen), seen.total]).toEqual([['徐汇店 雪梨 3', '徐汇店 苹果 20'], 2]);
  expect(await list(`?storeId=${other.id}`, clerk.cookie)).toMatchObject({ items: [], total: 0 });
  const correct = async (storeId: string, cookie: string) =>
    post('store-stock', { storeId, skuId: apple.skuId, change: -1, reason: '报损' }, cookie);
  expect((await correct(hers.id, clerk.cookie)).body).toEqual({ onHand: 19, reserved: 0 });
  expect(codeOf(await correct(other.id, clerk.cookie))).toBe('catalog.store_not_found');
  const moved = { way: 'to_store', to: hers.id, lines: [{ sku: apple.skuId, quantity: 1 }], reason: '补货' };
  expect(codeOf(await post('stock-transfers', moved, clerk.cookie))).toBe('platform.forbidden');
  expect(await storeStockOf(ctx, other.id, apple.skuId)).toMatchObject({ onHand: 5 });
  expect(await storeStockOf(ctx, hers.id, apple.skuId)).toEqual({ onHand: 19, reserved: 0, ledger: 19 });
});

it('never falls below nothing; a store, a SKU that are not there have none', async () => {
  const correct = async (storeId: string, skuId: string, change: number) =>
    post('store-stock', { storeId, skuId, change, reason: '盘点' });
  expect(codeOf(await correct(other.id, apple.skuId, -6))).toBe('catalog.stock_below_reserved');
  expect((await correct(other.id, pear.skuId, 2)).body).toEqual({ onHand: 2, reserved: 0 });
  expect(codeOf(await correct('sto_nowhere', apple.skuId, 1))).toBe('catalog.store_not_found');
  expect(codeOf(await correct(other.id, 'sku_nowhere', 1))).toBe('catalog.sku_not_found');
});

it('is said in the log of what operators did', async () => {
  const { body } = await app.call('GET /api/admin/audit?limit=50', { cookie: owner.cookie });
  const said = body.items.map(({ summary }: { summary: { zh: string } }) => summary.zh);
  expect(said).toContain('调拨 20 件：补货');
  expect(said).toContain('调整库存 -1：报损');
});
