import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, type TestSandbox, testSandbox } from '../testing.ts';
import { textOf } from '../world/json.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

const minute = 60_000;

async function stableToken(force = false) {
  const { appid, secret } = sandbox.app;
  const asked = { grant_type: 'client_credential', appid, secret, force_refresh: force };
  return (await sandbox.mp('POST', '/cgi-bin/stable_token', asked)).body;
}

async function usable(token: unknown) {
  return (await sandbox.mp('GET', `/wxaapi/newtmpl/gettemplate?access_token=${token}`)).body.errcode;
}

async function loginCode(id: string) {
  return textOf((await sandbox.api('POST', `/shoppers/${id}/login-code`)).body, 'code') ?? '';
}

async function session(code: string, secret = sandbox.app.secret) {
  const { appid } = sandbox.app;
  const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' });
  return (await sandbox.mp('GET', `/sns/jscode2session?${query}`)).body;
}

describe('access tokens', () => {
  test('a stable token stays the same, is renewed in its last five minutes, and both are good meanwhile', async () => {
    const first = await stableToken();
    expect(first.expires_in).toBeGreaterThan(7190);
    expect(String(first.access_token).length).toBeGreaterThan(100);
    expect((await stableToken()).access_token).toBe(first.access_token);
    await sandbox.moveClock(114 * minute);
    expect((await stableToken()).access_token).toBe(first.access_token);
    await sandbox.moveClock(2 * minute);
    const second = await stableToken();
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.expires_in).toBeGreaterThanOrEqual(300);
    expect(await usable(first.access_token)).toBe(0);
    expect(await usable(second.access_token)).toBe(0);
    await sandbox.moveClock(6 * minute);
    expect(await usable(first.access_token)).toBe(42001);
    expect(await usable(second.access_token)).toBe(0);
  });

  test('force_refresh ends the previous token at once, but not twice within 30 seconds', async () => {
    const before = await stableToken();
    const forced = await stableToken(true);
    expect(forced.access_token).not.toBe(before.access_token);
    expect(await usable(before.access_token)).toBe(42001);
    expect((await stableToken(true)).access_token).toBe(forced.access_token);
    await sandbox.moveClock(31_000);
    expect((await stableToken(true)).access_token).not.toBe(forced.access_token);
  });

  test('another verb than the one that is due has a code of its own', async () => {
    const { appid, secret: appSecret } = sandbox.app;
    const query = `?grant_type=client_credential&appid=${appid}&secret=${appSecret}`;
    expect((await sandbox.mp('POST', `/cgi-bin/token${query}`, {})).body.errcode).toBe(43001);
    expect((await sandbox.mp('GET', '/cgi-bin/stable_token')).body.errcode).toBe(43002);
    expect((await sandbox.mp('GET', '/cgi-bin/nowhere')).body.errcode).toBe(40066);
  });

  test('force_refresh works twenty times a day', async () => {
    await sandbox.moveClock(2 * 24 * 60 * minute);
    const seen = new Set<unknown>();
    for (let i = 0; i < 22; i++) {
      seen.add((await stableToken(true)).access_token);
      await sandbox.moveClock(31_000);
    }
    expect(seen.size).toBe(20);
  });

  test('a plain token is new each time, lives beside the stable one, and its forerunner five minutes more', async () => {
    const { appid, secret: appSecret } = sandbox.app;
    const path = `/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${appSecret}`;
    const stable = await stableToken();
    const first = (await sandbox.mp('GET', path)).body;
    const second = (await sandbox.mp('GET', path)).body;
    expect(second.access_token).not.toBe(first.access_token);
    expect([
      await usable(first.access_token),
      await usable(second.access_token),
      await usable(stable.access_token),
    ]).toEqual([0, 0, 0]);
    await sandbox.moveClock(6 * minute);
    expect([await usable(first.access_token), await usable(second.access_token)]).toEqual([42001, 0]);
  });

  test('wrong credentials and tokens are told apart, always with HTTP 200 and a rid', async () => {
    const { appid, secret } = sandbox.app;
    const ask = async (changes: object) =>
      (
        await sandbox.mp('POST', '/cgi-bin/stable_token', {
          grant_type: 'client_credential',
          appid,
          secret,
          ...changes,
        })
      ).body.errcode;
    expect(await ask({ secret: 'x' })).toBe(40125);
    expect(await ask({ appid: 'wx0' })).toBe(40013);
    expect(await ask({ grant_type: 'x' })).toBe(40002);
    const unknown = await sandbox.mp('POST', '/wxa/getwxacodeunlimit?access_token=none', { scene: 'a' });
    expect(unknown.status).toBe(200);
    expect(unknown.body.errcode).toBe(40001);
    expect(unknown.body.errmsg).toMatch(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
    expect((await sandbox.mp('POST', '/wxa/getwxacodeunlimit', { scene: 'a' })).body.errcode).toBe(41001);
    expect((await sandbox.mpWithToken('POST', '/wxa/getwxacodeunlimit', 'no json')).body.errcode).toBe(47001);
    expect((await sandbox.mpWithToken('POST', '/wxa/getwxacodeunlimit', '')).body.errcode).toBe(44002);
  });

  test('the control for expiring tokens makes the next use fail and the next ask give a new one', async () => {
    const token = await stableToken();
    await sandbox.api('POST', '/tokens/expire');
    expect(await usable(token.access_token)).toBe(42001);
    expect((await stableToken()).access_token).not.toBe(token.access_token);
  });
});

describe('login', () => {
  test('a code gives the shopper’s session once', async () => {
    const shopper = await sandbox.newShopper();
    const code = await loginCode(shopper.id);
    const first = await session(code);
    expect(first.openid).toBe(shopper.openid);
    expect(shopper.openid).toMatch(/^oSBX[\w-]{24}$/);
    expect(first.unionid).toMatch(/^o\w{27}$/);
    expect(Buffer.from(String(first.session_key), 'base64')).toHaveLength(16);
    expect(first).not.toHaveProperty('errcode');
    expect((await session(code)).errcode).toBe(40163);
  });

  test('a code is good for five minutes; others are invalid', async () => {
    const shopper = await sandbox.newShopper();
    const code = await loginCode(shopper.id);
    await sandbox.moveClock(5 * minute + 1000);
    expect((await session(code)).errcode).toBe(40029);
    expect((await session('nonsense')).errcode).toBe(40029);
    expect((await session(await loginCode(shopper.id), 'wrong')).errcode).toBe(40125);
  });

  test('more than a hundred logins a minute are too frequent', async () => {
    const shopper = await sandbox.newShopper();
    const answers: unknown[] = [];
    for (let i = 0; i < 102; i++) answers.push((await session(await loginCode(shopper.id))).errcode);
    expect(answers.slice(0, 90).every((code) => code === undefined)).toBe(true);
    expect(answers.at(-1)).toBe(45011);
  });

  test('the phone-number code is another code: once, five minutes, not for login', async () => {
    const shopper = await sandbox.newShopper();
    const code = textOf((await sandbox.api('POST', `/shoppers/${shopper.id}/phone-code`)).body, 'code') ?? '';
    expect((await session(code)).errcode).toBe(40029);
    const answer = (await sandbox.mpWithToken('POST', '/wxa/business/getuserphonenumber', { code })).body;
    expect(at(answer, 'phone_info', 'purePhoneNumber')).toBe(shopper.phoneNumber);
    expect(String(at(answer, 'phone_info', 'countryCode'))).toBe('86');
    expect(at(answer, 'phone_info', 'watermark', 'appid')).toBe(sandbox.app.appid);
    expect((await sandbox.mpWithToken('POST', '/wxa/business/getuserphonenumber', { code })).body.errcode).toBe(40029);
    const loginOnly = await loginCode(shopper.id);
    expect(
      (await sandbox.mpWithToken('POST', '/wxa/business/getuserphonenumber', { code: loginOnly })).body.errcode,
    ).toBe(40029);
  });
});
