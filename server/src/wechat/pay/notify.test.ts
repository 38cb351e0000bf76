import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createWechat } from '../index.ts';
import type { JsonObject } from '../json.ts';
import { quickRetry, recordingLog, standingClock } from '../testing.ts';
import { apiV3Key, seal, signedHeaders } from './testing.ts';

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { serial: 'PUB_KEY_ID_01', privateKey: platform.privateKey };
const clock = standingClock('2026-11-21T08:00:00Z');

const { pay } = createWechat({
  baseUrl: 'http://127.0.0.1:9',
  apps: [
    { appid: 'wxapp', secret: 's', kind: 'mini_program', name: '小程序' },
    { appid: 'wxsecond', secret: 's', kind: 'official_account', name: '公众号' },
  ],
  pay: {
    // Nothing listens there: a notification that would need a network call fails.
    baseUrl: 'http://127.0.0.1:9',
    mchid: '1900000001',
    merchantSerial: 'S',
    merchantPrivateKeyPem: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    apiV3Key,
    publicKeyId: key.serial,
    publicKeyPem: platform.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  },
  now: clock.now,
  log: recordingLog(),
  retry: quickRetry,
});

const payment = {
  mchid: '1900000001',
  appid: 'wxapp',
  out_trade_no: 'HS1',
  transaction_id: '4200001',
  trade_state: 'SUCCESS',
  success_time: '2026-11-21T15:59:58+08:00',
  payer: { openid: 'o1' },
  amount: { total: 3990, payer_total: 3990, currency: 'CNY', payer_currency: 'CNY' },
};

function envelope(resource: JsonObject, eventType = 'TRANSACTION.SUCCESS', type = 'transaction'): string {
  return JSON.stringify({
    id: 'EV-1',
    create_time: '2026-11-21T16:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: eventType,
    summary: '支付成功',
    resource: { original_type: type, ...seal(resource, type) },
  });
}

async function deliver(body: string, change: Record<string, string | undefined> = {}, signer = key) {
  const headers = { ...(await signedHeaders(signer, body, clock.now())), ...change };
  return pay.readNotification({ headers, body: Buffer.from(body) });
}

describe('a notification', () => {
  it('of a payment is opened', async () => {
    expect(await deliver(envelope(payment))).toEqual({
      accepted: true,
      notification: {
        kind: 'payment',
        id: 'EV-1',
        transaction: {
          mchid: '1900000001',
          appid: 'wxapp',
          outTradeNo: 'HS1',
          transactionId: '4200001',
          state: 'SUCCESS',
          openid: 'o1',
          total: 3990,
          payerTotal: 3990,
          currency: 'CNY',
          attach: null,
          paidAt: new Date('2026-11-21T07:59:58Z'),
          promotions: [],
        },
      },
    });
  });

  it.each(['SUCCESS', 'ABNORMAL', 'CLOSED'])('of a refund that ended as %s is opened', async (state) => {
    const refund = {
      mchid: '1900000001',
      transaction_id: '4200001',
      out_trade_no: 'HS1',
      refund_id: '5030001',
      out_refund_no: 'RF1',
      refund_status: state,
      amount: { total: 3990, refund: 990, payer_total: 3990, payer_refund: 990 },
    };
    expect(await deliver(envelope(refund, `REFUND.${state}`, 'refund'))).toMatchObject({
      accepted: true,
      notification: { kind: 'refund', refund: { outRefundNo: 'RF1', state, refund: 990, succeededAt: null } },
    });
  });

  it('of a kind that we do not know is genuine all the same', async () => {
    expect(await deliver(envelope({ mchid: '1900000001', x: 1 }, 'COUPON.USE', 'coupon'))).toMatchObject({
      accepted: true,
      notification: { kind: 'other', eventType: 'COUPON.USE', resource: { x: 1 } },
    });
  });

  // What the pages of the events show: a coupon names its merchants in places of their own, a complaint names none.
  it.each([
    ['a coupon of ours used', 'COUPON.USE', { stock_creator_mchid: '1900000001', coupon_id: 'c1' }],
    [
      'a coupon of others used here',
      'COUPON.USE',
      { stock_creator_mchid: '9', consume_information: { consume_mchid: '1900000001', transaction_id: '4200001' } },
    ],
    ['a coupon sent', 'COUPON.SEND', { send_merchant: '1900000001', openid: 'o1', coupon_code: 'c1' }],
    ['a transfer', 'MCHTRANSFER.BILL.FINISHED', { mchid: '1900000001', appid: 'wxold', state: 'SUCCESS' }],
    ['a complaint', 'COMPLAINT.CREATE', { complaint_id: '200201820200101080076610000', action_type: 'CREATE' }],
  ])('of %s is ours', async (_, eventType, resource) => {
    expect(await deliver(envelope(resource, eventType, 'other'))).toMatchObject({
      accepted: true,
      notification: { kind: 'other', eventType },
    });
  });

  it.each([
    ['a coupon of others, used elsewhere', 'COUPON.USE', { stock_creator_mchid: '9' }],
    ['a coupon that another merchant sent', 'COUPON.SEND', { send_merchant: '9' }],
    ['a transfer of another merchant', 'MCHTRANSFER.BILL.FINISHED', { mchid: '9' }],
    ['a payment that names no merchant', 'TRANSACTION.SUCCESS', { ...payment, mchid: undefined }],
    ['a refund that names no merchant', 'REFUND.SUCCESS', { out_refund_no: 'R1' }],
  ])('of %s is refused', async (_, eventType, resource) => {
    expect(await deliver(envelope(resource, eventType, 'other'))).toEqual({
      accepted: false,
      refusal: 'other_merchant',
    });
  });

  it.each([
    ['unsigned', { 'wechatpay-signature': undefined }],
    ['unsigned', { 'wechatpay-timestamp': 'yesterday' }],
    ['bad_signature', { 'wechatpay-nonce': 'another' }],
    ['probe', { 'wechatpay-signature': 'WECHATPAY/SIGNTEST/AAAA' }],
    ['unknown_serial', { 'wechatpay-serial': 'PUB_KEY_ID_02' }],
  ])('is refused as %s with the headers %j', async (refusal, change) => {
    expect(await deliver(envelope(payment), change)).toEqual({ accepted: false, refusal });
  });

  it('that another key signed is refused', async () => {
    const forger = { serial: key.serial, privateKey: merchant.privateKey };
    expect(await deliver(envelope(payment), {}, forger)).toEqual({ accepted: false, refusal: 'bad_signature' });
  });

  it('whose body was altered by one character is refused', async () => {
    const body = envelope(payment);
    const headers = await signedHeaders(key, body, clock.now());
    const outcome = await pay.readNotification({ headers, body: Buffer.from(`${body} `) });
    expect(outcome).toEqual({ accepted: false, refusal: 'bad_signature' });
  });

  it.each([
    [299, { accepted: true }],
    [300, { accepted: false, refusal: 'replayed_or_late' }],
    [-299, { accepted: true }],
    [-300, { accepted: false, refusal: 'from_the_future' }],
  ])('recorded and played %i s later is %j', async (seconds, expected) => {
    const body = envelope(payment);
    const headers = await signedHeaders(key, body, new Date(clock.now().getTime() - seconds * 1000));
    expect(await pay.readNotification({ headers, body: Buffer.from(body) })).toMatchObject(expected);
  });

  it.each([
    ['another merchant', { ...payment, mchid: '1900000002' }],
    ['another app', { ...payment, appid: 'wxother' }],
  ])('about %s is refused', async (_, resource) => {
    expect(await deliver(envelope(resource))).toEqual({ accepted: false, refusal: 'other_merchant' });
  });

  it.each([
    ['is no JSON', 'hello'],
    ['has no resource', '{"id":"1","event_type":"TRANSACTION.SUCCESS"}'],
    ['lacks the order number', envelope({ ...payment, out_trade_no: '' })],
    ['was sealed with another key', envelope(payment).replace(/"nonce":"\w{12}"/, '"nonce":"000000000000"')],
  ])('that is genuine but %s is unreadable', async (_, body) => {
    expect(await deliver(body)).toEqual({ accepted: false, refusal: 'unreadable' });
  });
});
