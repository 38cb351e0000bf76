import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, createWechat } from '../index.ts';
import {
  type PlayedAnswer,
  type PlayedWechat,
  playWechat,
  quickRetry,
  type ReceivedRequest,
  recordingLog,
} from '../testing.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

let played: PlayedWechat | undefined;
afterEach(async () => played?.close());

/** The calls as the platform got them, without those for the token. */
let calls: ReceivedRequest[] = [];

async function start(answer: (request: ReceivedRequest, index: number) => PlayedAnswer): Promise<App> {
  calls = [];
  played = await playWechat((request) => {
    if (request.path === '/cgi-bin/stable_token') return { body: { access_token: 'T', expires_in: 7200 } };
    calls.push(request);
    return answer(request, calls.length - 1);
  });
  const merchantPrivateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { apps } = createWechat({
    baseUrl: played.baseUrl,
    apps: [{ appid: 'wxapp', secret: 'app-secret', kind: 'mini_program', name: '小程序' }],
    pay: {
      baseUrl: played.baseUrl,
      mchid: '1',
      merchantSerial: 'S',
      merchantPrivateKeyPem,
      apiV3Key: 'k'.repeat(32),
    },
    now: () => new Date('2026-11-21T08:00:00Z'),
    log: recordingLog(),
    retry: quickRetry,
  });
  return apps[0];
}

describe('login', () => {
  it('trades the code with the secret, and needs no token', async () => {
    const mp = await start(() => ({ body: { openid: 'o1', session_key: 'k', unionid: 'u1' } }));
    expect(await mp.login('c')).toEqual({ openid: 'o1', unionid: 'u1' });
    expect(Object.fromEntries(calls[0]?.query ?? [])).toEqual({
      appid: 'wxapp',
      secret: 'app-secret',
      js_code: 'c',
      grant_type: 'authorization_code',
    });
    expect(played?.received).toHaveLength(1);
  });

  it('works without an Open Platform account and names a used code', async () => {
    const mp = await start((_, index) => ({
      body: index === 0 ? { openid: 'o1', session_key: 'k' } : { errcode: 40163, errmsg: 'code been used' },
    }));
    expect(await mp.login('c')).toMatchObject({ unionid: null });
    await expect(mp.login('c')).rejects.toMatchObject({ errcode: 40163 });
  });
});

describe('the phone number', () => {
  const info = { phoneNumber: '13800000000', purePhoneNumber: '13800000000', watermark: { appid: 'wxapp' } };

  it.each([86, '86'])('is read with the country code as %j', async (countryCode) => {
    const mp = await start(() => ({ body: { errcode: 0, phone_info: { ...info, countryCode } } }));
    expect(await mp.phoneNumber('c')).toMatchObject({ purePhoneNumber: '13800000000', countryCode: '86' });
    expect(calls[0]).toMatchObject({ url: '/wxa/business/getuserphonenumber?access_token=T', json: { code: 'c' } });
  });

  it('that was given to another app is not taken', async () => {
    const watermark = { appid: 'wxother' };
    const mp = await start(() => ({ body: { phone_info: { ...info, countryCode: '86', watermark } } }));
    await expect(mp.phoneNumber('c')).rejects.toThrow('another app');
  });
});

describe('a mini-program code', () => {
  it('is asked for with the documented defaults', async () => {
    const mp = await start(() => ({ body: Buffer.from('jpeg'), headers: { 'Content-Type': 'image/jpeg' } }));
    expect(await mp.wxacode({ scene: 'c=aZ09', page: 'product/pages/product' })).toMatchObject({
      contentType: 'image/jpeg',
    });
    expect(calls[0]?.json).toEqual({
      scene: 'c=aZ09',
      page: 'product/pages/product',
      check_path: true,
      env_version: 'release',
      width: 430,
    });
  });

  it.each([
    ['scene', { scene: '' }],
    ['scene', { scene: 'x'.repeat(33) }],
    ['scene', { scene: '苹果' }],
    ['scene', { scene: 'a%20b' }],
    ['page', { scene: 'a', page: '/home' }],
    ['page', { scene: 'a', page: 'home?a=1' }],
    ['width', { scene: 'a', width: 200 }],
  ])('with a bad %s %j is not asked for', async (field, request) => {
    const mp = await start(() => ({ body: {} }));
    await expect(mp.wxacode(request)).rejects.toMatchObject({ field });
    expect(calls).toHaveLength(0);
  });
});

describe('a subscribe message', () => {
  const message = { openid: 'o1', templateId: 't1', page: 'order?id=1', data: { thing1: '苹果' } };

  it('wraps each value', async () => {
    const mp = await start(() => ({ body: { errcode: 0, errmsg: 'ok', msgid: 42 } }));
    expect(await mp.sendSubscribe(message)).toEqual({ messageId: '42' });
    expect(calls[0]?.json).toMatchObject({
      touser: 'o1',
      data: { thing1: { value: '苹果' } },
      miniprogram_state: 'formal',
    });
  });

  it('whose answer is lost is not sent again', async () => {
    const mp = await start(() => 'hang_up');
    await expect(mp.sendSubscribe(message)).rejects.toMatchObject({ handedOver: true });
    expect(calls).toHaveLength(1);
  });

  it('without a grant is refused by name', async () => {
    const mp = await start(() => ({ body: { errcode: 43101, errmsg: 'user refuse to accept the msg rid: 1-2-3' } }));
    await expect(mp.sendSubscribe(message)).rejects.toMatchObject({ errcode: 43101, rid: '1-2-3' });
  });
});

describe('shipping', () => {
  const info = {
    order: { transactionId: '4200001' },
    openid: 'o1',
    logistics: 'express',
    parcels: [{ itemDesc: '苹果'.repeat(100), trackingNo: 'SF1', expressCompany: 'SF', receiverPhone: '18912345678' }],
    uploadTime: new Date('2026-11-21T08:00:00.120Z'),
  } as const;

  it('sends numbers, a list, a masked phone and the time in Shanghai', async () => {
    const mp = await start(() => ({ body: { errcode: 0 } }));
    await mp.uploadShipping(info);
    expect(calls[0]?.json).toEqual({
      order_key: { order_number_type: 2, transaction_id: '4200001' },
      logistics_type: 1,
      delivery_mode: 1,
      shipping_list: [
        {
          tracking_no: 'SF1',
          express_company: 'SF',
          item_desc: '苹果'.repeat(60),
          contact: { receiver_contact: '189****5678' },
        },
      ],
      upload_time: '2026-11-21T16:00:00.120+08:00',
      payer: { openid: 'o1' },
    });
  });

  it('is repeated while WeChat does not know the payment yet', async () => {
    const mp = await start((_, index) => ({ body: { errcode: index === 0 ? 10060001 : 0 } }));
    await mp.uploadShipping(info);
    expect(calls).toHaveLength(2);
  });

  it('that was uploaded before counts as done', async () => {
    const mp = await start(() => ({ body: { errcode: 10060023, errmsg: 'not updated' } }));
    await mp.uploadShipping(info);
  });

  it.each([
    ['parcels', { parcels: [] }],
    ['split', { logistics: 'pickup', split: { allDelivered: true } } as const],
    ['trackingNo', { parcels: [{ itemDesc: '苹果' }] }],
    ['receiverPhone', { parcels: [{ itemDesc: '苹果', trackingNo: 'SF1', expressCompany: 'SF' }] }],
    ['itemDesc', { parcels: [{ itemDesc: ' ', trackingNo: 'Y1', expressCompany: 'YTO' }] }],
  ])('with bad %s is not sent', async (field, change) => {
    const mp = await start(() => ({ body: { errcode: 0 } }));
    await expect(mp.uploadShipping({ ...info, ...change })).rejects.toMatchObject({ field });
    expect(calls).toHaveLength(0);
  });

  it('is read back with its state by name', async () => {
    const order = {
      transaction_id: '4200001',
      merchant_trade_no: 'HS1',
      openid: 'o1',
      paid_amount: 3990,
      order_state: 2,
      shipping: { finish_shipping: true, shipping_list: [{ tracking_no: 'SF1', express_company: 'SF' }] },
    };
    const mp = await start(() => ({ body: { errcode: 0, order } }));
    expect(await mp.shippingOrder({ mchid: '1', outTradeNo: 'HS1' })).toEqual({
      logistics: null,
      transactionId: '4200001',
      outTradeNo: 'HS1',
      openid: 'o1',
      paidAmount: 3990,
      state: 'shipped',
      finishedShipping: true,
      parcels: [{ trackingNo: 'SF1', expressCompany: 'SF' }],
    });
    expect(calls[0]?.json).toEqual({ merchant_id: '1', merchant_trade_no: 'HS1' });
  });
});
