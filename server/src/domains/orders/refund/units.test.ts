import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct, stockOf } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { acceptPayment } from '../payment/accept.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from '../testing.ts';
import { finishRefund } from './finish.ts';

const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const ports = { wechat: app.running.wechat, offerSources: testSources };
const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };

vi.setConfig({ testTimeout: 60_000 });

/** A paid order of so many units of one product; ten were there. */
async function paid(quantity = 2) {
  const { skuId } = await createProduct(ctx, { price: 5_000, stock: 10 });
  const buyer = await createBuyer(ctx);
  const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity }] });
  await acceptPayment(ctx, ports, toldPayment(ctx, body), 'notification');
  const id = String(body.id);
  const line = (n: number) => [{ lineId: `${id}.0`, quantity: n }];
  return {
    id,
    skuId,
    line,
    ask: async (n: number) => {
      const asked = { token: buyer.token, headers: key(), body: { lines: line(n), reason: '不要了' } };
      return String((await app.call(`POST /api/shop/orders/${id}/refunds`, asked)).body.id);
    },
    withdraw: async (refund: string) => app.call(`POST /api/shop/refunds/${refund}/withdrawal`, { token: buyer.token }),
    receive: async () => app.call(`POST /api/shop/orders/${id}/receipt`, { token: buyer.token }),
    look: async () => (await app.call(`GET /api/shop/orders/${id}`, { token: buyer.token })).body,
    acts: async () => (await app.call(`GET /api/admin/orders/${id}`, { cookie })).body.acts,
  };
}

const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') });
const decide = async (refund: string, body: object) =>
  app.call(`POST /api/admin/refunds/${refund}/decision`, { cookie, headers: key(), body });
const ship = async (id: string) => app.call(`POST /api/admin/orders/${id}/shipment`, { cookie, body: parcel });
const give = async (id: string, body: object) =>
  app.call(`POST /api/admin/orders/${id}/refunds`, { cookie, headers: key(), body: { reason: '退', ...body } });
const waiting = async (kind: string) => {
  const { items } = (await app.call('GET /api/admin/work', { cookie })).body;
  return items.find((item: { kind: string }) => item.kind === kind)?.count ?? 0;
};

describe('units asked back before the order left', () => {
  it('stay here, so they are on offer again when the refund is agreed to after it', async () => {
    const order = await paid(2);
    const refund = await order.ask(1);
    expect((await ship(order.id)).status).toBe(200);
    await decide(refund, { approve: true });
    await finishRefund(ctx, refund);
    expect(await stockOf(ctx, order.skuId)).toEqual({ onHand: 9, reserved: 0, sold: 1, ledger: 9 });
    expect(await order.look()).toMatchObject({ state: 'shipped', unsent: 0 });
  });

  it.each(['refused', 'withdrawn'])('are to follow when it is %s after it: she and the shop are told', async (how) => {
    const before = await waiting('orders.unsent');
    const order = await paid(3);
    const refund = await order.ask(2);
    await ship(order.id);
    if (how === 'refused') await decide(refund, { approve: false, reply: '已经备货' });
    else await order.withdraw(refund);
    expect(await order.look()).toMatchObject({ state: 'partly_shipped', unsent: 2 });
    expect(await waiting('orders.unsent')).toBe(before + 1);
    expect((await order.look()).timeline.map((one: { kind: string }) => one.kind)).toContain('unsent');
    const listed = await app.call('GET /api/admin/orders?unsent=true', { cookie });
    expect(listed.body.items.map((row: { id: string }) => row.id)).toContain(order.id);
    // One of them goes back after all: it never left, so it is on offer again. The other is sent.
    const given = await give(order.id, { lines: order.line(1) });
    await finishRefund(ctx, given.body.id);
    expect(await stockOf(ctx, order.skuId)).toMatchObject({ onHand: 8, sold: 2 });
    expect(await order.look()).toMatchObject({ state: 'partly_shipped', unsent: 1 });
    const send = async () =>
      app.call(`POST /api/admin/orders/${order.id}/shipment`, { cookie, body: { ...parcel, waybill: 'SF22' } });
    expect((await send()).status).toBe(200);
    expect((await send()).body.error.code).toBe('orders.parcel_known');
    expect(await waiting('orders.unsent')).toBe(before);
  });
});

describe('goods that came back', () => {
  it('go on offer again when an operator says so, never more than were away, with a row in the ledger', async () => {
    const order = await paid(2);
    await ship(order.id);
    const given = await give(order.id, {});
    const back = async (quantity: number) =>
      app.call(`POST /api/admin/refunds/${given.body.id}/returned-goods`, {
        cookie,
        headers: key(),
        body: { lines: order.line(quantity) },
      });
    expect((await back(1)).body.error.code).toBe('orders.refund_not_done');
    await finishRefund(ctx, given.body.id);
    expect(await stockOf(ctx, order.skuId)).toMatchObject({ onHand: 8, sold: 2 });
    const twice = await Promise.all([back(2), back(2)]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await stockOf(ctx, order.skuId)).toEqual({ onHand: 10, reserved: 0, sold: 0, ledger: 10 });
    expect((await order.look()).refunds).toMatchObject([{ lines: [{ away: 0 }] }]);
  });
});

describe('an order of which a refund is open', () => {
  const facts = async (id: string) => {
    const { rows } = await sql`
      select from platform.event where type = 'order.received' and payload ->> 'orderId' = ${id}
    `.execute(ctx.db);
    return rows.length;
  };

  it('does not count as received by itself, and has the days that were left once it is decided', async () => {
    const order = await paid(2);
    await ship(order.id);
    await app.advance(9 * DAY, DAY);
    const refund = await order.ask(1);
    await app.advance(14 * DAY, DAY);
    expect((await order.look()).state).toBe('shipped');
    expect(await facts(order.id)).toBe(0);
    await decide(refund, { approve: false, reply: '签收后再说' });
    await app.advance(DAY / 2, DAY / 4);
    expect((await order.look()).state).toBe('shipped');
    await app.advance(DAY, DAY / 4);
    expect((await order.look()).state).toBe('received');
    expect(await facts(order.id)).toBe(1);
  });

  it('asked before it left or failed at WeChat: the same; she may say herself that it came', async () => {
    const [early, failed] = [await paid(2), await paid(2)];
    await early.ask(1);
    await ship(early.id);
    await ship(failed.id);
    const { body } = await give(failed.id, { lines: failed.line(1) });
    await sql`update orders.refund set state = 'failed', due_at = null where id = ${body.id}`.execute(ctx.db);
    await app.advance(15 * DAY, DAY);
    expect([(await early.look()).state, (await failed.look()).state]).toEqual(['shipped', 'shipped']);
    expect((await early.receive()).body.state).toBe('received');
    await finishRefund(ctx, body.id);
    await app.advance(11 * DAY, DAY);
    expect((await failed.look()).state).toBe('received');
  });
});

it('leaves books that add up', async () => {
  await app.settle();
  expect(await bookMismatches(ctx)).toEqual([]);
});
