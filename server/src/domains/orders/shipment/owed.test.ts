import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { payingShop, type TestPayer } from '../payment/testing.ts';
import { onSettlement } from './on-pushed.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const { app, operator, sandbox, faults, payer, place, pay, look, factsOf } = await payingShop();
const { ctx } = app;
const { cookie } = operator;
const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') });

vi.setConfig({ testTimeout: 90_000 });

async function paid(quantity = 3): Promise<{ id: string; buyer: TestPayer }> {
  const buyer = await payer();
  const { order } = await place(buyer, 10_000, quantity);
  await pay(buyer, order.id);
  return { id: order.id, buyer };
}
const admin = async (path: string, body?: object) =>
  app.call(path, { cookie, headers: key(), ...(body ? { body } : {}) });
const ship = async (id: string, body: object) => admin(`POST /api/admin/orders/${id}/shipment`, body);
const sendOwed = ship;
const acts = async (id: string) => (await admin(`GET /api/admin/orders/${id}`)).body.acts;
const notes = async (id: string): Promise<string[]> =>
  (await admin(`GET /api/admin/orders/${id}`)).body.timeline.map((one: { title: { zh: string } }) => one.title.zh);
const askRefund = async ({ id, buyer }: { id: string; buyer: TestPayer }, quantity: number): Promise<string> => {
  const body = { lines: [{ lineId: `${id}.0`, quantity }], reason: '不要了' };
  return (await app.call(`POST /api/shop/orders/${id}/refunds`, { token: buyer.token, headers: key(), body })).body.id;
};
const refuse = async (refund: string) =>
  admin(`POST /api/admin/refunds/${refund}/decision`, { approve: false, reply: '已备货' });

async function atWechat(id: string) {
  const { rows } = await sql<{ transactionId: string }>`
    select transaction_id from orders.placed where id = ${id}
  `.execute(ctx.db);
  return app.running.wechat.apps[0].shippingOrder({ transactionId: rows[0]?.transactionId ?? '' });
}

/** Shipped while a part of it is asked back, and that is refused: a unit is owed. */
async function owing(parcel: object = { company: '圆通', waybill: 'YT1001' }) {
  const order = await paid();
  const refund = await askRefund(order, 1);
  await ship(order.id, parcel);
  await app.advance(MINUTE);
  await refuse(refund);
  return order;
}

describe('a parcel that follows', () => {
  it('is told to WeChat beside the first, as one order sent in parts; she reads of it, and it was the one correction', async () => {
    const { id, buyer } = await owing();
    expect(await atWechat(id)).toMatchObject({ parcels: [{ trackingNo: 'YT1001' }] });
    expect((await sendOwed(id, { company: '中通', waybill: 'ZT2001' })).status).toBe(200);
    await app.advance(MINUTE);
    expect(await atWechat(id)).toMatchObject({
      state: 'shipped',
      finishedShipping: true,
      parcels: [
        { trackingNo: 'YT1001', expressCompany: 'YTO' },
        { trackingNo: 'ZT2001', expressCompany: 'ZTO' },
      ],
    });
    expect((await look(buyer, id)).parcels).toMatchObject([
      { no: 1, waybill: 'YT1001', lines: [{ lineId: `${id}.0`, quantity: 2 }] },
      { no: 2, way: 'express', company: '中通', waybill: 'ZT2001', lines: [{ lineId: `${id}.0`, quantity: 1 }] },
    ]);
    expect(await factsOf(id, 'order.rest_shipped')).toMatchObject([{ waybill: 'ZT2001' }]);
    await app.settle();
    expect(JSON.stringify((await app.call('GET /api/shop/inbox', { token: buyer.token })).body)).toContain('ZT2001');
    expect((await acts(id)).correctShipment).toBe(false);
    expect((await sendOwed(id, { company: '中通', waybill: 'ZT2002' })).body.error.code).toBe('orders.not_shippable');
  });

  it('that left before WeChat heard of the first is told with it at once, and the correction is still hers to use', async () => {
    await faults({ down: 'mini-program' });
    const { id } = await owing({ company: '圆通', waybill: 'YT1002' });
    await sendOwed(id, { company: '中通', waybill: 'ZT2003' });
    await faults({ down: 'none' });
    await app.advance(5 * MINUTE);
    expect((await atWechat(id)).parcels).toHaveLength(2);
    expect(await acts(id)).toMatchObject({ correctShipment: true, untold: null });
    await admin(`POST /api/admin/orders/${id}/shipment/correction`, { company: '圆通', waybill: 'YT1003' });
    await app.advance(MINUTE);
    expect((await atWechat(id)).parcels.map(({ trackingNo }) => trackingNo)).toEqual(['YT1003', 'ZT2003']);
  });

  it('is noted for the house where WeChat does not take it: another way of delivery, or the correction is used', async () => {
    const mixed = await owing();
    expect((await sendOwed(mixed.id, { way: 'same_city', company: '店员小李' })).status).toBe(200);
    const corrected = await owing({ company: '圆通', waybill: 'YT1004' });
    await admin(`POST /api/admin/orders/${corrected.id}/shipment/correction`, { company: '圆通', waybill: 'YT1005' });
    await app.advance(MINUTE);
    expect((await sendOwed(corrected.id, { company: '中通', waybill: 'ZT2004' })).status).toBe(200);
    await app.advance(MINUTE);
    for (const { id } of [mixed, corrected]) {
      expect(await notes(id)).toContain('后续包裹没有同步到微信');
      expect((await acts(id)).untold).toBeNull();
      expect((await admin(`GET /api/admin/orders/${id}`)).body).toMatchObject({ state: 'shipped', unsent: 0 });
      expect((await atWechat(id)).parcels).toHaveLength(1);
    }
    expect((await sendOwed((await owing()).id, { company: '没有这家', waybill: 'XX2005' })).body.error.code).toBe(
      'orders.unknown_carrier',
    );
  });

  it('leaves no work behind when she has confirmed at WeChat meanwhile', async () => {
    const { id, buyer } = await owing({ company: '圆通', waybill: 'YT1006' });
    const { confirm } = await look(buyer, id);
    await sandbox(`POST /shoppers/${buyer.shopperId}/receipt`, {
      transaction_id: confirm.transactionId,
      merchant_trade_no: confirm.merchantTradeNo,
      answer: 'confirm',
    });
    await vi.waitFor(async () => expect((await look(buyer, id)).state).toBe('received'), { timeout: 15_000 });
    expect((await sendOwed(id, { company: '中通', waybill: 'ZT2006' })).status).toBe(200);
    await app.advance(MINUTE);
    expect((await acts(id)).untold).toBeNull();
    expect(await notes(id)).toContain('发货信息未能同步到微信');
  });
});

describe('a receipt that WeChat tells while a refund of the order is open', () => {
  const tell = async (id: string, method: 1 | 2) => {
    const { rows } = await sql<{ transactionId: string }>`
      select transaction_id from orders.placed where id = ${id}
    `.execute(ctx.db);
    const body = {
      transaction_id: rows[0]?.transactionId,
      confirm_receive_method: method,
      confirm_receive_time: String(Math.floor(ctx.now().getTime() / 1000)),
    };
    await onSettlement(ctx, { app: 'wx', name: 'trade_manage_order_settlement', body });
  };
  const shippedAndAsked = async (state: 'requested' | 'processing' | 'failed') => {
    const order = await paid();
    await ship(order.id, { company: '圆通', waybill: 'YT3001' });
    const refund = await askRefund(order, 1);
    await sql`update orders.refund set state = ${state}, due_at = null where id = ${refund}`.execute(ctx.db);
    return { ...order, refund };
  };

  it.each(['requested', 'processing', 'failed'] as const)(
    'by itself, the refund %s: nothing follows from it until that is decided, then it counts at once',
    async (state) => {
      const { id, buyer, refund } = await shippedAndAsked(state);
      await tell(id, 1);
      await tell(id, 1);
      await app.advance(20 * DAY, DAY);
      expect((await look(buyer, id)).state).toBe('shipped');
      expect(await factsOf(id, 'order.received')).toEqual([]);
      expect((await notes(id)).filter((title) => title === '微信已自动确认收货')).toHaveLength(1);
      await sql`update orders.refund set state = 'requested' where id = ${refund}`.execute(ctx.db);
      await refuse(refund);
      await app.advance(MINUTE);
      expect((await look(buyer, id)).state).toBe('received');
      expect(await factsOf(id, 'order.received')).toMatchObject([{ automatic: true }]);
    },
  );

  it('by her own hand: she has it, and the refund goes on', async () => {
    const { id, buyer, refund } = await shippedAndAsked('requested');
    await tell(id, 2);
    expect((await look(buyer, id)).state).toBe('received');
    expect(await factsOf(id, 'order.received')).toMatchObject([{ automatic: false }]);
    await refuse(refund);
    await app.advance(20 * DAY, DAY);
    expect(await factsOf(id, 'order.received')).toHaveLength(1);
    const { rows } = await sql`
      select from orders.placed where id = ${id} and receive_at is null and receive_rest is null
    `.execute(ctx.db);
    expect(rows).toHaveLength(1);
  });
});

describe('the 48 hours within which WeChat is told, and the reminder to confirm', () => {
  const work = async () => {
    const { items } = (await admin('GET /api/admin/work')).body;
    return Object.fromEntries(items.map((one: { kind: string; count: number }) => [one.kind, one.count]));
  };
  const listed = async (deadline: string): Promise<string[]> =>
    (await admin(`GET /api/admin/orders?deadline=${deadline}`)).body.items.map((row: { id: string }) => row.id);

  it('rings before they end and when they are over, WeChat reminds too, and what it has heard of is in neither', async () => {
    const { id } = await paid(1);
    const paidAt = ctx.now().getTime();
    const { tellBy } = await acts(id);
    expect(Math.abs(Date.parse(tellBy) - paidAt - 48 * HOUR)).toBeLessThan(HOUR);
    expect(await listed('near')).not.toContain(id);
    await app.advance(37 * HOUR, 6 * HOUR);
    expect(await listed('near')).toContain(id);
    expect(await work()).toMatchObject({ 'orders.shipping_near': 1 });
    await app.advance(12 * HOUR, 6 * HOUR);
    expect([await listed('near'), await listed('passed')]).toEqual([[], [id]]);
    expect(await work()).toMatchObject({ 'orders.shipping_late': 1 });
    await vi.waitFor(async () => expect(await notes(id)).toContain('微信提醒：这笔订单还没有收到发货信息'), {
      timeout: 15_000,
    });
    await ship(id, { company: '圆通', waybill: 'YT4001' });
    await app.advance(MINUTE);
    expect(await listed('passed')).toEqual([]);
    expect((await acts(id)).tellBy).toBeNull();
  });

  it('WeChat asks her once to confirm an express parcel, after it left', async () => {
    const { id, buyer } = await paid(1);
    const remind = async (handedOverAt: Date) =>
      admin(`POST /api/admin/orders/${id}/receipt-reminder`, { handedOverAt: handedOverAt.toISOString() });
    expect((await remind(ctx.now())).body.error.code).toBe('orders.receipt_not_remindable');
    await ship(id, { company: '圆通', waybill: 'YT4002' });
    await app.advance(MINUTE);
    expect((await acts(id)).remindReceipt).toBe(true);
    expect((await remind(new Date(ctx.now().getTime() - DAY))).body.error.code).toBe('orders.handed_over_when');
    await app.advance(2 * DAY, DAY);
    expect((await remind(new Date(ctx.now().getTime() - HOUR))).status).toBe(200);
    expect(JSON.stringify(await sandbox(`GET /shoppers/${buyer.shopperId}/chats`))).toContain('确认收货提醒');
    expect((await acts(id)).remindReceipt).toBe(false);
    expect((await remind(ctx.now())).body.error.code).toBe('orders.receipt_not_remindable');
  });
});
