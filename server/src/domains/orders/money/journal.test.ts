import { createCipheriv, createPrivateKey, createSign, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { stockOf } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { payingShop, type TestPayer } from '../payment/testing.ts';
import { bookMismatches } from '../testing.ts';

const MINUTE = 60_000;
const shop = await payingShop();
const { app, operator, sandbox, faults, payer, place, pay, openPay, look, cancel, stateOf, factsOf, refundsOf } = shop;
const { ctx } = app;
const { cookie } = operator;

vi.setConfig({ testTimeout: 60_000 });

const onPlatform = async (number: string, amount: number, notify = false) =>
  sandbox(`POST /payments/${number}/refunds`, { amount, notify });

async function journalOf(orderId: string) {
  const { rows } = await sql<{ kind: string; amount: number }>`
    select kind, amount from orders.money where order_id = ${orderId} order by id
  `.execute(ctx.db);
  return rows;
}

async function differences() {
  const { rows } = await sql<{ kind: string; number: string }>`
    select kind, number from orders.difference where settled_at is null order by found_at, id
  `.execute(ctx.db);
  return rows;
}

async function paidUnheard(buyer: TestPayer, price = 10_000, quantity = 1) {
  await faults({ notify: 'lost' });
  const placed = await place(buyer, price, quantity);
  await pay(buyer, placed.order.id);
  return placed;
}

describe('money that somebody gave back on the merchant platform', () => {
  it.each(['the page asks', 'its time runs out', 'she cancels'])(
    'before we heard of the payment: the order is paid and waits for the sum, when %s',
    async (how) => {
      const buyer = await payer();
      const { order, number, skuId } = await paidUnheard(buyer);
      await onPlatform(number, 3_000);
      if (how === 'the page asks') await look(buyer, order.id);
      if (how === 'she cancels') expect((await cancel(buyer, order.id)).body.error.code).toBe('orders.already_paid');
      if (how === 'its time runs out') {
        await sql`update orders.placed set ask_at = null where id = ${order.id}`.execute(ctx.db);
        await app.advance(31 * MINUTE);
      }
      await faults({ notify: 'normal' });
      expect(await stateOf(order.id)).toBe('paid');
      expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 9, reserved: 0, sold: 1 });
      expect((await look(buyer, order.id)).holds).toMatchObject([{ who: { zh: '微信支付' } }]);
      expect(await differences()).toContainEqual({ kind: 'payment_part_returned', number });
    },
  );

  it('and told us: the order is paid less that part, whatever units are left can go back, never more than was paid', async () => {
    const buyer = await payer();
    const { order, number } = await place(buyer, 10_000, 2);
    await pay(buyer, order.id);
    await onPlatform(number, 3_000, true);
    await app.advance(5_000);
    expect(await look(buyer, order.id)).toMatchObject({
      state: 'paid',
      paid: 20_000,
      refunded: 3_000,
      refunds: [{ origin: 'wechat', state: 'done', amount: 3_000 }],
    });
    expect(await factsOf(order.id, 'order.refunded')).toMatchObject([{ amount: 3_000, whole: false }]);
    expect(await journalOf(order.id)).toEqual([
      { kind: 'payment', amount: 20_000 },
      { kind: 'refund', amount: 3_000 },
    ]);
    const one = await giveBack(order.id, { lines: [{ lineId: `${order.id}.0`, quantity: 1 }] });
    expect(one.body.amount).toBe(10_000);
    await app.advance(2 * MINUTE);
    const rest = await giveBack(order.id, {});
    expect(rest.body.amount).toBe(7_000);
    await app.advance(2 * MINUTE);
    expect(await look(buyer, order.id)).toMatchObject({ state: 'refunded', refunded: 20_000 });
  });

  it('all of it: the order is over, its units are on offer again, and what was asked for ends', async () => {
    const buyer = await payer();
    const { order, number, skuId } = await place(buyer, 10_000, 1);
    await pay(buyer, order.id);
    await app.call(`POST /api/shop/orders/${order.id}/refunds`, { token: buyer.token, body: { reason: '不要了' } });
    await onPlatform(number, 10_000, true);
    await app.advance(5_000);
    const seen = await look(buyer, order.id);
    expect(seen).toMatchObject({ state: 'refunded', refunded: 10_000 });
    expect(seen.refunds.map((one: { state: string }) => one.state).toSorted()).toEqual(['done', 'withdrawn']);
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 10, reserved: 0, sold: 0 });
  });

  it('of a payment that nobody told us: the payment is found first', async () => {
    const buyer = await payer();
    const { order, number } = await paidUnheard(buyer);
    await faults({ notify: 'normal' });
    await onPlatform(number, 4_000, true);
    await app.advance(3_000);
    expect(await look(buyer, order.id)).toMatchObject({ state: 'paid', paid: 10_000, refunded: 4_000, holds: [] });
  });

  it('of a payment that no order can use: only the rest goes back', async () => {
    const buyer = await payer();
    const { order, number } = await paidUnheard(buyer);
    // Cancelled here without asking WeChat, as after a loss of our own.
    await sql`
      update orders.placed set prepay_at = null, ask_at = null, cancel_at = ${ctx.now()} where id = ${order.id}
    `.execute(ctx.db);
    await app.settle();
    expect(await stateOf(order.id)).toBe('cancelled');
    await faults({ notify: 'normal' });
    await onPlatform(number, 4_000, true);
    await app.advance(10 * MINUTE);
    expect((await refundsOf(number)).map(({ state, amount }) => ({ state, amount }))).toEqual([
      { state: 'done', amount: 6_000 },
      { state: 'done', amount: 4_000 },
    ]);
    expect(await journalOf(order.id)).toEqual([]);
  });
});

async function giveBack(orderId: string, wish: object) {
  return app.call(`POST /api/admin/orders/${orderId}/refunds`, {
    cookie,
    headers: { 'idempotency-key': randomBytes(8).toString('hex') },
    body: { reason: '退', ...wish },
  });
}

describe('a refund that WeChat closes', () => {
  it('is handed over again under a new number, and the money arrives', async () => {
    const buyer = await payer();
    const { order, number, skuId } = await place(buyer);
    await pay(buyer, order.id);
    await faults({ refundResult: 'CLOSED' });
    const given = await giveBack(order.id, {});
    await app.advance(3 * MINUTE);
    expect(await refundsOf(number)).toMatchObject([{ state: 'failed', failure: { zh: '微信支付已关闭这笔退款' } }]);
    await faults({ refundResult: 'SUCCESS' });
    await app.call(`POST /api/admin/refunds/${given.body.id}/retry`, { cookie });
    await app.advance(3 * MINUTE);
    expect(await look(buyer, order.id)).toMatchObject({ state: 'refunded', refunded: 10_000 });
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 10, sold: 0 });
    const closed = await app.running.wechat.pay.queryRefund(given.body.id);
    const taken = await app.running.wechat.pay.queryRefund(`${given.body.id}-2`);
    expect([closed?.state, taken?.state]).toEqual(['CLOSED', 'SUCCESS']);
  });

  it('or that must go another way is closed with a note: given back in the books, its units free', async () => {
    const buyer = await payer();
    const { order, skuId } = await place(buyer);
    await pay(buyer, order.id);
    await faults({ refundResult: 'ABNORMAL' });
    const given = await giveBack(order.id, {});
    await app.advance(3 * MINUTE);
    await faults({ refundResult: 'SUCCESS' });
    const settle = async (note: string) =>
      app.call(`POST /api/admin/refunds/${given.body.id}/settlement`, { cookie, body: { note } });
    expect((await settle(' ')).status).toBe(400);
    expect((await settle('银行转账 11-28')).body).toMatchObject({ state: 'done', settledNote: '银行转账 11-28' });
    expect((await settle('再来一次')).body.error.code).toBe('orders.refund_not_failed');
    const seen = await look(buyer, order.id);
    expect(seen).toMatchObject({ state: 'refunded', refunded: 10_000, refunds: [{ settledNote: null }] });
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 10, sold: 0 });
  });
});

describe('what she asked for', () => {
  it('she may take back until somebody decides, and nobody else may', async () => {
    const buyer = await payer();
    const { order } = await place(buyer);
    await pay(buyer, order.id);
    const ask = async () =>
      app.call(`POST /api/shop/orders/${order.id}/refunds`, { token: buyer.token, body: { reason: '不要了' } });
    const withdraw = async (id: string, token: string) =>
      app.call(`POST /api/shop/refunds/${id}/withdrawal`, { token });
    const asked = await ask();
    expect((await withdraw(asked.body.id, (await payer()).token)).status).toBe(404);
    expect((await withdraw(asked.body.id, buyer.token)).body.state).toBe('withdrawn');
    const again = await ask();
    expect(again.body.state).toBe('requested');
    await app.call(`POST /api/admin/refunds/${again.body.id}/decision`, { cookie, body: { approve: true } });
    expect((await withdraw(again.body.id, buyer.token)).body.error.code).toBe('orders.refund_decided');
  });

  it('is refused with a reason, which she reads with the order and in her messages; what is given instead shows too', async () => {
    const buyer = await payer();
    const { order } = await place(buyer, 10_000, 2);
    await pay(buyer, order.id);
    const asked = await app.call(`POST /api/shop/orders/${order.id}/refunds`, {
      token: buyer.token,
      body: { reason: '不要了' },
    });
    const decide = async (body: object) =>
      app.call(`POST /api/admin/refunds/${asked.body.id}/decision`, { cookie, body });
    expect((await decide({ approve: false })).body.error.code).toBe('orders.refund_reply_needed');
    expect((await decide({ approve: false, reply: '一件已经拆封' })).body.state).toBe('refused');
    await giveBack(order.id, { lines: [{ lineId: `${order.id}.0`, quantity: 1 }] });
    await app.advance(2 * MINUTE);
    const { refunds } = await look(buyer, order.id);
    expect(refunds[0]).toMatchObject({ state: 'refused', reply: '一件已经拆封', givenInstead: 10_000 });
    const inbox = await app.call('GET /api/shop/inbox', { token: buyer.token });
    expect(JSON.stringify(inbox.body)).toContain('一件已经拆封');
  });
});

describe('limits of the settings', () => {
  it('hold for all an order gives back, and a large sum needs two people', async () => {
    const settings = (await app.call('GET /api/admin/settings/shop', { cookie })).body;
    const put = async (change: object) => {
      const { revision, ...values } = settings;
      const current = (await app.call('GET /api/admin/settings/shop', { cookie })).body;
      const answer = await app.call('PUT /api/admin/settings/shop', {
        cookie,
        headers: { 'if-match': String(current.revision ?? revision) },
        body: { ...values, ...change, revision: current.revision },
      });
      expect(answer.status).toBe(200);
    };
    await put({ operatorMost: 15_000, secondFrom: 9_000 });
    const clerks = [await signedIn(ctx, 'operator'), await signedIn(ctx, 'operator')];
    const buyer = await payer();
    const { order } = await place(buyer, 5_000, 4);
    await pay(buyer, order.id);
    const give = async (quantity: number, who = 0) =>
      app.call(`POST /api/admin/orders/${order.id}/refunds`, {
        cookie: clerks[who]?.cookie,
        headers: { 'idempotency-key': randomBytes(8).toString('hex') },
        body: { reason: '退', lines: [{ lineId: `${order.id}.0`, quantity }] },
      });
    expect((await give(4)).body.error.code).toBe('orders.refund_over_limit');
    expect((await give(1)).body.state).toBe('processing');
    const second = await give(1);
    expect(second.body).toMatchObject({ state: 'requested', waitsForSecond: true });
    const agree = async (who: number) =>
      app.call(`POST /api/admin/refunds/${second.body.id}/decision`, {
        cookie: clerks[who]?.cookie,
        body: { approve: true },
      });
    expect((await agree(0)).body.error.code).toBe('orders.refund_needs_second');
    expect((await look(buyer, order.id)).refunds).toHaveLength(1);
    expect((await agree(1)).body.state).toBe('processing');
    expect((await give(2)).body.error.code).toBe('orders.refund_over_limit');
    await put({ operatorMost: null, secondFrom: null });
  });
});

describe('a lost notice', () => {
  it('and pay pressed again: she is told that it is paid', async () => {
    const buyer = await payer();
    const { order } = await paidUnheard(buyer);
    const again = await openPay(buyer, order.id);
    await faults({ notify: 'normal' });
    expect([again.status, again.body.error.code]).toEqual([409, 'orders.already_paid']);
    expect(await stateOf(order.id)).toBe('paid');
  });
});

describe('a genuine notice', () => {
  const kept = (file: string) => JSON.parse(readFileSync(path.join(app.config.dataDir, 'sandbox', file), 'utf8'));
  const [merchant, platform] = [kept('credentials.json'), kept('platform-keys.json')];

  it.each([
    ['without a sum', {}],
    ['with a negative one', { total: -100, currency: 'CNY' }],
    ['with half a fen', { total: 99.5, currency: 'CNY' }],
    ['with one that no column holds', { total: 1e18, currency: 'CNY' }],
    ['without a currency', { total: 10_000 }],
  ])('%s is not believed and not dropped: WeChat is asked, and the order is paid', async (_what, amount) => {
    const buyer = await payer();
    const { order, number } = await paidUnheard(buyer);
    await faults({ notify: 'normal' });
    const truth = await app.running.wechat.pay.query({ outTradeNo: number });
    expect(await notify({ ...paymentOf(number, truth?.transactionId ?? ''), amount })).toBe(204);
    expect(await stateOf(order.id)).toBe('paid');
    expect(await journalOf(order.id)).toEqual([{ kind: 'payment', amount: 10_000 }]);
  });

  it.each([[{}], [{ total: -1, currency: 'CNY' }], [{ total: 0.5, currency: 'CNY' }]])(
    'of a payment that WeChat then does not know, %j, is put before a person',
    async (amount) => {
      const number = `7${randomBytes(7).toString('hex')}`;
      expect(await notify({ ...paymentOf(number, `42${number}`), amount })).toBe(204);
      expect(await differences()).toContainEqual({ kind: 'payment_unreadable', number });
    },
  );

  it('of more than any order is worth is given back, and a person sees it', async () => {
    const { order, number } = await place(await payer());
    const told = { ...paymentOf(number, `43${number}`), amount: { total: 9_000_000_000, currency: 'CNY' } };
    expect(await notify(told)).toBe(204);
    expect(await stateOf(order.id)).toBe('cancelled');
    expect(await refundsOf(number)).toMatchObject([{ amount: 9_000_000_000, reason: 'wrong_amount' }]);
    expect(await differences()).toContainEqual({ kind: 'payment_unusable', number });
  });

  function paymentOf(number: string, transactionId: string) {
    return {
      mchid: app.config.wechat.merchant.mchid,
      appid: app.config.wechat.apps[0].appid,
      out_trade_no: number,
      transaction_id: transactionId,
      trade_state: 'SUCCESS',
      success_time: '2026-11-28T10:00:00+08:00',
      payer: { openid: 'o' },
    };
  }

  async function notify(resource: object): Promise<number> {
    const nonce = randomBytes(6).toString('hex');
    const cipher = createCipheriv('aes-256-gcm', merchant.apiV3Key, nonce);
    cipher.setAAD(Buffer.from('transaction'));
    const sealed = Buffer.concat([
      cipher.update(JSON.stringify(resource), 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    const body = JSON.stringify({
      id: nonce,
      event_type: 'TRANSACTION.SUCCESS',
      resource: { ciphertext: sealed.toString('base64'), associated_data: 'transaction', nonce },
    });
    const timestamp = String(Math.floor(ctx.now().getTime() / 1000));
    const signer = createSign('sha256').update(`${timestamp}\n${nonce}\n${body}\n`);
    const answer = await fetch(`${app.config.publicUrl}/pay/notify`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'wechatpay-serial': merchant.platformPublicKeyId,
        'wechatpay-nonce': nonce,
        'wechatpay-timestamp': timestamp,
        'wechatpay-signature': signer.sign(createPrivateKey(platform.publicKeyModePrivateKeyPem), 'base64'),
      },
      body,
    });
    return answer.status;
  }
});

describe('the journal', () => {
  it('is only added to, and nothing else counts money', async () => {
    const buyer = await payer();
    const { order } = await place(buyer);
    await pay(buyer, order.id);
    await expect(sql`update orders.placed set paid = 1 where id = ${order.id}`.execute(ctx.db)).rejects.toThrow();
    await expect(sql`update orders.money set amount = 1`.execute(ctx.db)).rejects.toThrow(/only grows/);
    await expect(sql`delete from orders.money`.execute(ctx.db)).rejects.toThrow(/only grows/);
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});
