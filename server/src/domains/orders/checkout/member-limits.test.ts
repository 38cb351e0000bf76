import { expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { acceptPayment } from '../payment/accept.ts';
import { placeOrder } from '../place.ts';
import { finishRefund } from '../refund/finish.ts';
import { giveRefund } from '../refund/request.ts';
import { createBuyer, placeTestOrder, type TestBuyer, testSources, toldPayment } from '../testing.ts';
import { createCheckout } from './checkout.ts';

const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;

vi.setConfig({ testTimeout: 60_000 });

const options = [{ name: '规格', values: ['大', '小'] }];
const skus = [
  { values: ['大'], price: 2_000, onHand: 50 },
  { values: ['小'], price: 1_000, onHand: 50 },
];

const codeOf = (answer: { status: number; body: { id: string; error?: { code: string } } }): string =>
  answer.status === 200 ? 'placed' : (answer.body.error?.code ?? '');
const buy = async (buyer: TestBuyer, skuId: string, quantity: number) =>
  placeTestOrder(app, buyer, { lines: [{ skuId, quantity }] });

it('two a person are two, whatever sizes they have, unpaid ones too; the next person has her own', async () => {
  const { skuIds } = await createProduct(ctx, { options, skus, limitPerMember: 2 });
  const [large = '', small = ''] = skuIds;
  const [buyer, other] = [await createBuyer(ctx), await createBuyer(ctx)];
  expect(codeOf(await buy(buyer, large, 1))).toBe('placed');
  expect(codeOf(await buy(buyer, small, 2))).toBe('orders.member_limit');
  expect(codeOf(await buy(buyer, small, 1))).toBe('placed');
  const third = await buy(buyer, large, 1);
  expect(codeOf(third)).toBe('orders.member_limit');
  expect(third.body.error.message).toContain('每人限购 2 件，你已买 2 件');
  expect(codeOf(await buy(other, large, 2))).toBe('placed');
});

it('what was cancelled or given back does not count, and the days of the window go by', async () => {
  const { skuId } = await createProduct(ctx, { limitPerMember: 2, limitDays: 7 });
  const buyer = await createBuyer(ctx);
  const first = await buy(buyer, skuId, 2);
  await app.call(`POST /api/shop/orders/${first.body.id}/cancellation`, { token: buyer.token });
  const second = await buy(buyer, skuId, 2);
  expect(codeOf(second)).toBe('placed');
  await acceptPayment(
    ctx,
    { wechat: app.running.wechat, offerSources: testSources },
    toldPayment(ctx, second.body),
    'query',
  );
  const one = { lines: [{ lineId: `${second.body.id}.0`, quantity: 1 }] };
  await finishRefund(ctx, await giveRefund(ctx, second.body.id, one, '少一件'));
  expect(codeOf(await buy(buyer, skuId, 2))).toBe('orders.member_limit');
  expect(codeOf(await buy(buyer, skuId, 1))).toBe('placed');
  await app.advance(8 * DAY, DAY);
  expect(codeOf(await buy(buyer, skuId, 2))).toBe('placed');
});

it('holds for orders at one moment, in several processes and of several sizes', async () => {
  const { skuIds } = await createProduct(ctx, { options, skus, limitPerMember: 3 });
  const prices = [2_800, 1_800];
  const buyer = await createBuyer(ctx);
  const asking = { memberId: buyer.id, personNo: buyer.personNo, app: app.config.wechat.apps[0].appid };
  const processes = Array.from({ length: 3 }, () => createCheckout(testSources));
  const placed = await Promise.allSettled(
    Array.from({ length: 24 }, async (_, at) => {
      const lines = [{ skuId: skuIds[at % 2] ?? '', quantity: 1 }];
      const body = { lines, addressId: buyer.addressId, expectedPayable: prices[at % 2] ?? 0 };
      return placeOrder(ctx, processes[at % 3] ?? createCheckout([]), asking, body, `limit-key-${at}`);
    }),
  );
  expect(placed.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
  const refusals = placed.flatMap((one) => (one.status === 'rejected' ? [String(Object(one.reason).code)] : []));
  expect(new Set(refusals)).toEqual(new Set(['orders.member_limit']));
});

it('the cart tells the limit and what is left of it, and takes no more; the sizes of a product share it', async () => {
  const { skuIds } = await createProduct(ctx, { options, skus, limitPerMember: 3, limitDays: 7 });
  const [large = '', small = ''] = skuIds;
  const buyer = await createBuyer(ctx);
  const put = async (skuId: string, quantity: number) =>
    app.call(`PUT /api/shop/cart/${skuId}`, { token: buyer.token, body: { quantity } });
  const cart = async () => {
    const { body } = await app.call('GET /api/shop/cart', { token: buyer.token });
    return body.items.map((item: { skuId: string; limit: unknown; state: string }) => item);
  };
  expect((await put(large, 2)).body.items[0]).toMatchObject({ limit: { most: 3, days: 7, left: 3 }, state: 'ok' });
  expect(codeOf(await put(small, 2))).toBe('orders.member_limit');
  expect((await put(small, 1)).status).toBe(200);
  expect(codeOf(await buy(buyer, large, 1))).toBe('placed');
  // Two and one stand in the cart, two more she may have: it says so before checkout refuses.
  for (const item of await cart()) expect(item).toMatchObject({ limit: { left: 2 }, state: 'over' });
  expect(codeOf(await put(large, 3))).toBe('orders.member_limit');
  expect((await put(large, 1)).body.items[0]).toMatchObject({ state: 'ok' });
  expect(codeOf(await buy(buyer, small, 2))).toBe('placed');
  for (const item of await cart()) expect(item).toMatchObject({ limit: { left: 0 }, state: 'limit_reached' });
  expect((await put(small, 0)).status).toBe(200);
  const free = await createProduct(ctx);
  await put(free.skuId, 1);
  expect(await cart()).toContainEqual(expect.objectContaining({ skuId: free.skuId, limit: null, state: 'ok' }));
});

it('is told before she orders, for what she buys at once past her cart', async () => {
  const { id: productId, skuIds } = await createProduct(ctx, { options, skus, limitPerMember: 3, limitDays: 7 });
  const [large = '', small = ''] = skuIds;
  const [buyer, other] = [await createBuyer(ctx), await createBuyer(ctx)];
  const limit = async (token: string) =>
    (await app.call(`GET /api/shop/products/${productId}/limit`, { token })).body.limit;
  expect(await limit(buyer.token)).toEqual({ most: 3, days: 7, left: 3 });
  await buy(buyer, large, 1);
  await buy(buyer, small, 1);
  expect(await limit(buyer.token)).toEqual({ most: 3, days: 7, left: 1 });
  expect(await limit(other.token)).toEqual({ most: 3, days: 7, left: 3 });
  await buy(buyer, large, 1);
  expect(await limit(buyer.token)).toMatchObject({ left: 0 });
  await app.advance(8 * DAY, DAY);
  expect(await limit(buyer.token)).toMatchObject({ left: 3 });
  const free = await createProduct(ctx);
  const { body } = await app.call(`GET /api/shop/products/${free.id}/limit`, { token: buyer.token });
  expect(body).toEqual({ limit: null });
});
