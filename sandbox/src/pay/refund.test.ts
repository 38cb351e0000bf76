import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  isSignedByPlatform,
  type Merchant,
  recordsOf,
  type TestSandbox,
  testMerchant,
  testSandbox,
} from '../testing.ts';
import type { Json } from '../world/json.ts';
import { decrypt, payOrder, placeOrder, queryOrder, signatureOf, type TestOrder } from './testing.ts';

let sandbox: TestSandbox;
let merchant: Merchant;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());
beforeEach(async () => {
  merchant = await testMerchant();
  return async () => {
    await merchant.close();
  };
});

const path = '/v3/refund/domestic/refunds';
let numbers = 0;

async function refund(order: TestOrder, fen: number, changes: Json = {}) {
  numbers += 1;
  return sandbox.pay('POST', path, {
    out_trade_no: order.outTradeNo,
    out_refund_no: `R${numbers}`,
    reason: '坏果',
    notify_url: merchant.url,
    amount: { refund: fen, total: order.total, currency: 'CNY' },
    ...changes,
  });
}

test('a refund is accepted as PROCESSING, arrives a second later, is notified, and the payer sees it', async () => {
  const paid = await payOrder(sandbox, merchant);
  const accepted = await refund(paid, 1000, { out_refund_no: 'R-first' });
  expect(accepted.body).toMatchObject({ status: 'PROCESSING', channel: 'ORIGINAL', out_refund_no: 'R-first' });
  expect(accepted.body.refund_id).toMatch(/^5030\d{25}$/);
  await sandbox.moveClock(1000);
  const answer = (await sandbox.pay('GET', `${path}/R-first`)).body;
  expect(answer).toMatchObject({ status: 'SUCCESS', amount: { refund: 1000, total: 3990 } });
  const { outTradeNo } = paid;
  const books = recordsOf((await sandbox.api('GET', '/books')).body, 'payments');
  expect(books.find((one) => one.outTradeNo === outTradeNo)).toMatchObject({ total: 3990, returned: 1000 });
  const notification = merchant.received.at(-1);
  if (!notification) throw new Error('no notification');
  expect(notification.body.event_type).toBe('REFUND.SUCCESS');
  expect(isSignedByPlatform(sandbox.credentials, signatureOf(notification), notification.text)).toBe(true);
  const plain = decrypt(sandbox.credentials.apiV3Key, notification.body);
  expect(plain).toMatchObject({
    refund_status: 'SUCCESS',
    out_refund_no: 'R-first',
    success_time: answer.success_time,
  });
  expect(plain).not.toHaveProperty('status');
  expect((await queryOrder(sandbox, paid.outTradeNo)).trade_state).toBe('REFUND');
  const [chat] = recordsOf((await sandbox.api('GET', `/shoppers/${paid.shopperId}/chats`)).body, 'chats');
  expect(recordsOf(chat ?? {}, 'notices').map(({ title }) => title)).toEqual(['付款成功', '退款到账通知']);
});

test('the same out_refund_no is the same refund; with another amount it is refused', async () => {
  const paid = await payOrder(sandbox, merchant);
  const first = await refund(paid, 500, { out_refund_no: 'R-same' });
  const again = await refund(paid, 500, { out_refund_no: 'R-same' });
  expect(again.body.refund_id).toBe(first.body.refund_id);
  const other = await refund(paid, 600, { out_refund_no: 'R-same' });
  expect([other.status, other.body.code]).toEqual([400, 'INVALID_REQUEST']);
});

test('refunds never add up to more than the payment, and stand a minute apart', async () => {
  const paid = await payOrder(sandbox, merchant);
  expect((await refund(paid, 3000)).status).toBe(200);
  const hasty = await refund(paid, 100);
  expect([hasty.status, hasty.body.code]).toEqual([429, 'FREQUENCY_LIMITED']);
  await sandbox.moveClock(61_000);
  expect((await refund(paid, 991)).body.code).toBe('INVALID_REQUEST');
  expect((await refund(paid, 990)).status).toBe(200);
  await sandbox.moveClock(61_000);
  expect((await refund(paid, 1)).body.message).toBe('订单已全额退款');
});

test('wrong fields, unpaid and unknown orders, and orders older than a year are refused', async () => {
  const paid = await payOrder(sandbox, merchant);
  const unpaid = (await placeOrder(sandbox, merchant)).order;
  expect((await refund(unpaid, 1)).body.code).toBe('INVALID_REQUEST');
  expect((await refund({ ...paid, outTradeNo: 'none00' }, 1)).body.code).toBe('RESOURCE_NOT_EXISTS');
  expect((await refund(paid, 0)).body.code).toBe('PARAM_ERROR');
  expect((await refund({ ...paid, total: 4000 }, 1)).body.code).toBe('PARAM_ERROR');
  expect((await refund(paid, 1, { out_refund_no: '退款' })).body.code).toBe('PARAM_ERROR');
  expect((await refund(paid, 1, { out_trade_no: undefined })).body.code).toBe('PARAM_ERROR');
  expect((await sandbox.pay('GET', `${path}/none`)).body.code).toBe('RESOURCE_NOT_EXISTS');
  await sandbox.moveClock(366 * 86_400_000);
  expect((await refund(paid, 1)).body.code).toBe('INVALID_REQUEST');
});

test('by transaction_id; with the balance short NOT_ENOUGH; with refunds that fail ABNORMAL or CLOSED', async () => {
  const paid = await payOrder(sandbox, merchant);
  const { transaction_id } = await queryOrder(sandbox, paid.outTradeNo);
  await sandbox.faults({ refundNotEnough: true });
  expect((await refund(paid, 100)).body.code).toBe('NOT_ENOUGH');
  await sandbox.faults({ refundNotEnough: false, refundResult: 'CLOSED' });
  expect((await refund(paid, 3990, { out_trade_no: undefined, transaction_id })).status).toBe(200);
  await sandbox.moveClock(61_000);
  expect(merchant.received.at(-1)?.body.event_type).toBe('REFUND.CLOSED');
  await sandbox.faults({ refundResult: 'ABNORMAL' });
  expect((await refund(paid, 3990)).status).toBe(200);
  await sandbox.moveClock(1000);
  expect(merchant.received.at(-1)?.body.event_type).toBe('REFUND.ABNORMAL');
  await sandbox.faults({ refundResult: 'SUCCESS' });
});
