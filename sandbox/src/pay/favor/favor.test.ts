import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type Merchant, recordsOf, type TestSandbox, testMerchant, testSandbox } from '../../testing.ts';
import { type Json, textOf } from '../../world/json.ts';
import { answerCashier, decrypt, placeOrder, queryOrder } from '../testing.ts';
import { splitRefund } from './split.ts';

let sandbox: TestSandbox;
let merchant: Merchant;
beforeAll(async () => {
  sandbox = await testSandbox();
  merchant = await testMerchant();
});
afterAll(async () => {
  await sandbox.close();
  await merchant.close();
});

const dayMs = 86_400_000;
let made = 0;

async function stockBody(changes: Json = {}, rule: Json = {}): Promise<Json> {
  made += 1;
  const now = (await sandbox.now()).getTime();
  return {
    stock_name: '满 30 减 5',
    comment: '测试',
    belong_merchant: sandbox.credentials.mchid,
    available_begin_time: new Date(now).toISOString(),
    available_end_time: new Date(now + 10 * dayMs).toISOString(),
    stock_use_rule: {
      ...{ max_coupons: 3, max_amount: 1500, max_coupons_per_user: 1 },
      ...{ natural_person_limit: false, prevent_api_abuse: false, ...rule },
    },
    pattern_info: { description: '满 30 元可用' },
    coupon_use_rule: { fixed_normal_coupon: { coupon_amount: 500, transaction_minimum: 3000 } },
    ...{ no_cash: true, stock_type: 'NORMAL', out_request_no: `stock${made}`, ...changes },
  };
}

const path = '/v3/marketing/favor';

async function runningStock(changes: Json = {}, rule: Json = {}): Promise<string> {
  const created = await sandbox.pay('POST', `${path}/coupon-stocks`, await stockBody(changes, rule));
  const id = textOf(created.body, 'stock_id') ?? '';
  const body = { stock_creator_mchid: sandbox.credentials.mchid };
  expect((await sandbox.pay('POST', `${path}/stocks/${id}/start`, body)).status).toBe(200);
  return id;
}

async function send(stock: string, openid: string, number: string) {
  return sandbox.pay('POST', `${path}/users/${openid}/coupons`, {
    ...{ stock_id: stock, out_request_no: number, appid: sandbox.app.appid },
    stock_creator_mchid: sandbox.credentials.mchid,
  });
}

const stockNow = async (id: string) =>
  (await sandbox.pay('GET', `${path}/stocks/${id}?stock_creator_mchid=${sandbox.credentials.mchid}`)).body;

describe('a stock of 代金券', () => {
  it('is refused in words of the field that is wrong', async () => {
    const wrong: readonly [Json, Json, string][] = [
      [{}, { max_amount: 1499 }, 'PARAM_ERROR'],
      [{}, { max_coupons_per_user: 61 }, 'PARAM_ERROR'],
      [{ stock_type: 'DISCOUNT' }, {}, 'NO_AUTH'],
      [{ belong_merchant: '1' }, {}, 'MCH_NOT_EXISTS'],
      [{ nonsense: 1 }, {}, 'PARAM_ERROR'],
    ];
    for (const [changes, rule, code] of wrong) {
      const answer = await sandbox.pay('POST', `${path}/coupon-stocks`, await stockBody(changes, rule));
      expect([answer.body.code, JSON.stringify([changes, rule])]).toEqual([code, JSON.stringify([changes, rule])]);
    }
  });

  it('is one under one number, sends only while it runs, and shows what it sent', async () => {
    const body = await stockBody();
    const first = await sandbox.pay('POST', `${path}/coupon-stocks`, body);
    expect((await sandbox.pay('POST', `${path}/coupon-stocks`, body)).body).toEqual(first.body);
    const other = await sandbox.pay('POST', `${path}/coupon-stocks`, { ...body, comment: '别的' });
    expect(other.body.code).toBe('INVALID_REQUEST');
    const id = textOf(first.body, 'stock_id') ?? '';
    const { openid } = await sandbox.newShopper();
    expect((await send(id, openid, 'early')).body.code).toBe('INVALID_REQUEST');
    const mine = { stock_creator_mchid: sandbox.credentials.mchid };
    const go = async (verb: string) => sandbox.pay('POST', `${path}/stocks/${id}/${verb}`, mine);
    expect([(await go('start')).status, (await go('start')).status, (await go('pause')).status]).toEqual([
      200, 400, 200,
    ]);
    expect((await send(id, openid, 'paused')).body.code).toBe('RULE_LIMIT');
    await go('restart');
    expect((await send(id, openid, 'now')).status).toBe(200);
    expect(await stockNow(id)).toMatchObject({ status: 'running', distributed_coupons: 1, no_cash: true });
  });

  it('gives many at once no more than there are, and one person no more than she may have', async () => {
    const id = await runningStock();
    const shoppers = await Promise.all(Array.from({ length: 5 }, async () => sandbox.newShopper()));
    const first = await send(id, shoppers[0]?.openid ?? '', 'n0');
    expect((await send(id, shoppers[0]?.openid ?? '', 'n0')).body).toEqual(first.body);
    expect((await send(id, shoppers[0]?.openid ?? '', 'n0b')).body.code).toBe('RULE_LIMIT');
    const rest = await Promise.all(shoppers.slice(1).map(async ({ openid }, n) => send(id, openid, `n${n + 1}`)));
    expect(rest.map(({ status, body }) => (status === 200 ? 'sent' : body.code)).sort()).toEqual([
      ...['NOT_ENOUGH', 'NOT_ENOUGH', 'sent', 'sent'],
    ]);
  });
});

describe('paying with one', () => {
  it('takes it off what she pays, tells its use without merchant or openid, and settles the merchant less', async () => {
    const id = await runningStock();
    const callback = { mchid: sandbox.credentials.mchid, notify_url: merchant.url };
    await sandbox.pay('POST', `${path}/callbacks`, callback);
    const { shopper, order, prepayId } = await placeOrder(sandbox, merchant);
    const sent = await send(id, shopper.openid, `pays${id}`);
    await answerCashier(sandbox, shopper.id, prepayId, { answer: 'pay', awaitNotify: true });
    const trade = await queryOrder(sandbox, order.outTradeNo);
    expect(trade.amount).toMatchObject({ total: 3990, payer_total: 3490 });
    expect(trade.promotion_detail).toMatchObject([
      { coupon_id: sent.body.coupon_id, stock_id: id, type: 'NOCASH', amount: 500, merchant_contribute: 500 },
    ]);
    const told = merchant.received.find((one) => one.body.event_type === 'COUPON.USE');
    const plain = decrypt(sandbox.credentials.apiV3Key, told?.body ?? {});
    expect(plain).toMatchObject({ coupon_id: sent.body.coupon_id, status: 'USED' });
    expect([at(plain, 'consume_information', 'transaction_id'), plain.mchid, plain.openid]).toEqual([
      trade.transaction_id,
      undefined,
      undefined,
    ]);
    const ask = async (refund: number, number: string) =>
      sandbox.pay('POST', '/v3/refund/domestic/refunds', {
        ...{ out_trade_no: order.outTradeNo, out_refund_no: number },
        amount: { refund, total: 3990, currency: 'CNY' },
      });
    const part = await ask(1000, `${id}a`);
    expect(part.body.amount).toMatchObject({
      ...{ payer_refund: 875, discount_refund: 125, settlement_refund: 875, settlement_total: 3490 },
    });
    await sandbox.moveClock(61_000);
    expect((await ask(2990, `${id}b`)).body.amount).toMatchObject({ payer_refund: 2615, discount_refund: 375 });
    await sandbox.moveClock(2000);
    const hers = await sandbox.pay('GET', `${path}/users/${shopper.openid}/coupons?appid=${sandbox.app.appid}`);
    expect(recordsOf(hers.body, 'data')).toMatchObject([{ status: 'USED' }]);
  });

  it('comes back to her where all of it goes back at once', async () => {
    const id = await runningStock({ no_cash: false });
    const { shopper, order, prepayId } = await placeOrder(sandbox, merchant);
    await send(id, shopper.openid, `back${id}`);
    await answerCashier(sandbox, shopper.id, prepayId, { answer: 'pay', awaitNotify: true });
    const whole = await sandbox.pay('POST', '/v3/refund/domestic/refunds', {
      ...{ out_trade_no: order.outTradeNo, out_refund_no: `${id}w` },
      amount: { refund: 3990, total: 3990, currency: 'CNY' },
    });
    expect(whole.body.amount).toMatchObject({ payer_refund: 3490, settlement_refund: 3990, discount_refund: 500 });
    await sandbox.moveClock(2000);
    const hers = await sandbox.pay('GET', `${path}/users/${shopper.openid}/coupons?appid=${sandbox.app.appid}`);
    expect(recordsOf(hers.body, 'data')).toMatchObject([{ status: 'SENDED' }]);
  });
});

describe('the split of a refund', () => {
  it('is that of the examples: 10 with 3 off, 9 back are 6.30 to her, 10 back are 7', () => {
    const [cash, coupon] = [{ amount: 700, returned: 0 }, [{ amount: 300, returned: 0 }]];
    expect(splitRefund(900, cash, coupon)).toEqual({ cash: 630, promotions: [270] });
    expect(splitRefund(1000, cash, coupon)).toEqual({ cash: 700, promotions: [300] });
  });

  it('adds up at every stage, whatever is asked back in whatever parts', () => {
    const fen = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(
        fen,
        fc.array(fen, { minLength: 1, maxLength: 2 }),
        fc.array(fen, { maxLength: 6 }),
        (paid, off, asks) => {
          const total = off.reduce((sum, one) => sum + one, paid);
          let cash = { amount: paid, returned: 0 };
          let parts = off.map((amount) => ({ amount, returned: 0 }));
          let left = total;
          for (const ask of [...asks, Number.POSITIVE_INFINITY]) {
            const refund = Math.min(ask, left);
            if (refund === 0) break;
            const split = splitRefund(refund, cash, parts);
            expect(split.promotions.reduce((sum, one) => sum + one, split.cash)).toBe(refund);
            cash = { ...cash, returned: cash.returned + split.cash };
            parts = parts.map((part, n) => ({ ...part, returned: part.returned + (split.promotions[n] ?? 0) }));
            for (const { amount, returned } of [cash, ...parts]) {
              expect(returned).toBeLessThanOrEqual(amount);
              expect(returned).toBeGreaterThanOrEqual(0);
            }
            left -= refund;
          }
          expect([cash, ...parts].every(({ amount, returned }) => amount === returned)).toBe(true);
        },
      ),
    );
  });
});
