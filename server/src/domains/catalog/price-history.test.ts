import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { createProduct } from './testing.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
});

const prices = async (id: string) => (await app.call(`GET /api/admin/products/${id}/prices`, { cookie })).body.items;
const told = async (id: string) =>
  (
    await sql<{ payload: { productId: string; changes: unknown[] } }>`
      select payload from platform.event where type = 'product.repriced' and payload ->> 'productId' = ${id} order by id
    `.execute(app.ctx.db)
  ).rows.map(({ payload }) => payload.changes);

describe('the prices of a SKU', () => {
  it('are kept from when on they counted: a row at a change, none at a save that changes nothing else', async () => {
    const { id, categoryId, skuId } = await createProduct(app.ctx, { name: '蓝莓', price: 2_000 });
    const save = async (price: number, memberPrice: number | null, subtitle = '') => {
      const skus = [{ id: skuId, values: [], price, memberPrice }];
      const body = { name: '蓝莓', subtitle, categoryId, images: ['/files/a.webp'], skus };
      expect((await app.call(`PUT /api/admin/products/${id}`, { cookie, body })).status).toBe(200);
    };
    await save(2_000, null, '新卖点');
    await save(1_800, null);
    await save(1_800, 1_600);
    await save(1_800, 1_600);
    const kept = (await prices(id)).map((row: { price: number; memberPrice: number | null }) => [
      row.price,
      row.memberPrice,
    ]);
    expect(kept).toEqual([
      [1_800, 1_600],
      [1_800, null],
      [2_000, null],
    ]);
    expect(await told(id)).toEqual([
      [{ skuId, price: 1_800, memberPrice: null, before: { price: 2_000, memberPrice: null } }],
      [{ skuId, price: 1_800, memberPrice: 1_600, before: { price: 1_800, memberPrice: null } }],
    ]);
  });

  it('stay true when two save at once: what is on sale is the last that was kept', async () => {
    const { id, categoryId, skuId } = await createProduct(app.ctx, { price: 1_000 });
    const body = (price: number) => ({
      name: '同时',
      categoryId,
      images: ['/files/a.webp'],
      skus: [{ id: skuId, values: [], price }],
    });
    await Promise.all(
      [1_100, 1_200, 1_300, 1_400].map(async (price) =>
        app.call(`PUT /api/admin/products/${id}`, { cookie, body: body(price) }),
      ),
    );
    const { body: product } = await app.call(`GET /api/admin/products/${id}`, { cookie });
    const kept = await prices(id);
    expect(kept[0].price).toBe(product.skus[0].price);
    expect(kept).toHaveLength(5);
  });

  it('cannot be changed without being kept, whoever does it', async () => {
    const { id, skuId } = await createProduct(app.ctx, { price: 1_000 });
    await expect(sql`update catalog.sku set price = 900 where id = ${skuId}`.execute(app.ctx.db)).rejects.toThrow(
      'without its history',
    );
    expect((await prices(id))[0].price).toBe(1_000);
  });

  it('are asked of a product that is there', async () => {
    expect((await app.call('GET /api/admin/products/prd_none/prices', { cookie })).status).toBe(404);
  });
});
