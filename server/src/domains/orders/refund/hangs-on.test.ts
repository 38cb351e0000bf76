import { randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { payingShop } from '../payment/testing.ts';

const MINUTE = 60_000;
const { app, operator, payer, place, pay, factsOf } = await payingShop();
const { cookie } = operator;

vi.setConfig({ testTimeout: 60_000 });

async function giveBack(orderId: string, wish: object = {}) {
  const headers = { 'idempotency-key': randomBytes(8).toString('hex') };
  const answer = await app.call(`POST /api/admin/orders/${orderId}/refunds`, {
    cookie,
    headers,
    body: { reason: '退', ...wish },
  });
  expect(answer.status).toBe(200);
  await app.advance(2 * MINUTE);
}

describe('her first order', () => {
  const isFirst = async (orderId: string) => (await factsOf(orderId, 'order.paid'))[0]?.first;

  it('is none once it was given back whole: the next that she pays is', async () => {
    const buyer = await payer();
    const [one, two, three] = [await place(buyer), await place(buyer), await place(buyer)];
    await pay(buyer, one.order.id);
    await giveBack(one.order.id);
    await pay(buyer, two.order.id);
    await pay(buyer, three.order.id);
    expect([await isFirst(one.order.id), await isFirst(two.order.id), await isFirst(three.order.id)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('given back in part, or with a later one that stands, nothing after it is called the first', async () => {
    const buyer = await payer();
    const [one, two, three] = [await place(buyer, 5_000, 2), await place(buyer), await place(buyer)];
    await pay(buyer, one.order.id);
    await giveBack(one.order.id, { lines: [{ lineId: `${one.order.id}.0`, quantity: 1 }] });
    await pay(buyer, two.order.id);
    await giveBack(one.order.id);
    await pay(buyer, three.order.id);
    expect([await isFirst(two.order.id), await isFirst(three.order.id)]).toEqual([false, false]);
  });
});
