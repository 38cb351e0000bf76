import { expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createBuyer, placeTestOrder, type TestBuyer } from './testing.ts';

// "At most a hundred" holds whichever way something comes into a cart, and a full cart can be ordered.

const app = await testApp();
const { ctx } = app;

/** So many sizes of one product. */
async function sizes(count: number): Promise<readonly string[]> {
  const values = Array.from({ length: 20 }, (_, n) => `${n}`);
  const colours = ['红', '黄', '蓝', '绿', '紫'];
  const { skuIds } = await createProduct(ctx, {
    options: [
      { name: '码', values },
      { name: '色', values: colours },
    ],
    skus: values.flatMap((size) => colours.map((colour) => ({ values: [size, colour], price: 1_000, onHand: 50 }))),
  });
  return skuIds.slice(0, count);
}

async function fill(buyer: TestBuyer, skuIds: readonly string[]): Promise<void> {
  for (const skuId of skuIds)
    await app.call(`PUT /api/shop/cart/${skuId}`, { token: buyer.token, body: { quantity: 1 } });
}

const cartOf = async ({ token }: TestBuyer) => (await app.call('GET /api/shop/cart', { token })).body;

it('two carts that become one hold a hundred, hers first; apart again each has her own', async () => {
  const { cookie } = await signedIn(ctx);
  const [keep, join] = [await createBuyer(ctx), await createBuyer(ctx)];
  const [hers, others] = [await sizes(80), await sizes(80)];
  await fill(keep, hers);
  await fill(join, others);
  const body = { otherId: join.id, reason: '同一个人' };
  const merged = await app.call(`POST /api/admin/members/${keep.id}/merges`, { cookie, body });
  await app.settle();
  const { items, quote } = await cartOf(keep);
  expect(items).toHaveLength(100);
  const has = new Set(items.map(({ skuId }: { skuId: string }) => skuId));
  expect(hers.every((skuId) => has.has(skuId))).toBe(true);

  const lines = items.map(({ skuId, quantity }: { skuId: string; quantity: number }) => ({ skuId, quantity }));
  const order = await placeTestOrder(app, keep, { lines, fromCart: true, offers: [], expectedPayable: quote.payable });
  expect(order.status).toBe(200);
  await fill(keep, hers);
  await app.call(`POST /api/admin/member-merges/${merged.body.items[0].id}/reversal`, {
    cookie,
    body: { reason: '错' },
  });
  await app.settle();
  expect((await cartOf(keep)).items).toHaveLength(80);
  // Twenty of hers were ordered meanwhile; those that had found no room are hers again.
  expect((await cartOf(join)).items).toHaveLength(60);
});
