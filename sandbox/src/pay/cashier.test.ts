import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  cashierParameters,
  type Merchant,
  recordsOf,
  type TestSandbox,
  testMerchant,
  testSandbox,
} from '../testing.ts';
import { answerCashier, payOrder, placeOrder, queryOrder } from './testing.ts';

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

const minute = 60_000;

test('paying makes the order SUCCESS with a transaction id, findable by both numbers, and leaves a receipt', async () => {
  const { mchid } = sandbox.credentials;
  const paid = await payOrder(sandbox, merchant);
  const byNumber = await queryOrder(sandbox, paid.outTradeNo);
  expect(byNumber).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'JSAPI', attach: 'ord_1' });
  expect(byNumber.amount).toEqual({ total: 3990, payer_total: 3990, currency: 'CNY', payer_currency: 'CNY' });
  expect(byNumber.transaction_id).toMatch(/^4200\d{24}$/);
  const byId = await sandbox.pay('GET', `/v3/pay/transactions/id/${byNumber.transaction_id}?mchid=${mchid}`);
  expect(byId.body).toEqual(byNumber);
  const [chat] = recordsOf((await sandbox.api('GET', `/shoppers/${paid.shopperId}/chats`)).body, 'chats');
  expect(chat).toMatchObject({ id: 'pay', name: '微信支付', unread: 1 });
  expect(recordsOf(chat ?? {}, 'notices')[0]).toMatchObject({ title: '付款成功', amount: 3990 });
});

test('before payment a query tells ids, state and amount only', async () => {
  const { order } = await placeOrder(sandbox, merchant);
  const trade = await queryOrder(sandbox, order.outTradeNo);
  expect(trade.trade_state).toBe('NOTPAY');
  expect(trade).not.toHaveProperty('transaction_id');
  expect(trade).not.toHaveProperty('success_time');
});

test('cancel and too little money fail and leave the order payable', async () => {
  const { order, prepayId } = await placeOrder(sandbox, merchant);
  expect(await answerCashier(sandbox, order.shopperId, prepayId, { answer: 'cancel' })).toBe(
    'requestPayment:fail cancel',
  );
  expect(await answerCashier(sandbox, order.shopperId, prepayId, { answer: 'insufficient' })).toBe(
    'requestPayment:fail 零钱余额不足',
  );
  expect(await answerCashier(sandbox, order.shopperId, prepayId, { answer: 'pay' })).toBe('requestPayment:ok');
});

test('two taps at once pay once', async () => {
  const { order, prepayId } = await placeOrder(sandbox, merchant);
  const taps = await Promise.all(
    Array.from({ length: 5 }, async () => answerCashier(sandbox, order.shopperId, prepayId, { answer: 'pay' })),
  );
  expect(taps.filter((result) => result === 'requestPayment:ok')).toHaveLength(1);
});

test('a wrong paySign, signType, prepay_id or payer does not open the cashier', async () => {
  const { order, prepayId } = await placeOrder(sandbox, merchant);
  const stranger = await sandbox.newShopper();
  const pay = async (changes: object, id = order.shopperId) => {
    const body = { ...cashierParameters(sandbox, prepayId), answer: 'pay', ...changes };
    return (await sandbox.api('POST', `/shoppers/${id}/pay`, body)).body.errMsg;
  };
  expect(await pay({ nonceStr: 'changed' })).toBe('requestPayment:fail 支付验证签名失败');
  expect(await pay({ signType: 'MD5' })).toContain('signType');
  expect(await answerCashier(sandbox, order.shopperId, 'wx0', { answer: 'pay' })).toContain('prepay_id');
  expect(await pay({}, stranger.id)).toBe('requestPayment:fail 支付账号与下单账号不一致');
  expect((await sandbox.api('POST', `/shoppers/${order.shopperId}/pay`, { answer: 'pay' })).status).toBe(400);
});

test('a prepay_id is good for two hours, and time_expire is the last moment to pay', async () => {
  const first = await placeOrder(sandbox, merchant);
  const soon = new Date((await sandbox.now()).getTime() + 10 * minute).toISOString().replace('Z', '+00:00');
  const second = await placeOrder(sandbox, merchant, { time_expire: soon });
  const bill = await sandbox.api(
    'POST',
    `/shoppers/${second.order.shopperId}/bill`,
    cashierParameters(sandbox, second.prepayId),
  );
  expect(bill.body).toMatchObject({ ok: true, description: '红颜草莓 500g', total: 3990 });
  await sandbox.moveClock(11 * minute);
  const expired = 'requestPayment:fail 订单已过期，请重新下单';
  expect(await answerCashier(sandbox, second.order.shopperId, second.prepayId, { answer: 'pay' })).toBe(expired);
  await sandbox.moveClock(110 * minute);
  expect(await answerCashier(sandbox, first.order.shopperId, first.prepayId, { answer: 'pay' })).toBe(expired);
  const fresh = await sandbox.pay('POST', '/v3/pay/transactions/jsapi', first.body);
  expect(await answerCashier(sandbox, first.order.shopperId, String(fresh.body.prepay_id), { answer: 'pay' })).toBe(
    'requestPayment:ok',
  );
});
