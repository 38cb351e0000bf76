import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import { textOf } from '../world/json.ts';

let sandbox: TestSandbox;
const pushed: string[] = [];
const address = createServer((request, response) => {
  pushed.push(request.url ?? '');
  request.resume();
  request.on('end', () => response.end('success'));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => address.listen(0, '127.0.0.1', resolve));
  sandbox = await testSandbox(`http://127.0.0.1:${Object(address.address()).port}`);
});
afterAll(async () => {
  await sandbox.close();
  address.close();
});

/** She enters the mini program; answers her session_key. */
async function enter(id: string): Promise<string> {
  const { code } = Object((await sandbox.api('POST', `/shoppers/${id}/login-code`, {})).body);
  const { appid, secret } = sandbox.app;
  const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' });
  return textOf((await sandbox.mp('GET', `/sns/jscode2session?${query}`)).body, 'session_key') ?? '';
}

const check = async (openid: string, content: string, scene = 2) =>
  (await sandbox.mpWithToken('POST', '/wxa/msg_sec_check', { version: 2, scene, openid, content })).body;

it('judges a text for somebody who was in the app lately, by model and by word', async () => {
  const { id, openid } = await sandbox.newShopper();
  expect((await check(openid, '很好吃')).errcode).toBe(61010);
  await enter(id);
  expect(await check(openid, '很好吃')).toMatchObject({ errcode: 0, result: { suggest: 'pass', label: 100 } });
  expect(await check(openid, '老板去死')).toMatchObject({
    result: { suggest: 'risky', label: 20003 },
    detail: [{ strategy: 'content_model' }, { strategy: 'keyword', keyword: '去死' }],
  });
  expect((await check(openid, '想要便宜的加微信')).result).toEqual({ suggest: 'review', label: 10001 });
  expect((await check(openid, '', 2)).errcode).toBe(44002);
  expect((await check(openid, '好', 9)).errcode).toBe(40129);
  expect((await check('oNobody', '好')).errcode).toBe(40003);
  await sandbox.moveClock(2 * 3_600_000 + 1000);
  expect((await check(openid, '很好吃')).errcode).toBe(61010);
});

it('looks at a picture and says later what it found; ranks who may be a fraud', async () => {
  const { id, openid } = await sandbox.newShopper();
  await enter(id);
  const asked = { version: 2, scene: 2, media_type: 2, openid, media_url: 'https://shop.example/risky.png' };
  expect((await sandbox.mpWithToken('POST', '/wxa/media_check_async', asked)).body).toMatchObject({
    errcode: 0,
    trace_id: expect.any(String),
  });
  pushed.splice(0);
  await sandbox.moveClock(6000);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(pushed.some((path) => path.startsWith(`/wechat/push/${sandbox.app.appid}`))).toBe(true);
  const rank = async (body: object) =>
    (
      await sandbox.mpWithToken('POST', '/wxa/getuserriskrank', {
        appid: sandbox.app.appid,
        scene: 1,
        client_ip: '1.2.3.4',
        openid,
        ...body,
      })
    ).body;
  expect(await rank({})).toMatchObject({ errcode: 0, risk_rank: 0, unoin_id: expect.any(Number) });
  expect(await rank({ mobile_no: '17000000000' })).toMatchObject({ risk_rank: 4 });
  expect((await rank({ client_ip: '' })).errcode).toBe(47001);
});

it('knows whether a session is still hers, and ends it', async () => {
  const { id, openid } = await sandbox.newShopper();
  const key = await enter(id);
  const ask = async (path: string, by: string) => {
    const signature = createHmac('sha256', by).update('').digest('hex');
    const token = await sandbox.mp('POST', '/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: sandbox.app.appid,
      secret: sandbox.app.secret,
    });
    const query = new URLSearchParams({
      access_token: textOf(token.body, 'access_token') ?? '',
      openid,
      signature,
      sig_method: 'hmac_sha256',
    });
    return (await sandbox.mp('GET', `${path}?${query}`)).body;
  };
  expect((await ask('/wxa/checksession', key)).errcode).toBe(0);
  expect((await ask('/wxa/checksession', 'other')).errcode).toBe(87009);
  const next = textOf(await ask('/wxa/resetusersessionkey', key), 'session_key') ?? '';
  expect((await ask('/wxa/checksession', key)).errcode).toBe(87009);
  expect((await ask('/wxa/checksession', next)).errcode).toBe(0);
});

it('says where a link of the app leads and until when, and knows none of another', async () => {
  const asked = { path: 'home/pages/home', query: 'a=1', expire_type: 1, expire_interval: 3 };
  const { url_link: link } = (await sandbox.mpWithToken('POST', '/wxa/generate_urllink', asked)).body;
  const { url_link_info: info } = (await sandbox.mpWithToken('POST', '/wxa/query_urllink', { url_link: String(link) }))
    .body;
  expect(info).toMatchObject({ path: 'home/pages/home', query: 'a=1' });
  expect(Object(info).expire_time - Object(info).create_time).toBe(3 * 86_400);
  const made = (
    await sandbox.mpWithToken('POST', '/wxa/generatescheme', {
      jump_wxa: { path: 'home/pages/home', query: '' },
      expire_type: 1,
      expire_interval: 3,
    })
  ).body;
  const { scheme_info: scheme } = (
    await sandbox.mpWithToken('POST', '/wxa/queryscheme', { scheme: String(made.openlink) })
  ).body;
  expect(scheme).toMatchObject({ path: 'home/pages/home' });
  expect(
    (await sandbox.mpWithToken('POST', '/wxa/query_urllink', { url_link: 'https://wxaurl.cn/none' })).body.errcode,
  ).toBe(85404);
});
