import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../catalog/testing.ts';
import { payingShop, type TestPayer } from '../payment/testing.ts';
import { finishRefund } from '../refund/finish.ts';
import { bookMismatches, placeTestOrder } from '../testing.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const { app, operator, sandbox, payer, pay, look, factsOf } = await payingShop();
const { ctx } = app;
const { cookie } = operator;
const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') });

vi.setConfig({ testTimeout: 180_000 });

/** A paid order of so many units of each of some products. */
async function paid(...quantities: number[]): Promise<{ id: string; number: string; buyer: TestPayer }> {
  const buyer = await payer();
  const lines = [];
  for (const quantity of quantities) {
    const { skuId } = await createProduct(ctx, { price: 3_000, stock: 100 });
    lines.push({ skuId, quantity });
  }
  const { body } = await placeTestOrder(app, buyer, { lines });
  await pay(buyer, body.id);
  return { id: body.id, number: body.number, buyer };
}
const admin = async (path: string, body?: object) =>
  app.call(path, { cookie, headers: key(), ...(body ? { body } : {}) });
let parcels = 0;
const express = () => {
  parcels += 1;
  return { company: '圆通', waybill: `YT${String(parcels).padStart(8, '0')}` };
};
const linesOf = (id: string, units: readonly number[]) =>
  units.flatMap((quantity, at) => (quantity > 0 ? [{ lineId: `${id}.${at}`, quantity }] : []));
const ship = async (id: string, body: object) => admin(`POST /api/admin/orders/${id}/shipment`, body);
const shipUnits = async (id: string, ...units: number[]) => ship(id, { ...express(), lines: linesOf(id, units) });
const ask = async ({ id, buyer }: { id: string; buyer: TestPayer }, units: readonly number[], more: object = {}) =>
  app.call(`POST /api/shop/orders/${id}/refunds`, {
    token: buyer.token,
    headers: key(),
    body: { lines: linesOf(id, units), reason: '不要了', ...more },
  });
const give = async (id: string, units: readonly number[], more: object = {}) =>
  admin(`POST /api/admin/orders/${id}/refunds`, { lines: linesOf(id, units), reason: '缺货', ...more });
const codeOf = (answer: { status: number; body: { error?: { code: string } } }) =>
  answer.body.error?.code ?? answer.status;

async function atWechat(id: string) {
  const { rows } = await sql<{ transactionId: string }>`
    select transaction_id from orders.placed where id = ${id}
  `.execute(ctx.db);
  return app.running.wechat.apps[0].shippingOrder({ transactionId: rows[0]?.transactionId ?? '' });
}

/** What no order may ever show: units sent that were not bought, or sent and kept for a refund, or parcels that do not add up. */
async function wrongUnits() {
  const { rows } = await sql`
    select l.order_id from orders.line l join orders.placed o on o.id = l.order_id left join lateral (
      select sum((w ->> 'quantity')::int)::int as units from orders.parcel p, jsonb_array_elements(p.lines) as w
      where p.order_id = l.order_id and (w ->> 'position')::int = l.position
    ) sent on true left join lateral (
      select sum((w ->> 'here')::int)::int as units from orders.refund r, jsonb_array_elements(r.lines) as w
      where r.order_id = l.order_id and (w ->> 'position')::int = l.position
        and r.state not in ('refused', 'withdrawn', 'lapsed', 'exchanged')
    ) kept on true
    where l.shipped_quantity <> coalesce(sent.units, 0) or l.kept_quantity <> coalesce(kept.units, 0)
      or l.shipped_quantity + l.kept_quantity > l.quantity
      or l.refunded_quantity + l.refunding_quantity - l.kept_quantity > l.shipped_quantity
    union all
    select o.id from orders.placed o where o.shipped_at is not null and (o.unsent <> (
        select sum(quantity - shipped_quantity - kept_quantity) from orders.line where order_id = o.id)
      or (o.state = 'partly_shipped') <> (o.unsent > 0 and o.state not in ('received', 'refunded')))
  `.execute(ctx.db);
  return rows;
}

describe('an order that leaves in several parcels', () => {
  it('is partly shipped until the last: she sees what is in each, WeChat hears of each, and of all with the last', async () => {
    const { id, buyer } = await paid(3, 2);
    expect((await shipUnits(id, 2, 0)).status).toBe(200);
    await app.advance(MINUTE);
    expect(await look(buyer, id)).toMatchObject({
      state: 'partly_shipped',
      unsent: 3,
      parcels: [{ no: 1, lines: [{ lineId: `${id}.0`, quantity: 2 }] }],
      lines: [
        { toSend: 1, withHer: 2 },
        { toSend: 2, withHer: 0 },
      ],
      confirm: null,
    });
    expect(await atWechat(id)).toMatchObject({ state: 'to_ship', finishedShipping: false, parcels: [{}] });
    const receipt = async () => app.call(`POST /api/shop/orders/${id}/receipt`, { token: buyer.token });
    expect(codeOf(await receipt())).toBe('orders.not_all_sent');
    expect((await shipUnits(id, 1, 1)).status).toBe(200);
    await app.advance(MINUTE);
    expect((await atWechat(id)).parcels).toHaveLength(2);
    // No lines: all that is left.
    expect((await ship(id, express())).status).toBe(200);
    await app.advance(MINUTE);
    expect(await look(buyer, id)).toMatchObject({
      state: 'shipped',
      unsent: 0,
      parcels: [{ no: 1 }, { no: 2 }, { no: 3 }],
    });
    expect(await atWechat(id)).toMatchObject({ state: 'shipped', finishedShipping: true, parcels: [{}, {}, {}] });
    expect(await factsOf(id, 'order.shipped')).toMatchObject([{ unsent: 3 }]);
    expect(await factsOf(id, 'order.rest_shipped')).toMatchObject([{ unsent: 1 }, { unsent: 0 }]);
    // The one correction was not needed for it.
    expect((await admin(`GET /api/admin/orders/${id}`)).body.acts.correctShipment).toBe(true);
    expect((await look(buyer, id)).confirm).not.toBeNull();
    expect((await receipt()).status).toBe(200);
    expect(await wrongUnits()).toEqual([]);
  });

  it('is found and counted by that word: lists, figures of hers, the bell, and the file by line', async () => {
    const { id, number, buyer } = await paid(2);
    await shipUnits(id, 1);
    const listed = async (query: string): Promise<object[]> =>
      (await admin(`GET /api/admin/orders?${query}`)).body.items;
    expect(await listed(`state=partly_shipped&q=${number}`)).toMatchObject([{ id, unsent: 1 }]);
    expect(await listed(`unsent=true&q=${number}`)).toMatchObject([{ id }]);
    const { parcels } = await look(buyer, id);
    expect(await listed(`q=${parcels[0].waybill}`)).toMatchObject([{ id }]);
    expect((await app.call('GET /api/shop/orders/counts', { token: buyer.token })).body).toMatchObject({
      paid: 0,
      shipped: 1,
    });
    const hers = (await app.call('GET /api/shop/orders?state=shipped', { token: buyer.token })).body.items;
    expect(hers).toMatchObject([{ id, state: 'partly_shipped' }]);
    const { items } = (await admin('GET /api/admin/work')).body;
    expect(items.find((one: { kind: string }) => one.kind === 'orders.unsent').count).toBeGreaterThan(0);
    const file = (await admin(`GET /api/admin/orders/export.csv?q=${number}`)).text;
    expect(file).toContain('部分发货');
    expect(file).toContain(parcels[0].waybill);
    expect((await admin('GET /api/admin/slips')).body.items).toContainEqual(expect.objectContaining({ id }));
  });

  it('takes a waybill once, no more than is left, and what it does not hold not at all', async () => {
    const { id } = await paid(2, 1);
    const parcel = express();
    expect((await ship(id, { ...parcel, lines: linesOf(id, [1]) })).status).toBe(200);
    expect(codeOf(await ship(id, { ...parcel, lines: linesOf(id, [1]) }))).toBe('orders.parcel_known');
    expect(codeOf(await ship(id, parcel))).toBe('orders.parcel_known');
    expect(codeOf(await shipUnits(id, 2))).toBe('orders.too_many_to_send');
    expect(codeOf(await ship(id, { ...express(), lines: [{ lineId: `${id}.9`, quantity: 1 }] }))).toBe(
      'orders.line_not_found',
    );
    expect(codeOf(await ship(id, { ...express(), lines: [...linesOf(id, [1]), ...linesOf(id, [1])] }))).toBe(
      'orders.line_repeated',
    );
    expect(codeOf(await ship(id, { ...express(), lines: [{ lineId: `${id}.0`, quantity: 0 }] }))).toBe(
      'orders.nothing_to_ship',
    );
    expect((await ship(id, express())).status).toBe(200);
    expect(codeOf(await ship(id, express()))).toBe('orders.not_shippable');
    expect(await wrongUnits()).toEqual([]);
  });

  it('fits into the fifteen parcels that WeChat takes of a payment: the last holds the rest', async () => {
    const { id } = await paid(16);
    for (let n = 0; n < 14; n += 1) expect((await shipUnits(id, 1)).status).toBe(200);
    expect(codeOf(await shipUnits(id, 1))).toBe('orders.too_many_parcels');
    expect((await ship(id, express())).status).toBe(200);
    await app.advance(MINUTE);
    const told = await atWechat(id);
    expect([told.finishedShipping, told.parcels.length]).toEqual([true, 15]);
  });

  it('is received by itself from its last parcel on', async () => {
    const { id, buyer } = await paid(2);
    await shipUnits(id, 1);
    await app.advance(12 * DAY, DAY);
    expect((await look(buyer, id)).state).toBe('partly_shipped');
    await ship(id, express());
    // WeChat's own days are as long as ours, or longer: those of an express parcel.
    await app.advance(5 * DAY, DAY);
    expect((await look(buyer, id)).state).toBe('shipped');
    await app.advance(6 * DAY, DAY);
    expect((await look(buyer, id)).state).toBe('received');
  });

  it('may be corrected parcel by parcel, as often as need be until all has left, then once', async () => {
    const { id } = await paid(2);
    await shipUnits(id, 1);
    await app.advance(MINUTE);
    const correct = async (parcel: number, waybill: string) =>
      admin(`POST /api/admin/orders/${id}/shipment/correction`, { company: '中通', waybill, parcel });
    expect((await correct(1, 'ZT11110001')).status).toBe(200);
    await app.advance(MINUTE);
    expect((await correct(1, 'ZT11110002')).status).toBe(200);
    await app.advance(MINUTE);
    expect(await atWechat(id)).toMatchObject({ finishedShipping: false, parcels: [{ trackingNo: 'ZT11110002' }] });
    await ship(id, { company: '中通', waybill: 'ZT11110003' });
    await app.advance(MINUTE);
    expect(codeOf(await correct(3, 'ZT11110004'))).toBe('orders.no_such_parcel');
    expect(codeOf(await correct(2, 'ZT11110002'))).toBe('orders.parcel_known');
    expect((await correct(2, 'ZT11110004')).status).toBe(200);
    await app.advance(MINUTE);
    expect((await atWechat(id)).parcels.map(({ trackingNo }) => trackingNo)).toEqual(['ZT11110002', 'ZT11110004']);
    expect(codeOf(await correct(2, 'ZT11110005'))).toBe('orders.shipment_corrected_before');
  });

  it('by our own people is told once, when all has left; beside an express parcel it is the express that is told', async () => {
    const own = { way: 'same_city', company: '店员小李' };
    const { id } = await paid(2);
    await ship(id, { ...own, lines: linesOf(id, [1]) });
    await app.advance(MINUTE);
    expect(await atWechat(id)).toMatchObject({ state: 'to_ship', logistics: null });
    await ship(id, own);
    await app.advance(MINUTE);
    expect(await atWechat(id)).toMatchObject({ state: 'shipped', logistics: 'same_city' });
    const mixed = await paid(2);
    await ship(mixed.id, { ...own, lines: linesOf(mixed.id, [1]) });
    await ship(mixed.id, express());
    await app.advance(MINUTE);
    expect(await atWechat(mixed.id)).toMatchObject({ state: 'shipped', logistics: 'express', parcels: [{}] });
  });
});

describe('refunds of an order that left in part', () => {
  it('of the rest: it never leaves, is on offer again, and WeChat hears that what left was all', async () => {
    const order = await paid(3);
    await shipUnits(order.id, 1);
    await app.advance(MINUTE);
    const asked = await ask(order, [2]);
    expect(await look(order.buyer, order.id)).toMatchObject({ state: 'shipped', unsent: 0 });
    expect(codeOf(await shipUnits(order.id, 1))).toBe('orders.not_shippable');
    await app.advance(MINUTE);
    // It may still be refused: WeChat takes the last word once.
    expect((await atWechat(order.id)).finishedShipping).toBe(false);
    await admin(`POST /api/admin/refunds/${asked.body.id}/decision`, { approve: true });
    await finishRefund(ctx, asked.body.id);
    await app.advance(MINUTE);
    expect(await atWechat(order.id)).toMatchObject({ finishedShipping: true, parcels: [{}] });
    const { rows } = await sql`
      select k.on_hand from catalog.stock k join orders.line l using (sku_id) where l.order_id = ${order.id}
    `.execute(ctx.db);
    expect(rows).toEqual([{ onHand: 99 }]);
    expect(await wrongUnits()).toEqual([]);
    expect(await bookMismatches(ctx)).toEqual([]);
    await app.advance(11 * DAY, DAY);
    expect((await look(order.buyer, order.id)).state).toBe('received');
  });

  it('refused: the rest is to be sent again, and WeChat has heard nothing that was not so', async () => {
    const order = await paid(3);
    await shipUnits(order.id, 1);
    const asked = await ask(order, [2]);
    // Told while nobody has decided yet: not that this is all.
    await app.advance(MINUTE);
    expect(await atWechat(order.id)).toMatchObject({ finishedShipping: false, parcels: [{}] });
    await admin(`POST /api/admin/refunds/${asked.body.id}/decision`, { approve: false, reply: '已备货' });
    expect(await look(order.buyer, order.id)).toMatchObject({ state: 'partly_shipped', unsent: 2 });
    await ship(order.id, express());
    await app.advance(MINUTE);
    expect(await atWechat(order.id)).toMatchObject({ finishedShipping: true, parcels: [{}, {}] });
    expect((await admin(`GET /api/admin/orders/${order.id}`)).body.acts.correctShipment).toBe(true);
  });

  it('of what she has: the rest follows all the same, and what comes back is only what left', async () => {
    const order = await paid(3);
    await shipUnits(order.id, 1);
    expect(codeOf(await ask(order, [2], { kind: 'return' }))).toBe('orders.not_sent_yet');
    expect(codeOf(await ask(order, [2], { sent: true }))).toBe('orders.not_sent_yet');
    const broken = await ask(order, [1], { sent: true });
    expect(broken.body.lines).toMatchObject([{ quantity: 1, away: 1 }]);
    await admin(`POST /api/admin/refunds/${broken.body.id}/decision`, { approve: true });
    await finishRefund(ctx, broken.body.id);
    expect(await look(order.buyer, order.id)).toMatchObject({ state: 'partly_shipped', unsent: 2 });
    await ship(order.id, express());
    expect(await look(order.buyer, order.id)).toMatchObject({ state: 'shipped', lines: [{ withHer: 2, toSend: 0 }] });
    expect(await wrongUnits()).toEqual([]);
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});

describe('two at once', () => {
  it('two operators and a refund: never more units sent than bought, never sent and given back unsent', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await paid(3, 1);
      const answers = await Promise.all([
        shipUnits(order.id, 2, 0),
        shipUnits(order.id, 2, 1),
        give(order.id, [2, 0]),
        ask(order, [1, 1]),
        ship(order.id, express()),
      ]);
      for (const { status } of answers) expect(status).toBeLessThan(500);
      expect(await wrongUnits()).toEqual([]);
    }
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('the same parcel twice leaves once', async () => {
    const { id, buyer } = await paid(4);
    const parcel = { ...express(), lines: linesOf(id, [1]) };
    const answers = await Promise.all([ship(id, parcel), ship(id, parcel), ship(id, parcel)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await look(buyer, id)).toMatchObject({ unsent: 3, parcels: [{ no: 1 }] });
  });
});

it('whatever is sent, asked back, refused and given in whatever order, units add up and money does too', async () => {
  const units = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }));
  const step = fc.oneof(
    fc.record({ do: fc.constant('ship' as const), units }),
    fc.record({ do: fc.constant('ask' as const), units, sent: fc.boolean() }),
    fc.record({ do: fc.constant('give' as const), units, sent: fc.boolean() }),
    fc.record({ do: fc.constant('refuse' as const) }),
    fc.record({ do: fc.constant('finish' as const) }),
    fc.record({ do: fc.constant('rest' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const order = await paid(3, 2);
      const asked: string[] = [];
      const given: string[] = [];
      for (const one of steps) {
        if (one.do === 'ship') await shipUnits(order.id, ...one.units);
        if (one.do === 'rest') await ship(order.id, express());
        if (one.do === 'ask') asked.push(...idOf(await ask(order, one.units, { sent: one.sent })));
        if (one.do === 'give') given.push(...idOf(await give(order.id, one.units, { sent: one.sent })));
        const open = asked.shift();
        if (one.do === 'refuse' && open)
          await admin(`POST /api/admin/refunds/${open}/decision`, { approve: false, reply: '已备货' });
        else if (one.do === 'finish' && open) {
          await admin(`POST /api/admin/refunds/${open}/decision`, { approve: true });
          await finishRefund(ctx, open);
        } else if (open) asked.unshift(open);
        const due = given.shift();
        if (due) await finishRefund(ctx, due);
        expect(await wrongUnits()).toEqual([]);
      }
    }),
    { numRuns: 12 },
  );
  expect(await bookMismatches(ctx)).toEqual([]);
});

function idOf(answer: { status: number; body: { id?: string } }): string[] {
  expect(answer.status).toBeLessThan(500);
  return answer.body.id === undefined ? [] : [answer.body.id];
}

it('the other piece of an exchange is a parcel of the order, and WeChat hears of it', async () => {
  const order = await paid(1);
  await ship(order.id, express());
  await app.advance(MINUTE);
  const asked = await ask(order, [1], { kind: 'exchange' });
  await admin(`POST /api/admin/refunds/${asked.body.id}/decision`, { approve: true, keepsGoods: true });
  const sent = await admin(`POST /api/admin/refunds/${asked.body.id}/replacement`, {
    company: '中通',
    waybill: 'ZT77770001',
  });
  expect(sent.status).toBe(200);
  await app.advance(MINUTE);
  expect((await look(order.buyer, order.id)).parcels).toMatchObject([
    { replacement: false },
    { replacement: true, waybill: 'ZT77770001' },
  ]);
  expect((await atWechat(order.id)).parcels).toMatchObject([{}, { trackingNo: 'ZT77770001' }]);
  expect(JSON.stringify(await sandbox(`GET /shoppers/${order.buyer.shopperId}/orders`))).toContain(order.number);
  expect(await wrongUnits()).toEqual([]);
});
