import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createProduct, stockOf } from '../../catalog/testing.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from '../testing.ts';
import { acceptPayment } from './accept.ts';
import { payingShop } from './testing.ts';

const MINUTE = 60_000;
const shop = await payingShop();
const {
  app,
  operator,
  sandbox,
  faults,
  payer,
  place,
  openPay,
  paySheet,
  pay,
  cancel,
  look,
  stateOf,
  factsOf,
  refundsOf,
} = shop;
const { ctx } = app;
const ports = { wechat: app.running.wechat, offerSources: testSources };

vi.setConfig({ testTimeout: 60_000 });

describe('paying', () => {
  it('goes from the sheet over the notification to a paid order, with stock, fact and timeline', async () => {
    const buyer = await payer();
    const { order, skuId } = await place(buyer, 10_000, 2);
    expect(await pay(buyer, order.id)).toMatchObject({ errMsg: 'requestPayment:ok' });
    expect(await look(buyer, order.id)).toMatchObject({ state: 'paid', paid: 20_000, expiresAt: null });
    expect(await stockOf(ctx, skuId)).toEqual({ onHand: 8, reserved: 0, sold: 2, ledger: 8 });
    expect(await factsOf(order.id, 'order.paid')).toMatchObject([{ amount: 20_000, first: true, memberId: buyer.id }]);
    const { rows } = await sql<{
      toldBy: string;
    }>`select told_by from orders.payment where order_id = ${order.id}`.execute(ctx.db);
    expect(rows).toEqual([{ toldBy: 'notification' }]);
    const second = await place(buyer);
    await pay(buyer, second.order.id);
    expect(await factsOf(second.order.id, 'order.paid')).toMatchObject([{ first: false }]);
    expect((await openPay(buyer, order.id)).body.error.code).toBe('orders.already_paid');
  });

  it('takes a doubled notification and a probe signature as they are meant', async () => {
    await faults({ notify: 'doubled', signTest: true });
    const buyer = await payer();
    const { order, number } = await place(buyer);
    await pay(buyer, order.id);
    await faults({ notify: 'normal', signTest: false });
    expect(await stateOf(order.id)).toBe('paid');
    expect(await factsOf(order.id, 'order.paid')).toHaveLength(1);
    expect(await refundsOf(number)).toEqual([]);
    const log = await sandbox('GET /log?limit=50');
    expect(JSON.stringify(log)).not.toContain('SIGNTEST_ACCEPTED');
  });

  it('needs no notification: the order page asks, and so does the sweep', async () => {
    await faults({ notify: 'lost' });
    const buyer = await payer();
    const [seen, left] = [await place(buyer), await place(buyer)];
    await pay(buyer, seen.order.id);
    await pay(buyer, left.order.id);
    expect(await stateOf(seen.order.id)).toBe('unpaid');
    expect(await look(buyer, seen.order.id)).toMatchObject({ state: 'paid' });
    await app.advance(6_000);
    await faults({ notify: 'normal' });
    expect(await stateOf(left.order.id)).toBe('paid');
  });

  it('has one payment however often it is opened at once', async () => {
    const buyer = await payer();
    const { order, number } = await place(buyer);
    const opened = await Promise.all(Array.from({ length: 4 }, async () => openPay(buyer, order.id)));
    expect(opened.map((one) => one.status)).toEqual([200, 200, 200, 200]);
    const paid = await Promise.all(opened.map(async ({ body }) => paySheet(buyer.shopperId, body)));
    expect(paid.filter((one) => one.errMsg === 'requestPayment:ok')).toHaveLength(1);
    expect(await stateOf(order.id)).toBe('paid');
    expect(await refundsOf(number)).toEqual([]);
  });

  it('tells the shopper when WeChat Pay cannot be reached, and works again after', async () => {
    const buyer = await payer();
    const { order } = await place(buyer);
    await faults({ down: 'pay' });
    expect((await openPay(buyer, order.id)).body.error.code).toBe('orders.payment_unreachable');
    await faults({ down: 'none' });
    expect(await pay(buyer, order.id)).toMatchObject({ errMsg: 'requestPayment:ok' });
  });

  it('is not asked of an order that costs nothing', async () => {
    const buyer = await createBuyer(ctx);
    const set = await app.call('PUT /api/admin/settings/shop', {
      cookie: operator.cookie,
      body: {
        name: '店',
        notice: '',
        servicePhone: '',
        fee: 0,
        freeFrom: null,
        payMinutes: 30,
        receiveDays: 10,
        refundDays: 7,
        hotWords: [],
        answerDays: 3,
        sendBackDays: 7,
        inspectDays: 7,
        unanswered: 'remind',
        couponDays: 7,
      },
    });
    expect(set.status, JSON.stringify(set.body)).toBe(200);
    const { id, skuId } = await createProduct(ctx, { price: 1, stock: 5 });
    const now = ctx.now();
    const promotion = await app.call('POST /api/admin/promotions', {
      cookie: operator.cookie,
      body: {
        kind: 'amount_off',
        values: {
          name: '一分立减',
          tiers: [{ threshold: 1, off: 1 }],
          scope: { kind: 'products', ids: [id], exceptProductIds: [] },
        },
        startsAt: new Date(now.getTime() - MINUTE).toISOString(),
        endsAt: new Date(now.getTime() + 60 * MINUTE).toISOString(),
      },
    });
    expect(promotion.status).toBe(200);
    const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }] });
    expect(body.payable).toBe(0);
    expect(await stateOf(body.id)).toBe('paid');
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 4, reserved: 0, sold: 1 });
    expect(await factsOf(body.id, 'order.paid')).toHaveLength(1);
  });
});

describe('a notification that cannot be true', () => {
  it('changes nothing and is answered 401', async () => {
    const buyer = await payer();
    const { order } = await place(buyer);
    await openPay(buyer, order.id);
    const forged = await fetch(`${app.config.publicUrl}/pay/notify`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'wechatpay-serial': 'PUB_KEY_ID_0',
        'wechatpay-nonce': 'nonce',
        'wechatpay-timestamp': String(Math.floor(ctx.now().getTime() / 1000)),
        'wechatpay-signature': Buffer.from('forged').toString('base64'),
      },
      body: JSON.stringify({ id: 'x', event_type: 'TRANSACTION.SUCCESS', resource: {} }),
    });
    expect(forged.status).toBe(401);
    expect((await fetch(`${app.config.publicUrl}/pay/notify`, { method: 'POST', body: 'x' })).status).toBe(401);
    expect(await stateOf(order.id)).toBe('unpaid');
  });
});

describe('a payment that no order can use', () => {
  it('comes after the order was cancelled: it is given back, and an operator sees it', async () => {
    const buyer = await payer();
    const { order, number, payable, skuId } = await place(buyer);
    await cancel(buyer, order.id);
    const told = toldPayment(ctx, { number, payable });
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async () => acceptPayment(ctx, ports, told, 'notification')),
    );
    expect(outcomes.toSorted()).toEqual(['given_back', ...Array.from({ length: 7 }, () => 'known')]);
    expect(await stateOf(order.id)).toBe('cancelled');
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 10, reserved: 0 });
    expect(await refundsOf(number)).toMatchObject([
      { origin: 'unusable_payment', amount: payable, reason: 'order_cancelled' },
    ]);
    const listed = await app.call('GET /api/admin/refunds?origin=unusable_payment', { cookie: operator.cookie });
    expect(listed.body.items).toMatchObject([{ orderNumber: number, orderId: order.id }]);
  });

  it('is of the wrong sum: it is given back and the order is closed, for nobody can pay it any more', async () => {
    const { order, number, payable, skuId } = await place(await createBuyer(ctx));
    const told = toldPayment(ctx, { number, payable }, { total: payable - 1 });
    expect(await acceptPayment(ctx, ports, told, 'notification')).toBe('given_back');
    expect(await stateOf(order.id)).toBe('cancelled');
    expect(await stockOf(ctx, skuId)).toMatchObject({ reserved: 0 });
    expect(await refundsOf(number)).toMatchObject([{ amount: payable - 1, reason: 'wrong_amount' }]);
    expect(await factsOf(order.id, 'order.cancelled')).toMatchObject([{ reason: 'unusable_payment' }]);
  });

  it.each([{ currency: 'USD' }, { mchid: '1900000001' }, { appid: 'wxother' }])(
    'is not ours by %j',
    async (changes) => {
      const { number, payable } = await place(await createBuyer(ctx));
      expect(await acceptPayment(ctx, ports, toldPayment(ctx, { number, payable }, changes), 'query')).toBe(
        'given_back',
      );
    },
  );

  it('pays a second time: only the second is given back', async () => {
    const { order, number, payable } = await place(await createBuyer(ctx));
    const both = ['first', 'second'].map((id) =>
      toldPayment(ctx, { number, payable }, { transactionId: `${id}${number}` }),
    );
    const outcomes = await Promise.all(both.map(async (told) => acceptPayment(ctx, ports, told, 'notification')));
    expect(outcomes.toSorted()).toEqual(['given_back', 'paid']);
    expect(await stateOf(order.id)).toBe('paid');
    expect(await refundsOf(number)).toMatchObject([{ amount: payable, reason: 'paid_twice' }]);
  });

  it('is for an order nobody knows', async () => {
    const told = toldPayment(ctx, { number: '9999999999999999', payable: 500 });
    expect(await acceptPayment(ctx, ports, told, 'notification')).toBe('given_back');
    const listed = await app.call('GET /api/admin/refunds?q=9999999999999999', { cookie: operator.cookie });
    expect(listed.body.items).toMatchObject([{ orderNumber: '9999999999999999', memberName: '', amount: 500 }]);
  });
});

describe('cancelling', () => {
  it('closes the order at WeChat first, so that the sheet still open cannot pay it', async () => {
    const buyer = await payer();
    const { order, skuId } = await place(buyer);
    const { body } = await openPay(buyer, order.id);
    await app.advance(31 * MINUTE);
    expect(await stateOf(order.id)).toBe('cancelled');
    expect(await stockOf(ctx, skuId)).toMatchObject({ reserved: 0 });
    const late = await paySheet(buyer.shopperId, body);
    expect(late.errMsg).toMatch(/fail/);
  });

  it('finds out that it was paid after all, when the notification was lost', async () => {
    await faults({ notify: 'lost' });
    const buyer = await payer();
    const { order } = await place(buyer);
    await pay(buyer, order.id);
    const cancelled = await cancel(buyer, order.id);
    await faults({ notify: 'normal' });
    expect(cancelled.body.error.code).toBe('orders.already_paid');
    expect(await stateOf(order.id)).toBe('paid');
  });

  it('waits while WeChat cannot be asked', async () => {
    const buyer = await payer();
    const { order } = await place(buyer);
    await openPay(buyer, order.id);
    await faults({ down: 'pay' });
    expect((await cancel(buyer, order.id)).status).toBe(503);
    expect(await stateOf(order.id)).toBe('unpaid');
    await faults({ down: 'none' });
    expect((await cancel(buyer, order.id)).body.state).toBe('cancelled');
  });
});

it('leaves books that add up', async () => {
  await app.settle();
  expect(await bookMismatches(ctx)).toEqual([]);
});
