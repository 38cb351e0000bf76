import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spawnTestSandbox, type TestSandbox } from '../src/platform/testing/sandbox.ts';
import { type App, createWechat, fitField, type Wechat } from '../src/wechat/index.ts';
import { type JsonObject, parseObject, textAt } from '../src/wechat/json.ts';
import type { NotifyOutcome } from '../src/wechat/pay/notify.ts';
import { type PlayedWechat, playWechat, quickRetry, recordingLog } from '../src/wechat/testing.ts';
import { readCredentials } from '../src/wechat-credentials.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'huoshui-wechat-'));
let sandbox: TestSandbox;
let credentials: JsonObject;

beforeAll(async () => {
  sandbox = await spawnTestSandbox(folder);
  credentials = parseObject(readFileSync(sandbox.credentials, 'utf8')) ?? {};
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function api(method: string, address: string, body?: JsonObject): Promise<JsonObject> {
  const answer = await fetch(`${sandbox.url}/sandbox/api${address}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${address}: ${text}`);
  return parseObject(text) ?? {};
}

const setFaults = async (changes: JsonObject) => api('PUT', '/faults', changes);
const noFaults = {
  notify: 'normal',
  signTest: false,
  down: 'none',
  quota: 'none',
  busyEvery: 0,
  refundNotEnough: false,
  forgedAnswers: false,
};

/** Both ways in which WeChat Pay signs: a public key from its console, and certificates that are downloaded. */
function connect(mode: 'public-key' | 'certificate'): Wechat {
  const text = (key: string) => textAt(credentials, key);
  return createWechat({
    baseUrl: `${sandbox.url}/mp`,
    apps: readCredentials(sandbox.credentials, []).apps,
    pay: {
      baseUrl: `${sandbox.url}/pay`,
      mchid: text('mchid'),
      merchantSerial: text('merchantSerial'),
      merchantPrivateKeyPem: text('merchantPrivateKeyPem'),
      apiV3Key: text('apiV3Key'),
      ...(mode === 'public-key'
        ? { publicKeyId: text('platformPublicKeyId'), publicKeyPem: text('platformPublicKeyPem') }
        : {}),
    },
    now: () => new Date(),
    log: recordingLog(),
    retry: quickRetry,
  });
}

type Shopper = { readonly id: string; readonly openid: string; readonly phoneNumber: string };

async function newShopper(): Promise<Shopper> {
  const made = await api('POST', '/shoppers', {});
  return { id: textAt(made, 'id'), openid: textAt(made, 'openid'), phoneNumber: textAt(made, 'phoneNumber') };
}

describe('the mini-program clients', () => {
  let mp: App;
  let shopper: Shopper;
  beforeEach(async () => {
    mp = connect('public-key').apps[0];
    shopper = await newShopper();
  });
  afterEach(async () => setFaults(noFaults));

  const loginCode = async () => textAt(await api('POST', `/shoppers/${shopper.id}/login-code`), 'code');
  const allow = async (templateId: string) =>
    api('POST', `/shoppers/${shopper.id}/subscribe`, { templateIds: [templateId], answer: 'accept' });
  const template = (key: string) => readCredentials(sandbox.credentials, []).apps[0].templates[key] ?? '';

  it('log a shopper in with a code that works once', async () => {
    const code = await loginCode();
    expect(await mp.login(code)).toMatchObject({ openid: shopper.openid });
    await expect(mp.login(code)).rejects.toMatchObject({ errcode: 40163 });
    await expect(mp.login('invented')).rejects.toMatchObject({ errcode: 40029 });
  });

  it('read the phone number', async () => {
    const code = textAt(await api('POST', `/shoppers/${shopper.id}/phone-code`), 'code');
    expect(await mp.phoneNumber(code)).toMatchObject({ purePhoneNumber: shopper.phoneNumber, countryCode: '86' });
    await expect(mp.phoneNumber(code)).rejects.toMatchObject({ errcode: 40029 });
  });

  it('get a picture of a code', async () => {
    const code = await mp.wxacode({ scene: 'i=7Hq2', page: 'home/pages/home', checkPath: false });
    expect(code.contentType).toMatch(/^image\/(png|jpeg)$/);
    expect(code.bytes.length).toBeGreaterThan(1000);
  });

  const shipped = {
    character_string1: 'A20261121083000001',
    thing2: '红颜草莓 500g 等 3 件',
    thing3: '顺丰速运',
    character_string4: 'SF1234567890123',
    thing5: '请及时收货',
  };

  it('send one message for one grant', async () => {
    const message = { openid: shopper.openid, templateId: template('orderShipped'), data: shipped };
    await expect(mp.sendSubscribe(message)).rejects.toMatchObject({ errcode: 43101 });
    await allow(message.templateId);
    await mp.sendSubscribe(message);
    await expect(mp.sendSubscribe(message)).rejects.toMatchObject({ errcode: 43101 });
    const bad = { ...message, data: { ...shipped, thing2: '长'.repeat(21) } };
    await allow(message.templateId);
    await expect(mp.sendSubscribe(bad)).rejects.toMatchObject({ errcode: 47003 });
    await expect(mp.sendSubscribe({ ...message, templateId: 'none' })).rejects.toMatchObject({ errcode: 40037 });
  });

  it('send values that were made to fit, whatever was typed', async () => {
    const typed = [
      '好吃到转圈😋的超长商品名称还带换行\n和更多的字',
      '  a  ',
      '©2026 ❤️ 特价→低至五折',
      '「」【】《》—…',
    ];
    for (const thing2 of typed.map((text) => fitField('thing', text) ?? '—')) {
      await allow(template('orderShipped'));
      const character_string4 = fitField('character_string', '运单 SF-123 456') ?? '';
      const data = { ...shipped, thing2, character_string4 };
      await mp.sendSubscribe({ openid: shopper.openid, templateId: template('orderShipped'), data });
    }
    await allow(template('couponArrived'));
    const data = {
      thing1: '水果满减券',
      thing2: '满 39 元减 10 元',
      date3: fitField('date', '2026-11-28') ?? '',
      thing4: '自动抵扣',
    };
    await mp.sendSubscribe({ openid: shopper.openid, templateId: template('couponArrived'), data });
  });

  it('go on when every token has expired under their hands', async () => {
    await mp.wxacode({ scene: 'a', checkPath: false });
    await api('POST', '/tokens/expire', {});
    await mp.wxacode({ scene: 'b', checkPath: false });
  });

  it('go on when every second call is busy, and stop at a quota', async () => {
    await setFaults({ busyEvery: 2 });
    for (const scene of ['a', 'b', 'c']) await mp.wxacode({ scene, checkPath: false });
    await setFaults({ busyEvery: 0, quota: '45009' });
    await expect(mp.wxacode({ scene: 'd', checkPath: false })).rejects.toMatchObject({ errcode: 45009 });
  });

  it('say that a message is in doubt when the platform is down', async () => {
    await allow(template('orderShipped'));
    await mp.wxacode({ scene: 'a', checkPath: false });
    await setFaults({ down: 'mini-program' });
    const message = { openid: shopper.openid, templateId: template('orderShipped'), data: shipped };
    await expect(mp.sendSubscribe(message)).rejects.toMatchObject({ reason: 'server_error', handedOver: true });
  });
});

describe.each(['public-key', 'certificate'] as const)('the payment clients in %s mode', (mode) => {
  let wechat: Wechat;
  let shopper: Shopper;
  let shop: PlayedWechat;
  let outcomes: NotifyOutcome[] = [];

  beforeEach(async () => {
    await setFaults({ ...noFaults, payKey: mode });
    wechat = connect(mode);
    shopper = await newShopper();
    outcomes = [];
    shop = await playWechat(async (request) => {
      const outcome = await wechat.pay.readNotification({ headers: request.headers, body: Buffer.from(request.text) });
      outcomes.push(outcome);
      return { status: outcome.accepted ? 204 : 401, body: outcome.accepted ? undefined : { code: 'FAIL' } };
    });
  });
  afterEach(async () => {
    await setFaults(noFaults);
    await shop.close();
  });

  let lastOrder = 0;
  const place = async (total = 3990) => {
    lastOrder += 1;
    const outTradeNo = `WX${mode === 'certificate' ? 'C' : 'P'}${String(lastOrder).padStart(8, '0')}`;
    const notifyUrl = `${shop.baseUrl}/pay/notify`;
    const description = '红颜草莓 500g';
    const prepayId = await wechat.pay.prepay({
      outTradeNo,
      total,
      description,
      appid: wechat.apps[0].appid,
      openid: shopper.openid,
      notifyUrl,
    });
    return { outTradeNo, prepayId };
  };
  const payFor = async (prepayId: string, answer = 'pay') =>
    api('POST', `/shoppers/${shopper.id}/pay`, {
      ...(await wechat.pay.paymentRequest(wechat.apps[0].appid, prepayId)),
      answer,
      awaitNotify: true,
    });
  const until = async (enough: () => boolean) => {
    for (let waited = 0; !enough(); waited += 20) {
      if (waited > 8000) throw new Error(`too few notifications: ${JSON.stringify(outcomes)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('carry an order from prepay to payment, shipment and refund', async () => {
    const { outTradeNo, prepayId } = await place();
    expect(await wechat.pay.query({ outTradeNo })).toMatchObject({ state: 'NOTPAY', transactionId: null });
    expect((await payFor(prepayId)).errMsg).toBe('requestPayment:ok');
    await until(() => outcomes.length > 0);
    expect(outcomes[0]).toMatchObject({
      accepted: true,
      notification: {
        kind: 'payment',
        transaction: { outTradeNo, state: 'SUCCESS', total: 3990, openid: shopper.openid },
      },
    });
    const paid = await wechat.pay.query({ outTradeNo });
    expect(paid).toMatchObject({ state: 'SUCCESS', total: 3990, payerTotal: 3990 });
    const transactionId = paid?.transactionId ?? '';
    expect(await wechat.pay.query({ transactionId })).toEqual(paid);

    const order = { transactionId };
    await wechat.apps[0].uploadShipping({
      order,
      openid: shopper.openid,
      logistics: 'express',
      parcels: [{ itemDesc: '红颜草莓', trackingNo: 'SF1', expressCompany: 'SF', receiverPhone: '13800001234' }],
      uploadTime: new Date(),
    });
    expect(await wechat.apps[0].shippingOrder(order)).toMatchObject({
      transactionId,
      paidAmount: 3990,
      state: 'shipped',
      parcels: [{ trackingNo: 'SF1', expressCompany: 'SF' }],
    });

    const refund = { outTradeNo, outRefundNo: `R${outTradeNo}`, refund: 990, total: 3990, reason: '坏果包赔' };
    const notifyUrl = `${shop.baseUrl}/pay/notify`;
    expect(await wechat.pay.refund({ ...refund, notifyUrl })).toMatchObject({ state: 'PROCESSING', refund: 990 });
    expect(await wechat.pay.refund({ ...refund, notifyUrl })).toMatchObject({ outRefundNo: `R${outTradeNo}` });
    await until(() => outcomes.length > 1);
    expect(outcomes[1]).toMatchObject({
      accepted: true,
      notification: { kind: 'refund', refund: { outTradeNo, state: 'SUCCESS', refund: 990 } },
    });
    expect(await wechat.pay.queryRefund(`R${outTradeNo}`)).toMatchObject({ state: 'SUCCESS', total: 3990 });
    expect(await wechat.pay.queryRefund('R-unheard-of')).toBeNull();
    const tooMuch = { ...refund, outRefundNo: 'R-too-much', refund: 3001 };
    await expect(wechat.pay.refund({ ...tooMuch, total: 3990 })).rejects.toMatchObject({ name: 'PayError' });
  });

  it('close an unpaid order, and learn of a payment that was faster', async () => {
    const unpaid = await place();
    expect(await wechat.pay.close(unpaid.outTradeNo)).toEqual({ kind: 'closed' });
    expect(await wechat.pay.close(unpaid.outTradeNo)).toEqual({ kind: 'closed' });
    expect((await wechat.pay.query({ outTradeNo: unpaid.outTradeNo }))?.state).toBe('CLOSED');
    expect((await payFor(unpaid.prepayId)).errMsg).not.toBe('requestPayment:ok');

    const paid = await place();
    await payFor(paid.prepayId);
    expect(await wechat.pay.close(paid.outTradeNo)).toMatchObject({ kind: 'paid', transaction: { state: 'SUCCESS' } });
    expect(await wechat.pay.query({ outTradeNo: 'NEVER00001' })).toBeNull();
    expect(await wechat.pay.close('NEVER00001')).toEqual({ kind: 'closed' });
  });

  it('refuse a probe and take the notification that follows it', async () => {
    await setFaults({ signTest: true });
    const { prepayId } = await place();
    await payFor(prepayId);
    await until(() => outcomes.length > 1);
    expect(outcomes).toMatchObject([{ accepted: false, refusal: 'probe' }, { accepted: true }]);
  });

  it('take a doubled notification twice, to be told apart by its order', async () => {
    await setFaults({ notify: 'doubled' });
    const { outTradeNo, prepayId } = await place();
    await payFor(prepayId);
    await until(() => outcomes.length > 1);
    const transaction = { outTradeNo };
    expect(outcomes).toMatchObject([
      { accepted: true, notification: { transaction } },
      { accepted: true, notification: { transaction } },
    ]);
  });

  it('believe no answer with a wrong signature, and go on after busy ones', async () => {
    await setFaults({ forgedAnswers: true });
    await expect(place()).rejects.toMatchObject({ reason: 'unverified_answer' });
    await setFaults({ forgedAnswers: false, busyEvery: 2 });
    expect((await place()).prepayId).not.toBe('');
  });

  it('name the refusals of WeChat Pay', async () => {
    const { outTradeNo } = await place(3990);
    const again = {
      outTradeNo,
      total: 4990,
      description: '别的',
      appid: wechat.apps[0].appid,
      openid: shopper.openid,
      notifyUrl: `${shop.baseUrl}/pay/notify`,
    };
    await expect(wechat.pay.prepay(again)).rejects.toMatchObject({ status: 400, code: 'INVALIDREQUEST' });
    await setFaults({ down: 'pay' });
    await expect(place()).rejects.toMatchObject({ reason: 'server_error' });
  });
});
