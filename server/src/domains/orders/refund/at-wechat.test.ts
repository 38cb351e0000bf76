import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { stockOf } from '../../catalog/testing.ts';
import { payingShop } from '../payment/testing.ts';
import { bookMismatches } from '../testing.ts';

const MINUTE = 60_000;
const { app, operator, faults, payer, place, pay, look, factsOf, refundsOf } = await payingShop();
const { ctx } = app;

vi.setConfig({ testTimeout: 60_000 });

describe('shipping and refunds at WeChat', () => {
  it('tells WeChat the parcel, also when it does not know the payment yet, and receives by itself', async () => {
    const buyer = await payer();
    const { order } = await place(buyer);
    await pay(buyer, order.id);
    await faults({ shippingUnknownSeconds: 90 });
    const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };
    expect(
      (await app.call(`POST /api/admin/orders/${order.id}/shipment`, { cookie: operator.cookie, body: parcel })).status,
    ).toBe(200);
    expect(
      (await app.call(`POST /api/admin/orders/${order.id}/shipment`, { cookie: operator.cookie, body: parcel })).body
        .error.code,
    ).toBe('orders.parcel_known');
    await app.advance(5 * MINUTE);
    await faults({ shippingUnknownSeconds: 0 });
    const { rows } = await sql<{ uploadAt: Date | null; uploadFailure: string | null; transactionId: string }>`
      select upload_at, upload_failure, transaction_id from orders.placed where id = ${order.id}
    `.execute(ctx.db);
    expect(rows).toMatchObject([{ uploadAt: null, uploadFailure: null }]);
    const known = await app.running.wechat.apps[0].shippingOrder({ transactionId: rows[0]?.transactionId ?? '' });
    expect(known).toMatchObject({ state: 'shipped', parcels: [{ trackingNo: 'SF1234567890', expressCompany: 'SF' }] });
    await app.advance(10 * 24 * 60 * MINUTE);
    expect(await factsOf(order.id, 'order.received')).toMatchObject([{ automatic: true }]);
  });

  it('gives the money back through WeChat and the units of an order in the house to the shelf', async () => {
    const buyer = await payer();
    const { order, skuId } = await place(buyer, 3333, 3);
    await pay(buyer, order.id);
    const ask = { lines: [{ lineId: `${order.id}.0`, quantity: 1 }], reason: '少买一件' };
    const asked = await app.call(`POST /api/shop/orders/${order.id}/refunds`, { token: buyer.token, body: ask });
    expect(asked.body).toMatchObject({ state: 'requested', amount: 3333, origin: 'shopper' });
    const decided = await app.call(`POST /api/admin/refunds/${asked.body.id}/decision`, {
      cookie: operator.cookie,
      body: { approve: true },
    });
    expect(decided.body.state).toBe('processing');
    await app.advance(5 * MINUTE);
    expect(await look(buyer, order.id)).toMatchObject({ state: 'paid', refunded: 3333, refunds: [{ state: 'done' }] });
    expect(await stockOf(ctx, skuId)).toEqual({ onHand: 8, reserved: 0, sold: 2, ledger: 8 });
    const rest = await app.call(`POST /api/admin/orders/${order.id}/refunds`, {
      cookie: operator.cookie,
      body: { reason: '缺货' },
    });
    expect(rest.body.amount).toBe(6666);
    await app.advance(5 * MINUTE);
    expect(await look(buyer, order.id)).toMatchObject({ state: 'refunded', refunded: 9999 });
    expect(await factsOf(order.id, 'order.refunded')).toMatchObject([{ whole: false }, { whole: true, amount: 6666 }]);
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 10 });
  });

  it('shows a refund that WeChat refuses, and hands it over again under the same number', async () => {
    const buyer = await payer();
    const { order, number } = await place(buyer);
    await pay(buyer, order.id);
    await faults({ refundNotEnough: true });
    const given = await app.call(`POST /api/admin/orders/${order.id}/refunds`, {
      cookie: operator.cookie,
      body: { reason: '不满意' },
    });
    await app.advance(MINUTE);
    expect(await refundsOf(number)).toMatchObject([
      { state: 'failed', failure: { zh: '商户号可用余额不足，请充值后重试' } },
    ]);
    await faults({ refundNotEnough: false });
    const retried = await app.call(`POST /api/admin/refunds/${given.body.id}/retry`, { cookie: operator.cookie });
    expect(retried.body.state).toBe('processing');
    await app.advance(3 * MINUTE);
    expect(await refundsOf(number)).toMatchObject([{ state: 'done' }]);
    expect(
      (await app.call(`POST /api/admin/refunds/${given.body.id}/retry`, { cookie: operator.cookie })).body.error.code,
    ).toBe('orders.refund_not_failed');
  });

  it('leaves books that add up', async () => {
    await app.settle();
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});
