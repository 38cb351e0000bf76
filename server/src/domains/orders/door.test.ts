import { plainWords, words } from '@huoshui/contracts/words';
import { expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct, stockOf } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { holdOrder, releaseOrder } from './hold.ts';
import { cancelOrder, refundOrder } from './index.ts';
import { acceptPayment } from './payment/accept.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from './testing.ts';
import { orderWork } from './work.ts';

vi.setConfig({ testTimeout: 60_000 });

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const ports = { wechat: app.running.wechat, offerSources: testSources };
const inHours = (hours: number) => new Date(ctx.now().getTime() + hours * 3_600_000).toISOString();

async function placed(product: { skuId: string }, quantity = 1) {
  const buyer = await createBuyer(ctx);
  const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId: product.skuId, quantity }] });
  const id = String(body.id);
  const read = async () => (await app.call(`GET /api/admin/orders/${id}`, { cookie })).body;
  const pay = async () => acceptPayment(ctx, ports, toldPayment(ctx, body), 'notification');
  return { id, token: buyer.token, read, pay, payable: Number(body.payable) };
}

async function waitingToShip(): Promise<number> {
  const work = await orderWork(ctx);
  return work.find(({ kind }) => kind === 'orders.to_ship')?.count ?? 0;
}

it('calls an unpaid order off: stock goes back, a repeat is harmless, a paid one is refused', async () => {
  const product = await createProduct(ctx, { price: 10_000, stock: 5 });
  const order = await placed(product);
  await cancelOrder(ctx, ports, order.id, 'called_off');
  await cancelOrder(ctx, ports, order.id, 'called_off');
  expect((await order.read()).state).toBe('cancelled');
  expect(await stockOf(ctx, product.skuId)).toMatchObject({ reserved: 0 });
  const paid = await placed(product);
  await paid.pay();
  await expect(cancelOrder(ctx, ports, paid.id, 'called_off')).rejects.toMatchObject({
    code: 'orders.not_cancellable',
  });
});

it('keeps a held order in the house until everybody who holds it lets it go', async () => {
  const order = await placed(await createProduct(ctx, { price: 10_000 }));
  const others = await waitingToShip();
  const group = {
    by: 'group',
    who: words('拼团', 'Group-buy'),
    reason: words('等待成团', 'Waiting for the group'),
    until: new Date(inHours(24)),
  };
  await holdOrder(ctx, order.id, group);
  await holdOrder(ctx, order.id, group);
  const check = { by: 'check', who: words('客服', 'Support'), reason: words('人工审核', 'Being checked') };
  await holdOrder(ctx, order.id, check);
  await order.pay();
  const ship = async () => {
    const body = { company: '顺丰', waybill: 'SF1234567' };
    return app.call(`POST /api/admin/orders/${order.id}/shipment`, { cookie, body });
  };
  // Operator and shopper see who keeps it, why, and until when.
  const shown = [
    { who: group.who, reason: group.reason, until: group.until.toISOString(), team: null, since: expect.any(String) },
    { who: check.who, reason: check.reason, until: null, team: null, since: expect.any(String) },
  ];
  expect((await order.read()).holds).toEqual(shown);
  const own = await app.call(`GET /api/shop/orders/${order.id}`, { token: order.token });
  expect(own.body.holds).toEqual(shown);
  expect(await waitingToShip()).toBe(others);
  expect((await ship()).body.error).toMatchObject({ code: 'orders.held', message: '订单暂不能发货：等待成团' });
  await releaseOrder(ctx, order.id, 'group');
  expect((await ship()).body.error.code).toBe('orders.held');
  await releaseOrder(ctx, order.id, 'check');
  expect(await waitingToShip()).toBe(others + 1);
  expect((await ship()).status).toBe(200);
  expect((await order.read()).holds).toEqual([]);
  await expect(holdOrder(ctx, order.id, { ...check, by: 'late' })).rejects.toMatchObject({
    code: 'orders.not_holdable',
  });
});

it('refunds 第二件半价 piece by piece: the discounted one first, and together all that was paid', async () => {
  const product = await createProduct(ctx, { price: 10_000 });
  const scope = { kind: 'products', ids: [product.id], exceptProductIds: [] };
  const values = { name: '第二件半价', scope, nth: 2, percentOff: 50, counts: 'same', most: null };
  const promotion = { kind: 'nth_piece', values, startsAt: inHours(-1), endsAt: inHours(9) };
  await app.call('POST /api/admin/promotions', { cookie, body: promotion });
  const order = await placed(product, 2);
  expect(order.payable).toBe(15_000);
  await order.pay();
  const { lines, discounts } = await order.read();
  expect(discounts).toEqual([{ source: 'promotions', label: plainWords('第二件半价'), amount: 5_000 }]);
  const one = { lines: [{ lineId: lines[0].id, quantity: 1 }] };
  const amounts = [];
  for (const id of [await refundOrder(ctx, order.id, one, '少一件'), await refundOrder(ctx, order.id, one, '都不要')]) {
    const { refunds } = await order.read();
    amounts.push(refunds.find((refund: { id: string }) => refund.id === id).amount);
  }
  expect(amounts).toEqual([5_000, 10_000]);
  expect(await bookMismatches(ctx)).toEqual([]);
});
