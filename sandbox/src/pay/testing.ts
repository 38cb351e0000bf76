import { createDecipheriv } from 'node:crypto';
import { at, cashierParameters, type Merchant, type Received, type TestSandbox } from '../testing.ts';
import { type Json, parseRecord, textOf } from '../world/json.ts';

let orders = 0;

export type TestOrder = { readonly outTradeNo: string; readonly shopperId: string; readonly total: number };

/** The body of a prepay that is right in every field. */
export function orderBody(sandbox: TestSandbox, merchant: Merchant, openid: string, changes: Json = {}): Json {
  orders += 1;
  return {
    appid: sandbox.app.appid,
    mchid: sandbox.credentials.mchid,
    description: '红颜草莓 500g',
    out_trade_no: `A2026112100${orders}`,
    attach: 'ord_1',
    notify_url: merchant.url,
    amount: { total: 3990, currency: 'CNY' },
    payer: { openid },
    ...changes,
  };
}

/** Places an order, without paying. */
export async function placeOrder(sandbox: TestSandbox, merchant: Merchant, changes: Json = {}) {
  const shopper = await sandbox.newShopper();
  const body = orderBody(sandbox, merchant, shopper.openid, changes);
  const answer = await sandbox.pay('POST', '/v3/pay/transactions/jsapi', body);
  const order: TestOrder = { outTradeNo: textOf(body, 'out_trade_no') ?? '', shopperId: shopper.id, total: 3990 };
  return { shopper, body, order, prepayId: textOf(answer.body, 'prepay_id') ?? '' };
}

export async function answerCashier(sandbox: TestSandbox, shopperId: string, prepayId: string, answer: Json) {
  const body = { ...cashierParameters(sandbox, prepayId), ...answer };
  return (await sandbox.api('POST', `/shoppers/${shopperId}/pay`, body)).body.errMsg;
}

/** Places an order and pays it; the notification is tried once before this resolves. */
export async function payOrder(sandbox: TestSandbox, merchant: Merchant): Promise<TestOrder> {
  const { order, prepayId } = await placeOrder(sandbox, merchant);
  const result = await answerCashier(sandbox, order.shopperId, prepayId, { answer: 'pay', awaitNotify: true });
  if (result !== 'requestPayment:ok') throw new Error(String(result));
  return order;
}

export async function queryOrder(sandbox: TestSandbox, outTradeNo: string): Promise<Json> {
  const { mchid } = sandbox.credentials;
  return (await sandbox.pay('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${mchid}`)).body;
}

/** The plaintext of a notification, by the APIv3 key. */
export function decrypt(apiV3Key: string, body: Json): Json {
  const text = (key: string): string => String(at(body, 'resource', key));
  return parseRecord(decryptAead(apiV3Key, text('nonce'), text('associated_data'), text('ciphertext'))) ?? {};
}

export function decryptAead(key: string, nonce: string, associatedData: string, ciphertext: string): string {
  const sealed = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8');
}

export function signatureOf(received: Received) {
  const header = (name: string): string => String(received.headers[name] ?? '');
  return {
    timestamp: header('wechatpay-timestamp'),
    nonce: header('wechatpay-nonce'),
    signature: header('wechatpay-signature'),
    serial: header('wechatpay-serial'),
  };
}
