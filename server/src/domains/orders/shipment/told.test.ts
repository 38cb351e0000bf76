import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { payingShop, type TestPayer } from '../payment/testing.ts';

const MINUTE = 60_000;
const { app, operator, sandbox, faults, payer, place, pay, look, factsOf } = await payingShop();
const { ctx } = app;
const { cookie } = operator;

vi.setConfig({ testTimeout: 60_000 });

async function paid(): Promise<{ id: string; buyer: TestPayer }> {
  const buyer = await payer();
  const { order } = await place(buyer);
  await pay(buyer, order.id);
  return { id: order.id, buyer };
}
const ship = async (id: string, body: object) => app.call(`POST /api/admin/orders/${id}/shipment`, { cookie, body });
const correct = async (id: string, body: object) =>
  app.call(`POST /api/admin/orders/${id}/shipment/correction`, { cookie, body });

/** What WeChat knows of it: the kind of delivery, and whose parcel. */
async function atWechat(id: string) {
  const { rows } = await sql<{ transactionId: string }>`
    select transaction_id from orders.placed where id = ${id}
  `.execute(ctx.db);
  return app.running.wechat.apps[0].shippingOrder({ transactionId: rows[0]?.transactionId ?? '' });
}
const acts = async (id: string) => (await app.call(`GET /api/admin/orders/${id}`, { cookie })).body.acts;

describe('the shipment that WeChat is told', () => {
  it('is an express parcel with its waybill, whatever carrier of the list brings it', async () => {
    const listed = await app.call(`GET /api/admin/carriers?q=${encodeURIComponent('跨越')}`, { cookie });
    expect(listed.body.items).toEqual([{ code: 'KYSY', name: '跨越速运' }]);
    for (const [company, code] of [
      ['跨越速运', 'KYSY'],
      ['安能', 'ANE'],
      ['韵达快递', 'YD'],
    ]) {
      const { id } = await paid();
      expect((await ship(id, { company, waybill: 'KY4000123456' })).status).toBe(200);
      await app.advance(MINUTE);
      expect(await atWechat(id)).toMatchObject({
        state: 'shipped',
        logistics: 'express',
        parcels: [{ trackingNo: 'KY4000123456', expressCompany: code }],
      });
    }
  });

  it('is never another kind of delivery: a carrier that WeChat does not list is refused, our own delivery is said', async () => {
    const { id, buyer } = await paid();
    const refused = await ship(id, { company: '顺丰冷运', waybill: 'SF4000123456' });
    expect([refused.status, refused.body.error.code]).toEqual([409, 'orders.unknown_carrier']);
    expect(refused.body.error.message).toContain('顺丰速运');
    expect((await ship(id, { company: '同城配送', waybill: 'TC4000123456' })).body.error.code).toBe(
      'orders.unknown_carrier',
    );
    expect((await ship(id, { company: '顺丰速运' })).body.error.code).toBe('orders.waybill_missing');
    expect((await look(buyer, id)).state).toBe('paid');
    expect((await ship(id, { way: 'same_city', company: '店员小李' })).status).toBe(200);
    await app.advance(MINUTE);
    expect(await atWechat(id)).toMatchObject({ state: 'shipped', logistics: 'same_city' });
    expect((await look(buyer, id)).parcels).toMatchObject([{ way: 'same_city', company: '店员小李', waybill: null }]);
  });

  it('can be put right once: WeChat has the new waybill, and she is told', async () => {
    const { id, buyer } = await paid();
    await ship(id, { company: '圆通', waybill: 'YT111' });
    await app.advance(MINUTE);
    expect(await acts(id)).toMatchObject({ ship: false, correctShipment: true, untold: null });
    expect((await correct(id, { company: '圆通', waybill: 'YT222' })).status).toBe(200);
    await app.advance(2 * MINUTE);
    expect(await atWechat(id)).toMatchObject({ parcels: [{ trackingNo: 'YT222', expressCompany: 'YTO' }] });
    expect((await look(buyer, id)).parcels).toMatchObject([{ company: '圆通', waybill: 'YT222' }]);
    expect(await factsOf(id, 'order.shipment_corrected')).toMatchObject([{ waybill: 'YT222' }]);
    const inbox = await app.call('GET /api/shop/inbox', { token: buyer.token });
    expect(JSON.stringify(inbox.body)).toContain('YT222');
    expect(JSON.stringify(inbox.body)).not.toContain('你购买的商品');
    expect((await correct(id, { company: '圆通', waybill: 'YT333' })).body.error.code).toBe(
      'orders.shipment_corrected_before',
    );
    expect((await acts(id)).correctShipment).toBe(false);
  });

  it('counts only what WeChat has heard: corrected before the first upload came through, it is the first', async () => {
    const { id } = await paid();
    await faults({ down: 'mini-program' });
    await ship(id, { company: '中通', waybill: 'ZT111' });
    await app.advance(MINUTE);
    await correct(id, { company: '中通', waybill: 'ZT222' });
    await faults({ down: 'none' });
    await app.advance(5 * MINUTE);
    expect(await atWechat(id)).toMatchObject({ finishedShipping: true, parcels: [{ trackingNo: 'ZT222' }] });
  });

  it('waits while WeChat says "later", and is the operator’s to mend when it is refused for good', async () => {
    const { id } = await paid();
    await faults({ quota: '45009' });
    await ship(id, { company: '申通', waybill: 'ST111' });
    await app.advance(3 * MINUTE);
    expect((await acts(id)).untold).toBeNull();
    await faults({ quota: 'none' });
    await app.advance(10 * MINUTE);
    expect(await atWechat(id)).toMatchObject({ state: 'shipped' });

    // As it stood before carriers were looked up: a name that no list holds.
    const { id: other } = await paid();
    // WeChat is away until it stands so: it would hear of it at once.
    await faults({ down: 'mini-program' });
    await ship(other, { company: '圆通', waybill: 'YT777' });
    await sql`update orders.parcel set company = '不存在的物流', carrier = null where order_id = ${other}`.execute(
      ctx.db,
    );
    await faults({ down: 'none' });
    await app.advance(5 * MINUTE);
    expect((await acts(other)).untold).toContain('不存在的物流');
    expect(await atWechat(other)).toMatchObject({ state: 'to_ship' });
    const untold = await app.call('GET /api/admin/orders?untold=true', { cookie });
    expect(untold.body.items).toMatchObject([{ id: other }]);
    expect((await correct(other, { company: '圆通', waybill: 'YT778' })).status).toBe(200);
    await app.advance(MINUTE);
    expect(await atWechat(other)).toMatchObject({ state: 'shipped', parcels: [{ trackingNo: 'YT778' }] });
    expect((await app.call('GET /api/admin/orders?untold=true', { cookie })).body.items).toEqual([]);
  });

  it('is received as soon as she confirms in WeChat, and when WeChat’s days are over, whatever we thought', async () => {
    const { id, buyer } = await paid();
    await ship(id, { company: '圆通', waybill: 'YT900' });
    await app.advance(MINUTE);
    const { confirm } = await look(buyer, id);
    expect(confirm).toMatchObject({
      merchantId: ctx.config.wechat.merchant.mchid,
      merchantTradeNo: expect.any(String),
    });
    const sheet = { transaction_id: confirm.transactionId, merchant_trade_no: confirm.merchantTradeNo };
    const onSheet = async (answer: string) =>
      sandbox(`POST /shoppers/${buyer.shopperId}/receipt`, { ...sheet, answer });
    expect(await onSheet('cancel')).toMatchObject({ extraData: { status: 'cancel' } });
    expect((await look(buyer, id)).state).toBe('shipped');
    expect(await onSheet('confirm')).toMatchObject({ extraData: { status: 'success' } });
    await vi.waitFor(async () => expect((await look(buyer, id)).state).toBe('received'), { timeout: 15_000 });
    expect(await factsOf(id, 'order.received')).toMatchObject([{ automatic: false }]);
    expect(await atWechat(id)).toMatchObject({ state: 'confirmed' });
    expect((await look(buyer, id)).confirm).toBeNull();

    const later = await paid();
    await ship(later.id, { way: 'same_city', company: '店员小李' });
    // Ours waits longer than WeChat's two days of what our own people bring.
    await app.advance(2 * 24 * 60 * MINUTE + 5 * MINUTE);
    await vi.waitFor(async () => expect((await look(later.buyer, later.id)).state).toBe('received'), {
      timeout: 15_000,
    });
    expect(await factsOf(later.id, 'order.received')).toMatchObject([{ automatic: true }]);
  });

  it('is one receipt however often she taps, and no tap is told that it cannot be', async () => {
    const { id, buyer } = await paid();
    await ship(id, { way: 'same_city', company: '店员小李' });
    const taps = Array.from({ length: 8 }, async () =>
      app.call(`POST /api/shop/orders/${id}/receipt`, { token: buyer.token }),
    );
    expect(new Set((await Promise.all(taps)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(await factsOf(id, 'order.received')).toHaveLength(1);
  });

  it('believes of what is pushed only what WeChat signed', async () => {
    const { id, buyer } = await paid();
    await ship(id, { company: '圆通', waybill: 'YT901' });
    await app.advance(MINUTE);
    const { confirm } = await look(buyer, id);
    const [{ appid }] = ctx.config.wechat.apps;
    const event = {
      Event: 'trade_manage_order_settlement',
      transaction_id: confirm.transactionId,
      confirm_receive_time: Math.floor(ctx.now().getTime() / 1000),
    };
    const base = `http://127.0.0.1:${app.config.port}/wechat/push`;
    for (const path of [`${appid}`, `${appid}?signature=00&timestamp=1&nonce=2`, 'wxnobody']) {
      const answer = await fetch(`${base}/${path}`, { method: 'POST', body: JSON.stringify(event) });
      expect(answer.status).toBe(403);
    }
    expect((await look(buyer, id)).state).toBe('shipped');
  });

  it('opens our order page from WeChat’s own order list', async () => {
    const { id, buyer } = await paid();
    await ship(id, { company: '圆通', waybill: 'YT902' });
    await app.advance(MINUTE);
    const listed = JSON.stringify(await sandbox(`GET /shoppers/${buyer.shopperId}/orders`));
    const [, number = ''] = /orders\/pages\/order\?number=([^"]+)/.exec(listed) ?? [];
    const opened = await app.call(`GET /api/shop/orders/by-number/${number}`, { token: buyer.token });
    expect(opened.body).toMatchObject({ id });
  });
});
