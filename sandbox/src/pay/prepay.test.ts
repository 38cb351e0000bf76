import { createPrivateKey, X509Certificate } from 'node:crypto';
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
    const path = '/v3/refund/domestic/refunds/none';
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
    const read = '/v3/refund/domestic/refunds/none';
    expect((await sandbox.pay('GET', read, undefined, { timestamp: before })).status).toBe(404);
    const ahead = Math.floor((await sandbox.now()).getTime() / 1000) + 3600;
    const early = sandbox.pay('GET', read, undefined, { timestamp: ahead });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sandbox.moveClock(hour);
    expect((await early).status).toBe(404);
  });

  test('the platform certificate comes encrypted and is the one in the credentials', async () => {
    await sandbox.faults({ certificates: 'listed' });
    const [item] = recordsOf((await sandbox.pay('GET', '/v3/certificates')).body, 'data');
    await sandbox.faults({ certificates: 'by-key' });
    const text = (key: string) => String(at(item ?? {}, 'encrypt_certificate', key));
    const pem = decryptAead(sandbox.credentials.apiV3Key, text('nonce'), text('associated_data'), text('ciphertext'));
    expect(new X509Certificate(pem).serialNumber).toBe(item?.serial_no);
    expect(item?.serial_no).toBe(sandbox.credentials.platformCertificateSerial);
    expect(item?.serial_no).toMatch(/^[1-7][0-9A-F]{39}$/);
  });

  test('a merchant in public-key mode has no certificate; the other cases of moving over can be played', async () => {
    for (const [certificates, status, code] of [
      ['by-key', 404, 'RESOURCE_NOT_EXISTS'],
      ['expired', 403, 'NOT_ENOUGH'],
      ['empty', 200, undefined],
    ] as const) {
      await sandbox.faults({ certificates });
      const answer = await sandbox.pay('GET', '/v3/certificates');
      expect([answer.status, answer.body.code, isSigned(answer)]).toEqual([status, code, true]);
    }
    await sandbox.faults({ certificates: 'by-key' });
  });

  test('the merchant’s certificate is that of its key, and its serial can be read out of the file', () => {
    const { merchantCertificatePem, merchantPrivateKeyPem, merchantSerial } = sandbox.credentials;
    const certificate = new X509Certificate(merchantCertificatePem);
    expect(certificate.serialNumber).toBe(merchantSerial);
    expect(merchantSerial).toMatch(/^[1-7][0-9A-F]{39}$/);
    expect(certificate.checkPrivateKey(createPrivateKey(merchantPrivateKeyPem))).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });

  test('an answer is signed by the key that the request asks for, and its Request-ID ends with the number of the error', async () => {
    const { platformCertificateSerial, platformPublicKeyId } = sandbox.credentials;
    for (const serial of [platformCertificateSerial, platformPublicKeyId]) {
      const answer = await sandbox.pay('GET', '/v3/refund/domestic/refunds/none', undefined, { answerBy: serial });
      expect([answer.headers.get('wechatpay-serial'), isSigned(answer)]).toEqual([serial, true]);
    }
    const refused = await prepay({ unknown_field: 1 });
    expect(refused.headers.get('request-id')).toMatch(/^[0-9A-F]{32}-270924358$/);
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
    [{ notify_url: 'https://shop.example.com' }, 400, 'PARAM_ERROR'],
    [{ notify_url: 'https://10.0.0.8/notify' }, 400, 'PARAM_ERROR'],
    [{ notify_url: 'https://localhost/notify' }, 400, 'PARAM_ERROR'],
    [{ notify_url: ' https://shop.example.com/notify' }, 400, 'PARAM_ERROR'],
    [{ unknown_field: 1 }, 400, 'PARAM_ERROR'],
    [{ amount: { total: 100, totals: 1 } }, 400, 'PARAM_ERROR'],
    [{ scene_info: { payer_client_ip: '1'.repeat(46) } }, 400, 'PARAM_ERROR'],
    [{ scene_info: 'shop' }, 400, 'PARAM_ERROR'],
    [{ detail: { goods_detail: { quantity: 1 } } }, 400, 'PARAM_ERROR'],
    [{ detail: { goods_detail: [{ quantity: '1' }] } }, 400, 'PARAM_ERROR'],
    [{ detail: { invoice_id: 'x'.repeat(33) } }, 400, 'PARAM_ERROR'],
    [{ settle_info: { profit_sharing: 'yes' } }, 400, 'PARAM_ERROR'],
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

  test('every field that the page names is taken, plain http to a public host too', async () => {
    const answer = await prepay({
      notify_url: 'http://shop.example.com/notify',
      goods_tag: 'NEW',
      support_fapiao: false,
      detail: {
        cost_price: 1,
        invoice_id: 'i1',
        goods_detail: [{ merchant_goods_id: 'sku', quantity: 1, unit_price: 1 }],
      },
      scene_info: { payer_client_ip: '1.2.3.4', store_info: { id: 's1', name: '南山店' } },
      settle_info: { profit_sharing: false },
    });
    expect(answer.body.prepay_id).toMatch(/^wx/);
  });

  test('what nobody paid is closed by the platform after seven days, and its number is spent', async () => {
    const { order, body } = await placeOrder(sandbox, merchant);
    await sandbox.moveClock(8 * 86_400_000);
    expect((await queryOrder(sandbox, order.outTradeNo)).trade_state).toBe('CLOSED');
    const again = await sandbox.pay('POST', '/v3/pay/transactions/jsapi', body);
    expect([again.status, again.body.code]).toEqual([400, 'ORDER_CLOSED']);
    expect(again.headers.get('request-id')).toMatch(/-268447914$/);
  });

  test('with a coupon of WeChat’s own the payer pays less, and the merchant’s total stays', async () => {
    await sandbox.faults({ platformCoupon: 500 });
    const order = await payOrder(sandbox, merchant);
    await sandbox.faults({ platformCoupon: 0 });
    expect(await queryOrder(sandbox, order.outTradeNo)).toMatchObject({
      amount: { total: 3990, payer_total: 3490 },
      promotion_detail: [{ amount: 500, wechatpay_contribute: 500 }],
    });
  });

  test('the same parameters again give a fresh prepay_id; others under the same number are INVALID_REQUEST', async () => {
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
    expect([other.status, other.body.code]).toEqual([400, 'INVALID_REQUEST']);
    expect(other.headers.get('request-id')).toMatch(/-268498688$/);
  });

  test('a closed order is ORDER_CLOSED and cannot be paid; a paid one is refused under a code of many meanings and cannot be closed', async () => {
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
    expect([refused.status, refused.body.code]).toEqual([400, 'ORDER_PAID']);
    const { openid } = JSON.parse(JSON.stringify((await queryOrder(sandbox, paid.outTradeNo)).payer));
    const repeated = orderBody(sandbox, merchant, openid, { out_trade_no: paid.outTradeNo });
    const spent = await sandbox.pay('POST', '/v3/pay/transactions/jsapi', repeated);
    expect([spent.body.code, spent.headers.get('request-id')?.endsWith('-268498689')]).toEqual([
      'INVALID_REQUEST',
      true,
    ]);
  });

  test('with the API down every call is 502; with it busy, 500 SYSTEM_ERROR', async () => {
    await sandbox.faults({ down: 'pay' });
    expect((await prepay({})).status).toBe(502);
    await sandbox.faults({ down: 'none', busyEvery: 1 });
    expect((await prepay({})).body.code).toBe('SYSTEM_ERROR');
    await sandbox.faults({ busyEvery: 0 });
  });
});
