import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { acceptPayment } from './payment/accept.ts';
import { createBuyer, placeTestOrder, testSources, toldPayment } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'viewer');

const waiting = async (): Promise<Readonly<Record<string, number>>> => {
  const { body } = await app.call('GET /api/admin/work', { cookie });
  return Object.fromEntries(body.items.map((item: { kind: string; count: number }) => [item.kind, item.count]));
};

it('rings for what waits for a person: an order to ship, a refund asked for, a fact nobody could handle', async () => {
  expect(await waiting()).toEqual({});
  const { skuId } = await createProduct(ctx, { price: 5_000 });
  const buyer = await createBuyer(ctx);
  const { body: order } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 2 }] });
  expect(await waiting()).toEqual({});
  const ports = { wechat: app.running.wechat, offerSources: testSources };
  await acceptPayment(ctx, ports, toldPayment(ctx, order), 'notification');
  expect(await waiting()).toEqual({ 'orders.to_ship': 1 });
  await app.call(`POST /api/shop/orders/${order.id}/refunds`, {
    token: buyer.token,
    body: { lines: [{ lineId: `${order.id}.0`, quantity: 1 }], reason: '多拍了' },
  });
  await sql`
    insert into platform.parked_fact (listener, event_id, type, payload, occurred_at, error, parked_at)
    values ('journeys', 1, 'order.paid', '{}', ${ctx.now()}, 'broken', ${ctx.now()})
  `.execute(ctx.db);
  expect(await waiting()).toEqual({ 'orders.to_ship': 1, 'orders.refund_requested': 1, 'platform.parked': 1 });
});

it('rings for a payment of no use as soon as it is there, not only when it cannot be given back', async () => {
  const before = await waiting();
  const { skuId } = await createProduct(ctx, { price: 5_000 });
  const { body: order } = await placeTestOrder(app, await createBuyer(ctx), { lines: [{ skuId, quantity: 1 }] });
  const ports = { wechat: app.running.wechat, offerSources: testSources };
  await acceptPayment(ctx, ports, toldPayment(ctx, order), 'notification');
  await acceptPayment(ctx, ports, toldPayment(ctx, order, { transactionId: '42000000second' }), 'notification');
  expect(await waiting()).toEqual({
    ...before,
    'orders.to_ship': 2,
    'orders.payment_unusable': 1,
    'orders.money_different': 1,
  });
});

it('says in both languages what it is, and where it is done', async () => {
  const { items } = (await app.call('GET /api/admin/work', { cookie })).body;
  expect(items[0]).toMatchObject({ words: { zh: '待发货的订单', en: 'Orders to ship' }, to: '/orders?state=paid' });
  expect((await app.call('GET /api/admin/work')).status).toBe(401);
});
