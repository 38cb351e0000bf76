import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createWechat, isLater, PayError, WechatUnreachable } from '../index.ts';
import { type PlayedWechat, quickRetry, type ReceivedRequest, recordingLog, standingClock } from '../testing.ts';
import { verifySignature } from './sign.ts';
import { apiV3Key, certificateList, type PayAnswer, type PlatformKey, platformKey, playPay } from './testing.ts';

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKeyId = 'PUB_KEY_ID_0114232134912410000000000000';
const publicKeyPem = platform.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const platformSigner = { serial: publicKeyId, privateKey: platform.privateKey };

let played: PlayedWechat | undefined;
afterEach(async () => played?.close());

async function start(
  answer: (request: ReceivedRequest, index: number) => PayAnswer,
  mode: { readonly signer: { serial: string; privateKey: KeyObject }; readonly publicKey: boolean } = {
    signer: platformSigner,
    publicKey: true,
  },
) {
  const clock = standingClock('2026-11-21T08:00:00Z');
  played = await playPay(mode.signer, clock.now, answer);
  const log = recordingLog();
  const { pay } = createWechat({
    baseUrl: played.baseUrl,
    apps: [
      { appid: 'wxapp', secret: 's', kind: 'mini_program', name: '小程序' },
      { appid: 'wxother', secret: 's', kind: 'official_account', name: '公众号' },
    ],
    pay: {
      baseUrl: played.baseUrl,
      mchid: '1900000001',
      merchantSerial: 'MERCHANTSERIAL',
      merchantPrivateKeyPem: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      apiV3Key,
      ...(mode.publicKey ? { publicKeyId, publicKeyPem } : {}),
    },
    now: clock.now,
    log,
    retry: quickRetry,
  });
  return { pay, clock, log, received: played.received };
}

const order = {
  outTradeNo: 'HS20261121000001',
  description: '糖心苹果 5斤',
  total: 3990,
  appid: 'wxapp',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  notifyUrl: 'https://shop.example/pay/notify',
  expiresAt: new Date('2026-11-21T08:30:00Z'),
};
const prepaid = { json: { prepay_id: 'wx261122' } };
const paid = {
  mchid: '1900000001',
  appid: 'wxapp',
  out_trade_no: order.outTradeNo,
  transaction_id: '4200001',
  trade_state: 'SUCCESS',
  success_time: '2026-11-21T16:05:00+08:00',
  payer: { openid: order.openid },
  amount: { total: 3990, payer_total: 3900, currency: 'CNY' },
};

describe('an answer that means "later"', () => {
  it.each([
    [429, 'FREQUENCY_LIMIT_EXCEED'],
    [429, 'FREQUENCY_LIMITED'],
    [403, 'FREQUENCY_LIMIT_EXCEED'],
    [429, 'RATELIMIT_EXCEEDED'],
    [429, 'A_WORD_NOBODY_HAS_SEEN'],
    [500, 'SYSTEM_ERROR'],
    [500, 'SYSTEMERROR'],
  ])('%i %s is asked again', async (status, code) => {
    const { pay, received } = await start((_, index) => (index === 0 ? { status, json: { code } } : prepaid));
    expect(await pay.prepay(order)).toBe('wx261122');
    expect(received).toHaveLength(2);
  });

  it.each([
    [500, 'OPENID_MISMATCH'],
    [403, 'NOT_ENOUGH'],
  ])('%i %s is none', async (status, code) => {
    const { pay, received } = await start(() => ({ status, json: { code } }));
    const error = await pay.prepay(order).catch((caught: unknown) => caught);
    expect([error instanceof PayError, isLater(error), received.length]).toEqual([true, false, 1]);
  });
});

describe('a prepay', () => {
  it('sends what the page documents and gives the prepay id', async () => {
    const { pay, received } = await start(() => prepaid);
    expect(await pay.prepay(order)).toBe('wx261122');
    expect(received[0]?.json).toEqual({
      appid: 'wxapp',
      mchid: '1900000001',
      description: '糖心苹果 5斤',
      out_trade_no: 'HS20261121000001',
      time_expire: '2026-11-21T16:30:00+08:00',
      notify_url: 'https://shop.example/pay/notify',
      amount: { total: 3990, currency: 'CNY' },
      payer: { openid: order.openid },
    });
  });

  it('is signed over the very bytes sent and the path behind the prefix of the base URL', async () => {
    const { pay, received } = await start(() => prepaid);
    await pay.prepay(order);
    const request = received[0];
    expect(request?.url).toBe('/pay/v3/pay/transactions/jsapi');
    expect(request?.headers['wechatpay-serial']).toBe(publicKeyId);
    const authorization = request?.headers.authorization ?? '';
    const part = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(authorization)?.[1] ?? '';
    expect(part('timestamp')).toBe(String(Date.parse('2026-11-21T08:00:00Z') / 1000));
    expect(part('nonce_str')).toMatch(/^[0-9A-Z]{32}$/);
    // verifySignature frames "timestamp\nnonce\nbody\n"; method and URL stand before that in a request.
    const framed = `POST\n/v3/pay/transactions/jsapi\n${part('timestamp')}\n${part('nonce_str')}\n${request?.text}`;
    const [first = '', second = '', ...rest] = framed.split('\n');
    const genuine = await verifySignature(
      { timestamp: first, nonce: second, body: Buffer.from(rest.join('\n')), signature: part('signature') },
      merchant.publicKey,
    );
    expect(genuine).toBe(true);
  });

  it.each([
    ['outTradeNo', { outTradeNo: 'no spaces' }],
    ['total', { total: 0 }],
    ['total', { total: 1.5 }],
    ['notifyUrl', { notifyUrl: 'https://shop.example/pay?x=1' }],
    ['description', { description: ' ' }],
  ])('with a bad %s is not sent', async (field, change) => {
    const { pay, received } = await start(() => prepaid);
    await expect(pay.prepay({ ...order, ...change })).rejects.toMatchObject({ field });
    expect(received).toHaveLength(0);
  });

  it('gives signed parameters for the payment sheet', async () => {
    const { pay } = await start(() => prepaid);
    const request = await pay.paymentRequest('wxapp', 'wx261122');
    expect(request).toMatchObject({ appId: 'wxapp', package: 'prepay_id=wx261122', signType: 'RSA' });
    const body = Buffer.from(`${request.nonceStr}\n${request.package}`);
    const message = { timestamp: request.appId, nonce: request.timeStamp, body, signature: request.paySign };
    expect(await verifySignature(message, merchant.publicKey)).toBe(true);
  });
});

describe('an answer of WeChat Pay', () => {
  it.each<readonly [string, PayAnswer]>([
    ['is unsigned', { ...prepaid, key: null }],
    ['is a probe', { ...prepaid, signature: 'WECHATPAY/SIGNTEST/AAAA' }],
    ['is signed by another key', { ...prepaid, key: { serial: publicKeyId, privateKey: merchant.privateKey } }],
    ['names an unknown key', { ...prepaid, key: { ...platformSigner, serial: 'PUB_KEY_ID_0' } }],
    ['is five minutes old', { ...prepaid, signedAt: new Date('2026-11-21T07:55:00Z') }],
    ['is five minutes ahead', { ...prepaid, signedAt: new Date('2026-11-21T08:05:00Z') }],
  ])('that %s is not believed', async (_, answer) => {
    const { pay, received } = await start(() => answer);
    await expect(pay.prepay(order)).rejects.toMatchObject({ reason: 'unverified_answer' });
    expect(received).toHaveLength(4);
  });

  it('that cannot be verified is asked for again, since every call is idempotent', async () => {
    const { pay } = await start((_, index) =>
      index === 0 ? { ...prepaid, signature: 'WECHATPAY/SIGNTEST/A' } : prepaid,
    );
    expect(await pay.prepay(order)).toBe('wx261122');
  });

  it.each(['OUT_TRADE_NO_USED', 'OUTTRADENOUSED', 'out_trade_no_used'])('spelled %s is one error', async (code) => {
    const { pay, received } = await start(() => ({ status: 403, json: { code, message: '商户订单号重复' } }));
    const error = await pay.prepay(order).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PayError);
    expect(error).toMatchObject({ status: 403, code: 'OUTTRADENOUSED', message: '商户订单号重复', requestId: 'REQ-1' });
    expect(received).toHaveLength(1);
  });

  it.each([
    [500, 'SYSTEM_ERROR'],
    [429, 'FREQUENCY_LIMITED'],
  ])('%i %s is asked again with a fresh signature', async (status, code) => {
    const { pay, received } = await start((_, index) =>
      index < 3 ? { status, json: { code, message: '' } } : prepaid,
    );
    expect(await pay.prepay(order)).toBe('wx261122');
    const signatures = received.map((request) => request.headers.authorization);
    expect(new Set(signatures).size).toBe(4);
  });

  it('500 that is a definite refusal is not asked again', async () => {
    const { pay, received } = await start(() => ({ status: 500, json: { code: 'OPENID_MISMATCH', message: '' } }));
    await expect(pay.prepay(order)).rejects.toMatchObject({ code: 'OPENIDMISMATCH' });
    expect(received).toHaveLength(1);
  });

  it('that is a gateway page is unreachable, and the log keeps no secret of the request', async () => {
    const { pay, log } = await start(() => ({ status: 502 }));
    await expect(pay.prepay(order)).rejects.toBeInstanceOf(WechatUnreachable);
    expect(log.lines.join()).not.toMatch(/WECHATPAY2|oUpF8/);
  });
});

describe('query, close and refund', () => {
  it('query reads a payment and signs its query string', async () => {
    const { pay, received } = await start(() => ({ json: paid }));
    expect(await pay.query({ outTradeNo: order.outTradeNo })).toMatchObject({
      state: 'SUCCESS',
      transactionId: '4200001',
      total: 3990,
      payerTotal: 3900,
      paidAt: new Date('2026-11-21T08:05:00Z'),
    });
    expect(received[0]?.url).toBe(`/pay/v3/pay/transactions/out-trade-no/${order.outTradeNo}?mchid=1900000001`);
  });

  it('query of an order that never arrived is null', async () => {
    const { pay } = await start(() => ({ status: 404, json: { code: 'ORDER_NOT_EXIST', message: '' } }));
    expect(await pay.query({ outTradeNo: order.outTradeNo })).toBeNull();
  });

  it('close takes 204 without a body', async () => {
    const { pay } = await start(() => ({ status: 204 }));
    expect(await pay.close(order.outTradeNo)).toEqual({ kind: 'closed' });
  });

  it('close of an order that was paid meanwhile tells the payment', async () => {
    const { pay } = await start((request) =>
      request.method === 'POST' ? { status: 400, json: { code: 'TRADE_ERROR', message: '' } } : { json: paid },
    );
    expect(await pay.close(order.outTradeNo)).toMatchObject({
      kind: 'paid',
      transaction: { transactionId: '4200001' },
    });
  });

  it('close that is refused for another reason stays an error', async () => {
    const { pay } = await start((request) =>
      request.method === 'POST'
        ? { status: 403, json: { code: 'NO_AUTH', message: '' } }
        : { json: { ...paid, trade_state: 'NOTPAY' } },
    );
    await expect(pay.close(order.outTradeNo)).rejects.toMatchObject({ code: 'NOAUTH' });
  });

  const refund = { outTradeNo: order.outTradeNo, outRefundNo: 'RF1', refund: 990, total: 3990, reason: '坏果' };

  it('refund tells that it is under way', async () => {
    const json = {
      refund_id: '5030001',
      out_refund_no: 'RF1',
      transaction_id: '4200001',
      out_trade_no: order.outTradeNo,
      status: 'PROCESSING',
      amount: { refund: 990, total: 3990 },
    };
    const { pay, received } = await start(() => ({ json }));
    expect(await pay.refund(refund)).toMatchObject({ state: 'PROCESSING', refund: 990, succeededAt: null });
    expect(received[0]?.json).toMatchObject({ out_refund_no: 'RF1', amount: { refund: 990, total: 3990 } });
    await expect(pay.refund({ ...refund, refund: 3991 })).rejects.toMatchObject({ field: 'refund' });
  });

  it('a refund that nobody knows is null', async () => {
    const { pay } = await start(() => ({ status: 404, json: { code: 'RESOURCE_NOT_EXISTS', message: '' } }));
    expect(await pay.queryRefund('RF1')).toBeNull();
  });
});

describe('certificate mode', () => {
  const first = platformKey();
  const second = platformKey();

  async function withCertificates(list: () => readonly PlatformKey[], signer: () => PlatformKey) {
    let downloads = 0;
    const started = await start(
      (request) => {
        if (request.path !== '/pay/v3/certificates') return { ...prepaid, key: signer() };
        downloads += 1;
        return { json: certificateList(list()), key: list()[0] };
      },
      { signer: first, publicKey: false },
    );
    return { ...started, downloads: () => downloads };
  }

  it('downloads once for calls that start together, and keeps the certificates for 12 hours', async () => {
    const { pay, clock, downloads } = await withCertificates(
      () => [first],
      () => first,
    );
    await Promise.all(Array.from({ length: 10 }, async () => pay.prepay(order)));
    clock.advance(12 * 3600 - 1);
    await pay.prepay(order);
    expect(downloads()).toBe(1);
    clock.advance(1);
    await pay.prepay(order);
    expect(downloads()).toBe(2);
  });

  it('downloads again when a new serial appears, at most once a minute for one that nobody knows', async () => {
    let known: readonly PlatformKey[] = [first];
    let signer = first;
    const { pay, clock, downloads } = await withCertificates(
      () => known,
      () => signer,
    );
    await pay.prepay(order);
    clock.advance(61);
    known = [first, second];
    signer = second;
    await pay.prepay(order);
    expect(downloads()).toBe(2);
    signer = platformKey();
    await expect(pay.prepay(order)).rejects.toMatchObject({ reason: 'unverified_answer' });
    expect(downloads()).toBe(2);
    clock.advance(61);
    await expect(pay.prepay(order)).rejects.toMatchObject({ reason: 'unverified_answer' });
    expect(downloads()).toBe(3);
  });

  it('does not believe a list that none of its certificates signed', async () => {
    const { pay } = await start(
      () => ({ json: certificateList([first]), key: { serial: first.serial, privateKey: second.privateKey } }),
      { signer: first, publicKey: false },
    );
    await expect(pay.prepay(order)).rejects.toMatchObject({ reason: 'unverified_answer' });
  });

  it('does not use a certificate that has expired', async () => {
    const { pay } = await start(
      (request) =>
        request.path === '/pay/v3/certificates'
          ? { json: certificateList([first], '2026-01-01T00:00:00+08:00') }
          : prepaid,
      { signer: first, publicKey: false },
    );
    await expect(pay.prepay(order)).rejects.toMatchObject({ reason: 'unverified_answer' });
  });

  it('lives beside a public key while a merchant changes over', async () => {
    let downloads = 0;
    const { pay } = await start((request, index) => {
      if (request.path === '/pay/v3/certificates') downloads += 1;
      return request.path === '/pay/v3/certificates'
        ? { json: certificateList([first]) }
        : { ...prepaid, key: index === 0 ? platformSigner : first };
    });
    await pay.prepay(order);
    expect(downloads).toBe(0);
    await pay.prepay(order);
    expect(downloads).toBe(1);
  });
});
