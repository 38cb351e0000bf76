import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import { type Json, parseRecord, textOf } from '../world/json.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => {
  await sandbox.close();
});

async function call(method: string, path: string, body?: Json): Promise<Json> {
  const { corpid, secret } = sandbox.credentials.corp;
  const got = await fetch(`${sandbox.url()}/wecom/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${secret}`);
  const access = textOf(parseRecord(await got.text()) ?? {}, 'access_token');
  const answer = await fetch(
    `${sandbox.url()}/wecom/cgi-bin/${path}${path.includes('?') ? '&' : '?'}access_token=${access}`,
    { method, ...(body ? { body: JSON.stringify(body) } : {}) },
  );
  return parseRecord(await answer.text()) ?? {};
}

const code = async () => String((await sandbox.api('POST', '/staff/guide01/oauth-code', {})).body.code);

it('answers who a code of OAuth is, once and within five minutes, and her details by the ticket that came with it', async () => {
  const first = await code();
  const who = await call('GET', `auth/getuserinfo?code=${first}`);
  expect(who).toMatchObject({ errcode: 0, userid: 'guide01' });
  expect(await call('GET', `auth/getuserinfo?code=${first}`)).toMatchObject({ errcode: 40029 });
  expect(await call('GET', 'auth/getuserinfo?code=none')).toMatchObject({ errcode: 40029 });
  const old = await code();
  await sandbox.moveClock(5 * 60_000 + 1000);
  expect(await call('GET', `auth/getuserinfo?code=${old}`)).toMatchObject({ errcode: 40029 });
  const details = async (ticket: unknown) => call('POST', 'auth/getuserdetail', { user_ticket: ticket });
  expect(await details(who.user_ticket)).toMatchObject({ errcode: 0, userid: 'guide01' });
  expect(await details('none')).toMatchObject({ errcode: 40058 });
});

it('gives the corp and the app a ticket each, the same for two hours, and closes the door on who asks too often', async () => {
  const corp = await call('GET', 'get_jsapi_ticket');
  const agent = await call('GET', 'ticket/get?type=agent_config');
  expect(corp).toMatchObject({ errcode: 0 });
  expect(agent.ticket).not.toBe(corp.ticket);
  expect((await call('GET', 'get_jsapi_ticket')).ticket).toBe(corp.ticket);
  expect(await call('GET', 'ticket/get?type=wx_card')).toMatchObject({ errcode: 40058 });
  await sandbox.moveClock(7_200_000);
  const next = await call('GET', 'get_jsapi_ticket');
  expect(next.ticket).not.toBe(corp.ticket);

  const { corpid, agentid } = sandbox.credentials.corp;
  const url = 'http://127.0.0.1:5180/sidebar';
  const sign = (ticket: unknown) => {
    const text = `jsapi_ticket=${ticket}&noncestr=n&timestamp=1&url=${url}`;
    return { nonceStr: 'n', timestamp: 1, signature: createHash('sha1').update(text).digest('hex') };
  };
  const fresh = await call('GET', 'ticket/get?type=agent_config');
  const config = async (agentTicket: unknown, values: Json = {}) =>
    (
      await sandbox.api('POST', '/staff/guide01/js-config', {
        ...{ corpid, agentid, url: `${url}#/x`, corp: sign(next.ticket), agent: sign(agentTicket) },
        ...values,
      })
    ).body.agentConfig;
  expect(await config(fresh.ticket)).toBe('agentConfig:ok');
  expect(await config(agent.ticket)).toBe('agentConfig:fail 40093:invalid signature');
  expect(await config(fresh.ticket, { agentid: '1' })).toBe('agentConfig:fail invalid agentid');

  for (let times = 0; times < 100; times += 1) await call('GET', 'ticket/get?type=agent_config');
  expect(await call('GET', 'ticket/get?type=agent_config')).toMatchObject({ errcode: 45009 });
});

it('lets staff send into the chat of a friend alone, and only what WeCom would take', async () => {
  const shopper = await sandbox.newShopper();
  const send = async (body: Json) => sandbox.api('POST', `/staff/guide01/customers/${shopper.id}/sends`, body);
  const text = { msgtype: 'text', text: { content: '你好' } };
  expect((await send(text)).status).toBe(409);
  const made = await call('POST', 'externalcontact/add_contact_way', {
    ...{ type: 1, scene: 2, state: 's', user: ['guide01'], skip_verify: true },
  });
  const key = /qr\/(\w+)\.png/.exec(String(made.qr_code))?.[1];
  await sandbox.api('POST', `/shoppers/${shopper.id}/contact-ways/${key}`, { userid: 'guide01' });
  const card = {
    appid: sandbox.app.appid,
    title: '牛奶',
    imgUrl: 'https://a.example.com/1.png',
    page: 'a/b.html?id=1',
  };
  const said = async (miniprogram: Json) => (await send({ msgtype: 'miniprogram', miniprogram })).body.errMsg;
  expect((await send(text)).body.errMsg).toBe('sendChatMessage:ok');
  expect(await said(card)).toBe('sendChatMessage:ok');
  expect(await said({ ...card, page: 'a/b?id=1' })).toBe('sendChatMessage:fail invalid page');
  expect(await said({ ...card, imgUrl: '/1.png' })).toBe('sendChatMessage:fail invalid imgUrl');
  expect(await said({ ...card, appid: 'wx0' })).toBe('sendChatMessage:fail invalid appid');
  expect((await send({ msgtype: 'voice', voice: {} })).body.errMsg).toBe('sendChatMessage:fail not supported');
});
