import { expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createBuyer, placeTestOrder } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const app = await testApp();
const { ctx } = app;

it('what may be added for little is offered beside the cart, priced, placed and worth its price when it goes back', async () => {
  const { cookie } = await signedIn(ctx, 'owner');
  const shampoo = await createProduct(ctx, { name: '洗发水', price: 9_900 });
  const towel = await createProduct(ctx, { name: '毛巾', price: 2_900 });
  const gone = await createProduct(ctx, { name: '售罄的毛巾', price: 2_900, stock: 0 });
  const values = {
    name: '加价换毛巾',
    scope: { kind: 'products', ids: [shampoo.id], exceptProductIds: [] },
    threshold: 9_900,
    items: [towel, gone].map(({ skuId: sku }) => ({ sku, price: 990 })),
    most: 1,
  };
  const startsAt = ctx.now().toISOString();
  const endsAt = new Date(ctx.now().getTime() + 3_600_000).toISOString();
  const made = await app.call('POST /api/admin/promotions', {
    cookie,
    body: { kind: 'add_on', values, startsAt, endsAt },
  });
  expect(made.body.sentence.zh).toBe('洗发水，满 99 加 9.9 元换购，毛巾、售罄的毛巾，每种每单限 1 件');

  const buyer = await createBuyer(ctx);
  const { token } = buyer;
  const one = { skuId: shampoo.skuId, quantity: 1 };
  const offered = await app.call('POST /api/shop/add-ons', { token, body: { lines: [one] } });
  expect(offered.body.items).toMatchObject([{ skuId: towel.skuId, name: '毛巾', price: 990, otherwise: 2_900 }]);
  const page = await app.call(`GET /api/shop/products/${shampoo.id}/offers`, { token });
  expect(page.body.promotions[0].sentence.zh).toContain('毛巾');

  const alone = await app.call('POST /api/shop/add-ons', { token, body: { lines: [{ ...one, skuId: towel.skuId }] } });
  expect(alone.body.items).toEqual([]);

  const lines = [one, { skuId: towel.skuId, quantity: 2 }];
  const quoted = await app.call('POST /api/shop/quote', { token, body: { lines } });
  expect(quoted.body.lines[1]).toMatchObject({
    payable: 3_890,
    discounts: [{ label: { zh: '加价换毛巾' }, amount: 1_910 }],
  });
  const placed = await placeTestOrder(app, buyer, { lines });
  expect(placed.body.payable).toBe(quoted.body.payable);
  const order = await app.call(`GET /api/shop/orders/${placed.body.id}`, { token });
  expect(order.body.lines[1]).toMatchObject({ payable: 3_890, discounts: [{ amount: 1_910 }] });
});
