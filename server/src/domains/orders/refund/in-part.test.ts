import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct, stockOf } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { acceptPayment } from '../payment/accept.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from '../testing.ts';
import { finishRefund } from './finish.ts';

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };
const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') });

vi.setConfig({ testTimeout: 60_000 });

/** A paid order of three units at ¥50, all of which she asks back. */
async function asked(quantity = 3) {
  const { skuId } = await createProduct(ctx, { price: 5_000, stock: 10 });
  const buyer = await createBuyer(ctx);
  const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 3 }] });
  await acceptPayment(ctx, { wechat: app.running.wechat, offerSources: testSources }, toldPayment(ctx, body), 'query');
  const id = String(body.id);
  const ask = async (units: number) => {
    const lines = [{ lineId: `${id}.0`, quantity: units }];
    const asking = { token: buyer.token, headers: key(), body: { lines, reason: '坏了' } };
    return app.call(`POST /api/shop/orders/${id}/refunds`, asking);
  };
  const refund = String((await ask(quantity)).body.id);
  return {
    id,
    skuId,
    buyer,
    refund,
    ask,
    line: (units: number) => [{ lineId: `${id}.0`, quantity: units }],
    look: async () => (await app.call(`GET /api/shop/orders/${id}`, { token: buyer.token })).body,
  };
}
const decide = async (refund: string, body: object, by = cookie) =>
  app.call(`POST /api/admin/refunds/${refund}/decision`, { cookie: by, headers: key(), body });

it('fewer units are given back at what they were paid for, the others are hers to ask for again, and she reads why', async () => {
  const order = await asked();
  const before = (await order.look()).refunds[0].amount;
  const answer = await decide(order.refund, { approve: true, lines: order.line(1), reply: '两份是好的' });
  expect(answer.body).toMatchObject({ state: 'processing', amount: 5_000, asked: before });
  await finishRefund(ctx, order.refund);
  await app.settle();
  const seen = await order.look();
  expect(seen.refunds[0]).toMatchObject({ state: 'done', amount: 5_000, asked: before, reply: '两份是好的' });
  expect(seen.lines[0]).toMatchObject({ quantity: 3, refundedQuantity: 1 });
  expect(seen.refunded).toBe(5_000);
  expect(seen.timeline.map((event: { title: { zh: string } }) => event.title.zh)).toContain('商家同意退一部分');
  const inbox = await app.call('GET /api/shop/inbox', { token: order.buyer.token });
  expect(JSON.stringify(inbox.body.items)).toContain('两份是好的');
  expect((await order.ask(2)).status).toBe(200);
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('less money leaves her the goods, and in any portions the parts sum to what was paid', async () => {
  const order = await asked(2);
  expect((await decide(order.refund, { approve: true, amount: 1_999, reply: '碰伤一点' })).body).toMatchObject({
    amount: 1_999,
    asked: 10_000,
  });
  await finishRefund(ctx, order.refund);
  const seen = await order.look();
  expect(seen.lines[0].refundedQuantity).toBe(0);
  expect((await stockOf(ctx, order.skuId)).onHand).toBe(10 - 3);
  const rest = await order.ask(3);
  expect(rest.status).toBe(200);
  await decide(String(rest.body.id), { approve: true });
  await finishRefund(ctx, String(rest.body.id));
  const whole = await order.look();
  expect(whole).toMatchObject({ state: 'refunded', refunded: whole.paid ?? whole.payable });
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('units that stayed here while the rest left are to follow, but for those that are given back', async () => {
  const order = await asked(2);
  await app.call(`POST /api/admin/orders/${order.id}/shipment`, { cookie, body: parcel });
  await decide(order.refund, { approve: true, lines: order.line(1), reply: '一份补发' });
  await finishRefund(ctx, order.refund);
  const { state, unsent } = (await app.call(`GET /api/admin/orders/${order.id}`, { cookie })).body;
  expect([state, unsent]).toEqual(['partly_shipped', 1]);
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('is less than was asked for and more than nothing, and never without a reason', async () => {
  const order = await asked(2);
  const code = async (body: object) =>
    (await decide(order.refund, { approve: true, reply: '说明', ...body })).body.error?.code;
  expect(await code({ lines: order.line(2) })).toBe('orders.refund_not_less');
  expect(await code({ lines: order.line(0) })).toBe('orders.refund_not_less');
  expect(await code({ lines: order.line(3) })).toBe('orders.too_many_units');
  expect(await code({ lines: [{ lineId: 'other', quantity: 1 }] })).toBe('orders.line_not_found');
  expect(await code({ amount: 10_000 })).toBe('orders.refund_not_less');
  expect(await code({ amount: 10, reply: ' ' })).toBe('orders.refund_reply_needed');
  const seen = await order.look();
  expect(seen.refunds[0]).toMatchObject({ state: 'requested', amount: 10_000, asked: null });
  expect((await decide(order.refund, { approve: true })).body).toMatchObject({ state: 'processing', amount: 10_000 });
});

it('the file of orders adds up to their list: what was paid and given back stands once an order, whatever it has of lines', async () => {
  const goods = [await createProduct(ctx, { price: 3_000 }), await createProduct(ctx, { price: 2_000 })];
  const buyer = await createBuyer(ctx);
  const lines = goods.map(({ skuId }) => ({ skuId, quantity: 2 }));
  const { body } = await placeTestOrder(app, buyer, { lines });
  await acceptPayment(ctx, { wechat: app.running.wechat, offerSources: testSources }, toldPayment(ctx, body), 'query');
  const giving = { lines: [{ lineId: `${body.id}.1`, quantity: 1 }], reason: '少一件' };
  const given = await app.call(`POST /api/admin/orders/${body.id}/refunds`, { cookie, headers: key(), body: giving });
  await finishRefund(ctx, String(given.body.id));
  const list = (await app.call('GET /api/admin/orders?limit=200', { cookie })).body.items;
  const { text } = await app.call('GET /api/admin/orders/export.csv', { cookie });
  const [header = '', ...rows] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n');
  const sumOf = (word: string) => {
    const at = header.split(',').indexOf(`${word}(元)`);
    return rows.reduce((sum, row) => sum + Math.round(Number(row.split(',')[at]) * 100), 0);
  };
  const total = (of: 'payable' | 'refunded') =>
    list.reduce((sum: number, order: Record<'payable' | 'refunded', number>) => sum + order[of], 0);
  expect([sumOf('订单应付'), sumOf('订单已退')]).toEqual([total('payable'), total('refunded')]);
  expect(sumOf('小计已退')).toBe(total('refunded') - (await shippingGivenBack()));
  expect(total('refunded')).toBeGreaterThan(0);
});

/** The part of all refunds that was no goods. */
async function shippingGivenBack(): Promise<number> {
  const { rows } = await sql<{ fee: number }>`
    select coalesce(sum(shipping_amount), 0)::int as fee from orders.refund where state = 'done'
  `.execute(ctx.db);
  return rows[0]?.fee ?? 0;
}
