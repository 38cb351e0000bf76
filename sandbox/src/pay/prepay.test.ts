import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  at,
  isSignedByPlatform,
  type Merchant,
  recordsOf,
  type TestSandbox,
  testMerchant,
  testSandbox,
} from '../testing.ts';
import type { Json } from '../world/json.ts';
import { answerCashier, decryptAead, orderBody, payOrder, placeOrder, queryOrder } from './testing.ts';

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

function isSigned(answer: Answer) {
  const header = (name: string) => answer.headers.get(name) ?? '';
  const headers = {
    timestamp: header('wechatpay-timestamp'),
    nonce: header('wechatpay-nonce'),
    signature: header('wechatpay-signature'),
    serial: header('wechatpay-serial'),
  };
  return isSignedByPlatform(sandbox.credentials, headers, answer.text);
}

async function prepay(changes: Json) {
  const shopper = await sandbox.newShopper();
  const answer = await sandbox.pay(
    'POST',
    '/v3/pay/transactions/jsapi',
    orderBody(sandbox, merchant, shopper.openid, changes),
  );
  return answer;
}

describe('signatures', () => {
  test('every answer is signed by the platform: success, error, 204, in both key modes', async () => {
    const { order } = await placeOrder(sandbox, merchant);
    const close = `/v3/pay/transactions/out-trade-no/${order.outTradeNo}/close`;
    const closed = await sandbox.pay('POST', close, { mchid: sandbox.credentials.mchid });
    expect([closed.status, closed.text, isSigned(closed)]).toEqual([204, '', true]);
    expect(closed.headers.get('wechatpay-serial')).toBe(sandbox.credentials.platformPublicKeyId);
    const missing = await sandbox.pay(
      'GET',
      `/v3/pay/transactions/out-trade-no/none?mchid=${sandbox.credentials.mchid}`,
    );
    expect([missing.status, missing.body.code, isSigned(missing)]).toEqual([404, 'ORDER_NOT_EXIST', true]);
    await sandbox.faults({ payKey: 'certificate' });
    const answer = await prepay({});
    expect(answer.headers.get('wechatpay-serial')).toBe(sandbox.credentials.platformCertificateSerial);
    expect(isSigned(answer)).toBe(true);
    await sandbox.faults({ payKey: 'public-key', forgedAnswers: true });
    expect(isSigned(await prepay({}))).toBe(false);
    await sandbox.faults({ forgedAnswers: false });
  });

  test('a request with a wrong signature, serial, time or none at all is 401 SIGN_ERROR', async () => {
    const path = '/v3/certificates';
    const stale = Math.floor(Date.now() / 1000) - 301;
    const refused = [
      await sandbox.pay('GET', path, undefined, { signedBody: 'x' }),
      await sandbox.pay('GET', path, undefined, { serial: 'ABC' }),
      await sandbox.pay('GET', path, undefined, { timestamp: stale }),
    ];
    for (const answer of refused) expect([answer.status, answer.body.code]).toEqual([401, 'SIGN_ERROR']);
    expect(at(refused[0]?.body ?? {}, 'detail', 'sign_information', 'url')).toBe(path);
    expect((await fetch(`${sandbox.url()}/pay${path}`)).status).toBe(401);
  });

  test('a request signed just before the clock moved is still good, and one signed just ahead of the news waits for it', async () => {
    const hour = 3_600_000;
    const before = Math.floor((await sandbox.now()).getTime() / 1000);
    await sandbox.moveClock(hour);
    expect((await sandbox.pay('GET', '/v3/certificates', undefined, { timestamp: before })).status).toBe(200);
    const ahead = Math.floor((await sandbox.now()).getTime() / 1000) + 3600;
    const early = sandbox.pay('GET', '/v3/certificates', undefined, { timestamp: ahead });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sandbox.moveClock(hour);
    expect((await early).status).toBe(200);
  });

  test('the platform certificate comes encrypted and is the one in the credentials', async () => {
    const [item] = recordsOf((await sandbox.pay('GET', '/v3/certificates')).body, 'data');
    const text = (key: string) => String(at(item ?? {}, 'encrypt_certificate', key));
    const pem = decryptAead(sandbox.credentials.apiV3Key, text('nonce'), text('associated_data'), text('ciphertext'));
    expect(new X509Certificate(pem).serialNumber).toBe(item?.serial_no);
    expect(item?.serial_no).toBe(sandbox.credentials.platformCertificateSerial);
  });
});

describe('prepay', () => {
  const wrong: readonly (readonly [Json, number, string])[] = [
    [{ appid: 'wx0' }, 400, 'APPID_MCHID_NOT_MATCH'],
    [{ mchid: '1' }, 400, 'MCH_NOT_EXISTS'],
    [{ description: '' }, 400, 'PARAM_ERROR'],
    [{ description: '字'.repeat(128) }, 400, 'PARAM_ERROR'],
    [{ out_trade_no: 'short' }, 400, 'PARAM_ERROR'],
    [{ out_trade_no: '订单号码一二三' }, 400, 'PARAM_ERROR'],
    [{ out_trade_no: 'x'.repeat(33) }, 400, 'PARAM_ERROR'],
    [{ attach: 'x'.repeat(129) }, 400, 'PARAM_ERROR'],
    [{ notify_url: 'http://shop.example.com/notify' }, 400, 'PARAM_ERROR'],
    [{ notify_url: 'https://shop.example.com/notify?a=1' }, 400, 'PARAM_ERROR'],
    [{ amount: { total: 0 } }, 400, 'PARAM_ERROR'],
    [{ amount: { total: 1.5 } }, 400, 'PARAM_ERROR'],
    [{ amount: { total: 100, currency: 'USD' } }, 400, 'PARAM_ERROR'],
    [{ payer: { openid: 'oSBXnobody' } }, 400, 'PARAM_ERROR'],
    [{ time_expire: '2026-11-21 10:00' }, 400, 'PARAM_ERROR'],
    [{ detail: { cost_price: 1, x: 'y'.repeat(6000) } }, 400, 'PARAM_ERROR'],
  ];
  test.each(wrong)('%j is refused with %i %s', async (changes, status, code) => {
    const answer = await prepay(changes);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('the same parameters again give a fresh prepay_id; others under the same number are OUT_TRADE_NO_USED', async () => {
    const { body, prepayId } = await placeOrder(sandbox, merchant);
    expect(prepayId).toMatch(/^wx[0-9a-f]{34}$/);
    const again = await sandbox.pay('POST', '/v3/pay/transactions/jsapi', {
      ...body,
      time_expire: '2030-01-01T00:00:00+08:00',
    });
    expect(again.body.prepay_id).toMatch(/^wx/);
    expect(again.body.prepay_id).not.toBe(prepayId);
    const other = await sandbox.pay('POST', '/v3/pay/transactions/jsapi', {
      ...body,
      amount: { total: 1, currency: 'CNY' },
    });
    expect([other.status, other.body.code]).toEqual([403, 'OUT_TRADE_NO_USED']);
  });

  test('a closed order is ORDER_CLOSED and cannot be paid; a paid one is OUT_TRADE_NO_USED and cannot be closed', async () => {
    const { mchid } = sandbox.credentials;
    const { order, body, prepayId } = await placeOrder(sandbox, merchant);
    const close = `/v3/pay/transactions/out-trade-no/${order.outTradeNo}/close`;
    expect((await sandbox.pay('POST', close, { mchid })).status).toBe(204);
    expect((await sandbox.pay('POST', close, { mchid })).status).toBe(204);
    expect((await sandbox.pay('POST', '/v3/pay/transactions/jsapi', body)).body.code).toBe('ORDER_CLOSED');
    expect(await answerCashier(sandbox, order.shopperId, prepayId, { answer: 'pay' })).toBe(
      'requestPayment:fail 订单已关闭',
    );
    expect((await queryOrder(sandbox, order.outTradeNo)).trade_state).toBe('CLOSED');

    const paid = await payOrder(sandbox, merchant);
    const refused = await sandbox.pay('POST', `/v3/pay/transactions/out-trade-no/${paid.outTradeNo}/close`, { mchid });
    expect([refused.status, refused.body.code]).toEqual([403, 'TRADE_ERROR']);
  });

  test('with the API down every call is 502; with it busy, 500 SYSTEM_ERROR', async () => {
    await sandbox.faults({ down: 'pay' });
    expect((await prepay({})).status).toBe(502);
    await sandbox.faults({ down: 'none', busyEvery: 1 });
    expect((await prepay({})).body.code).toBe('SYSTEM_ERROR');
    await sandbox.faults({ busyEvery: 0 });
  });
});
