import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createCategory } from './category.ts';
import { commitStock, lockStock, reserveStock, returnStock } from './stock.ts';
import { createProduct } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const MINUTE = 60_000;

async function sell(skuId: string, quantity: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await lockStock(ctx, [{ skuId }]);
    await reserveStock(ctx, [{ skuId, quantity }]);
    await commitStock(ctx, [{ skuId, quantity, reason: 'sold' }]);
  });
}

async function listed(categoryId: string, limit = 2): Promise<{ id: string; sold: number }[]> {
  const found: { id: string; sold: number }[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await app.call(`GET /api/shop/products?categoryId=${categoryId}&sort=sold&limit=${limit}${after}`);
    found.push(...body.items);
    cursor = body.nextCursor;
  }
  return found;
}

describe('products by what was sold of them', () => {
  it('come in the order of their units, sold and given back, a minute later; those of no sale too, each once', async () => {
    const { id: categoryId } = await createCategory(ctx, { name: '畅销' });
    const [slow, best, none, back] = await Promise.all(
      ['慢', '最好', '没有', '退回'].map(async (name) => createProduct(ctx, { name, categoryId, stock: 500 })),
    );
    if (!slow || !best || !none || !back) throw new Error('no goods');
    await Promise.all(Array.from({ length: 12 }, async () => sell(best.skuId, 2)));
    await sell(slow.skuId, 3);
    await sell(back.skuId, 40);
    await app.advance(2 * MINUTE);
    expect((await listed(categoryId)).map(({ id }) => id)).toEqual([back.id, best.id, slow.id, none.id]);
    await inTransaction(ctx, async (ctx) =>
      returnStock(ctx, [{ skuId: back.skuId, quantity: 39, reason: 'returned' }]),
    );
    await app.advance(2 * MINUTE);
    expect((await listed(categoryId)).map(({ id, sold }) => [id, sold])).toEqual([
      [best.id, 24],
      [slow.id, 3],
      [back.id, 1],
      [none.id, 0],
    ]);
  });

  it('count all SKUs of a product, those taken out of it as well', async () => {
    const { id: categoryId } = await createCategory(ctx, { name: '多规格' });
    const options = [{ name: '色', values: ['红', '蓝'] }];
    const skus = ['红', '蓝'].map((value) => ({ values: [value], price: 900, onHand: 50 }));
    const two = await createProduct(ctx, { categoryId, options, skus });
    const one = await createProduct(ctx, { categoryId, stock: 50 });
    for (const skuId of two.skuIds) await sell(skuId, 4);
    await sell(one.skuId, 6);
    await app.advance(2 * MINUTE);
    expect((await listed(categoryId)).map(({ sold }) => sold)).toEqual([8, 6]);
  });
});
