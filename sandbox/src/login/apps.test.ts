import { afterAll, beforeAll, expect, test } from 'vitest';
import { cashierParameters, recordsOf, type TestSandbox, testSandbox } from '../testing.ts';
import type { App } from '../world/credentials.ts';
import { textOf } from '../world/json.ts';

let sandbox: TestSandbox;
let first: App;
let second: App;
let official: App;
beforeAll(async () => {
  sandbox = await testSandbox();
  const [main, ...others] = sandbox.credentials.apps;
  first = main;
  second = others.find((app) => app.kind === 'mini_program') ?? main;
  official = others.find((app) => app.kind === 'official_account') ?? main;
});
afterAll(async () => sandbox.close());

async function codeFor(shopper: string, app: App): Promise<string> {
  return (
    textOf((await sandbox.api('POST', `/shoppers/${shopper}/login-code`, { appid: app.appid })).body, 'code') ?? ''
  );
}

async function login(app: App, code: string, asks = app) {
  const { appid, secret, kind } = asks;
  const grant = { appid, secret, grant_type: 'authorization_code' };
  const [path, name] = kind === 'mini_program' ? ['jscode2session', 'js_code'] : ['oauth2/access_token', 'code'];
  return (await sandbox.mp('GET', `/sns/${path}?${new URLSearchParams({ ...grant, [name ?? '']: code })}`)).body;
}

test('a person is another openid in each app, and one unionid in all of them', async () => {
  const { id } = await sandbox.newShopper();
  const known = [];
  for (const app of [first, second, official]) known.push(await login(app, await codeFor(id, app)));
  expect(new Set(known.map(({ openid }) => openid)).size).toBe(3);
  expect(new Set(known.map(({ unionid }) => unionid)).size).toBe(1);
  expect(await login(second, await codeFor(id, second))).toMatchObject({ openid: known[1]?.openid });
});

test('a code is good in the app that asked for it alone', async () => {
  const { id } = await sandbox.newShopper();
  expect(await login(first, await codeFor(id, first), second)).toMatchObject({ errcode: 40029 });
});

test('an app that is not bound to the open platform learns no unionid', async () => {
  const { id } = await sandbox.newShopper();
  await sandbox.api('PUT', `/apps/${second.appid}/open-platform`, { bound: false });
  expect(await login(second, await codeFor(id, second))).not.toHaveProperty('unionid');
  await sandbox.api('PUT', `/apps/${second.appid}/open-platform`, { bound: true });
  expect(await login(second, await codeFor(id, second))).toHaveProperty('unionid');
});

test('a message goes by the token, the template and the openid of one app', async () => {
  const { id, openid } = await sandbox.newShopper();
  const inSecond = textOf(await login(second, await codeFor(id, second)), 'openid');
  const template = second.templates.careReminder ?? '';
  const allowed = { appid: second.appid, templateIds: [template], answer: 'accept' };
  expect(
    (await sandbox.api('POST', `/shoppers/${id}/subscribe`, { ...allowed, appid: first.appid })).body.errMsg,
  ).toMatch(/fail/);
  await sandbox.api('POST', `/shoppers/${id}/subscribe`, allowed);
  const value = (text: string) => ({ value: text });
  const data = { thing1: value('提示'), thing2: value('草莓'), time3: value('15:01'), thing4: value('冷藏') };
  const send = async (app: App, touser: unknown, template_id: string) =>
    (
      await sandbox.mpWithToken(
        'POST',
        '/cgi-bin/message/subscribe/send',
        JSON.stringify({ touser, template_id, data }),
        app,
      )
    ).body.errcode;
  expect(await send(second, openid, template)).toBe(40003);
  expect(await send(first, openid, template)).toBe(40037);
  expect(await send(second, inSecond, template)).toBe(0);
  const chats = recordsOf((await sandbox.api('GET', `/shoppers/${id}/chats`)).body, 'chats');
  expect(recordsOf(chats[0] ?? {}, 'notices')[0]).toMatchObject({ appid: second.appid });
});

test('a payment belongs to the app and the openid it was opened with', async () => {
  const { id, openid } = await sandbox.newShopper();
  const inSecond = textOf(await login(second, await codeFor(id, second)), 'openid') ?? '';
  const prepay = async (app: App, payer: string, out_trade_no: string) =>
    sandbox.pay('POST', '/v3/pay/transactions/jsapi', {
      appid: app.appid,
      mchid: sandbox.credentials.mchid,
      description: '草莓',
      out_trade_no,
      notify_url: 'https://shop.example/pay/notify',
      amount: { total: 100 },
      payer: { openid: payer },
    });
  expect((await prepay(second, openid, 'APPS000001')).status).toBe(400);
  const opened = await prepay(second, inSecond, 'APPS000002');
  expect((await prepay(first, openid, 'APPS000002')).status).toBe(400);
  const params = cashierParameters(sandbox, textOf(opened.body, 'prepay_id') ?? '', second);
  const pay = async (app: App) =>
    (await sandbox.api('POST', `/shoppers/${id}/pay`, { ...params, appid: app.appid, answer: 'pay' })).body.errMsg;
  expect(await pay(first)).toMatch(/fail/);
  expect(await pay(second)).toBe('requestPayment:ok');
  const { mchid } = sandbox.credentials;
  const told = await sandbox.pay('GET', `/v3/pay/transactions/out-trade-no/APPS000002?mchid=${mchid}`);
  expect(told.body).toMatchObject({ appid: second.appid, trade_state: 'SUCCESS', payer: { openid: inSecond } });
});

test('a number that changed hands is told of its new owner', async () => {
  const shopper = await sandbox.newShopper();
  await sandbox.api('PUT', `/shoppers/${shopper.id}/phone-number`, { phoneNumber: '13912345678' });
  const code = (await sandbox.api('POST', `/shoppers/${shopper.id}/phone-code`)).body.code;
  const { body } = await sandbox.mpWithToken('POST', '/wxa/business/getuserphonenumber', JSON.stringify({ code }));
  expect(body).toMatchObject({ phone_info: { phoneNumber: '13912345678', watermark: { appid: first.appid } } });
});
