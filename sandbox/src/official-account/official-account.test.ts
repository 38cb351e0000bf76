import { createServer } from 'node:http';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import { type Json, textOf } from '../world/json.ts';

let sandbox: TestSandbox;
/** What came to the accounts' address, opened. */
const pushed: { readonly xml: string; readonly sealed: boolean }[] = [];
let answer: (xml: string) => { readonly status: number; readonly body: string } = () => ({
  status: 200,
  body: 'success',
});

const address = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const url = new URL(request.url ?? '', 'http://x');
    const account = named(url.pathname.split('/').at(-1) ?? '');
    const query = url.searchParams;
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    expect(query.get('signature')).toBe(getSignature(account.messageToken, timestamp, nonce, '').toString());
    const sealed = /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(body)?.[1];
    let xml = body;
    if (sealed !== undefined) {
      // As WeChat's own library reads it.
      expect(query.get('msg_signature')).toBe(getSignature(account.messageToken, timestamp, nonce, sealed));
      const opened = decrypt(account.messageAesKey, sealed);
      expect(opened.id).toBe(account.appid);
      xml = opened.message;
    }
    pushed.push({ xml, sealed: sealed !== undefined });
    const said = answer(xml);
    response.statusCode = said.status;
    response.end(said.body);
  });
});

const named = (appid: string) => {
  const found = sandbox.credentials.accounts.find((account) => account.appid === appid);
  if (!found) throw new Error(`no account ${appid}`);
  return found;
};
const [SERVICE, THEMED, SUBSCRIPTION, PLAIN] = [0, 1, 2, 3];
const account = (at: number) => {
  const found = sandbox.credentials.accounts[at];
  if (!found) throw new Error('no such account');
  return found;
};

beforeAll(async () => {
  await new Promise<void>((resolve) => address.listen(0, '127.0.0.1', resolve));
  sandbox = await testSandbox(`http://127.0.0.1:${Object(address.address()).port}`);
});
beforeEach(() => {
  pushed.length = 0;
  answer = () => ({ status: 200, body: 'success' });
});
afterAll(async () => {
  await sandbox.close();
  address.close();
});

const call = async (at: number, path: string, body?: Json): Promise<Json> => {
  const { appid, secret } = account(at);
  const token = await sandbox.mp('POST', '/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret });
  const sign = path.includes('?') ? '&' : '?';
  const url = `/cgi-bin/${path}${sign}access_token=${textOf(token.body, 'access_token')}`;
  return (await sandbox.mp(body ? 'POST' : 'GET', url, body)).body;
};
const follow = async (id: string, at: number) =>
  sandbox.api('POST', `/shoppers/${id}/accounts/${account(at).appid}/follow`, {});
const say = async (id: string, at: number, text: string) =>
  sandbox.api('POST', `/shoppers/${id}/accounts/${account(at).appid}/messages`, { text });
async function openid(id: string, at: number): Promise<string> {
  const { accounts } = (await sandbox.api('GET', `/shoppers/${id}/accounts`)).body;
  return String(Object((accounts as Json[])[at]).openid);
}
async function chat(id: string, at: number): Promise<readonly string[]> {
  const { chats } = (await sandbox.api('GET', `/shoppers/${id}/chats`)).body;
  const found = (chats as Json[]).find((one) => one.id === `account:${account(at).appid}`);
  return ((found?.notices ?? []) as Json[]).flatMap((one) => (one.mine ? [] : String(one.title)));
}
const field = (xml: string | undefined, name: string) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(xml ?? '')?.[1];

it('lets each account do what its type and certificate allow', async () => {
  const paths = ['user/get', 'tags/get', 'menu/get', 'template/get_all_private_template'];
  const may = async (at: number) => {
    const answers = await Promise.all(paths.map(async (path) => (await call(at, path)).errcode));
    const code = await call(at, 'qrcode/create', {
      action_name: 'QR_LIMIT_STR_SCENE',
      action_info: { scene: { scene_str: 'a' } },
    });
    return [...answers, code.errcode].map((errcode) => errcode !== 48001);
  };
  expect(await may(SERVICE)).toEqual([true, true, true, true, true]);
  expect(await may(SUBSCRIPTION)).toEqual([true, true, true, false, false]);
  expect(await may(PLAIN)).toEqual([false, false, false, false, false]);
});

it('tells a follow by a code with its scene, a scan of a follower without the prefix, and an unfollow', async () => {
  const shopper = await sandbox.newShopper();
  const made = await call(THEMED, 'qrcode/create', {
    action_name: 'QR_LIMIT_STR_SCENE',
    action_info: { scene: { scene_str: 'from-main' } },
  });
  const picture = await fetch(
    `${sandbox.url()}/mp/cgi-bin/showqrcode?ticket=${encodeURIComponent(String(made.ticket))}`,
  );
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await fetch(`${sandbox.url()}/mp/cgi-bin/showqrcode?ticket=none`)).status).toBe(404);
  const key = String(made.url).split('/').at(-1) ?? '';
  for (let times = 0; times < 2; times += 1)
    await sandbox.api('POST', `/shoppers/${shopper.id}/account-codes/${key}`, {});
  await sandbox.api('DELETE', `/shoppers/${shopper.id}/accounts/${account(THEMED).appid}/follow`);
  expect(pushed.map(({ xml }) => [field(xml, 'Event'), field(xml, 'EventKey')])).toEqual([
    ['subscribe', 'qrscene_from-main'],
    ['SCAN', 'from-main'],
    ['unsubscribe', ''],
  ]);
  const who = await openid(shopper.id, THEMED);
  expect(await call(THEMED, `user/info?openid=${who}`)).toMatchObject({ subscribe: 0, openid: who });
  await sandbox.api('POST', `/shoppers/${shopper.id}/account-codes/${key}`, {});
  expect(await call(THEMED, `user/info?openid=${who}`)).toMatchObject({
    subscribe: 1,
    subscribe_scene: 'ADD_SCENE_QR_CODE',
    qr_scene_str: 'from-main',
    nickname: '',
  });
  expect((await call(SERVICE, `user/info?openid=${who}`)).errcode).toBe(40003);
});

it('refuses codes that the platform refuses', async () => {
  const bad = async (body: Json) => (await call(THEMED, 'qrcode/create', body)).errcode;
  const scene = (of: Json) => ({ action_info: { scene: of } });
  expect(await bad({ action_name: 'QR_OTHER', ...scene({ scene_id: 1 }) })).toBe(40053);
  expect(await bad({ action_name: 'QR_LIMIT_SCENE', ...scene({ scene_id: 100_001 }) })).toBe(40053);
  expect(await bad({ action_name: 'QR_STR_SCENE', ...scene({ scene_str: 'x'.repeat(65) }) })).toBe(40053);
  expect(await bad({ action_name: 'QR_SCENE', expire_seconds: 2_592_001, ...scene({ scene_id: 1 }) })).toBe(40013);
  const short = await call(THEMED, 'qrcode/create', {
    action_name: 'QR_SCENE',
    expire_seconds: 60,
    ...scene({ scene_id: 7 }),
  });
  const key = String(short.url).split('/').at(-1) ?? '';
  const { id } = await sandbox.newShopper();
  expect((await sandbox.api('GET', `/shoppers/${id}/account-codes/${key}`)).body.outcome).toBe('shown');
  await sandbox.moveClock(61_000);
  expect((await sandbox.api('GET', `/shoppers/${id}/account-codes/${key}`)).body.outcome).toBe('unknown');
});

it('takes five kf messages in 48 hours after a message, three in a minute after a follow, and none of who left', async () => {
  const { id } = await sandbox.newShopper();
  await follow(id, SUBSCRIPTION);
  const touser = await openid(id, SUBSCRIPTION);
  const send = async () =>
    (await call(SUBSCRIPTION, 'message/custom/send', { touser, msgtype: 'text', text: { content: '你好' } })).errcode;
  expect([await send(), await send(), await send(), await send()]).toEqual([0, 0, 0, 45047]);
  await sandbox.moveClock(61_000);
  expect(await send()).toBe(45015);
  await say(id, SUBSCRIPTION, '在吗');
  expect([await send(), await send(), await send(), await send(), await send(), await send()]).toEqual([
    0, 0, 0, 0, 0, 45047,
  ]);
  await sandbox.moveClock(49 * 3_600_000);
  expect(await send()).toBe(45015);
  await say(id, SUBSCRIPTION, '还在吗');
  await sandbox.api('DELETE', `/shoppers/${id}/accounts/${account(SUBSCRIPTION).appid}/follow`);
  expect(await send()).toBe(45015);
  expect(await chat(id, SUBSCRIPTION)).toHaveLength(8);
});

it('comes three times, shows what was answered, sealed or plain, and says so where nothing was', async () => {
  const { id } = await sandbox.newShopper();
  await follow(id, SERVICE);
  pushed.length = 0;
  const reply = '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>';
  const { messageToken, messageAesKey, appid } = account(SERVICE);
  let came = 0;
  answer = () => {
    came += 1;
    if (came < 3) return { status: 500, body: '' };
    const sealed = encrypt(messageAesKey, reply, appid);
    const signature = getSignature(messageToken, '1', 'n', sealed);
    const body = `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1</TimeStamp><Nonce>n</Nonce></xml>`;
    return { status: 200, body };
  };
  await say(id, SERVICE, '在吗');
  expect([pushed.length, new Set(pushed.map(({ xml }) => field(xml, 'MsgId'))).size]).toEqual([3, 1]);
  expect(await chat(id, SERVICE)).toEqual(['收到']);
  answer = () => ({ status: 500, body: '' });
  await say(id, SERVICE, '还在吗');
  expect((await chat(id, SERVICE)).at(-1)).toContain('服务出现故障');
  await sandbox.faults({ accountMode: 'plain' });
  answer = () => ({ status: 200, body: reply });
  pushed.length = 0;
  await say(id, SERVICE, '明文');
  await sandbox.faults({ accountMode: 'safe' });
  expect([pushed.map(({ sealed }) => sealed), (await chat(id, SERVICE)).at(-1)]).toEqual([[false], '收到']);
});

it('keeps the rules of menus and shows the personal one to who has its tag', async () => {
  const put = async (button: readonly Json[]) => (await call(SERVICE, 'menu/create', { button })).errcode;
  const view = { type: 'view', name: '逛店', url: 'https://shop.example' };
  expect(await put([])).toBe(40017);
  expect(await put([view, view, view, view])).toBe(40017);
  expect(await put([{ ...view, name: '这个名字太长了' }])).toBe(40018);
  expect(await put([{ ...view, type: 'other' }])).toBe(40016);
  expect(await put([{ name: '福利', sub_button: Array.from({ length: 6 }, () => view) }])).toBe(40023);
  expect(await put([view])).toBe(0);
  const { id } = await sandbox.newShopper();
  await follow(id, SERVICE);
  const { tag } = await call(SERVICE, 'tags/create', { tag: { name: '老客' } });
  expect((await call(SERVICE, 'tags/create', { tag: { name: '老客' } })).errcode).toBe(45157);
  const tagid = Object(tag).id;
  const openids = [await openid(id, SERVICE)];
  expect((await call(SERVICE, 'menu/addconditional', { button: [view], matchrule: {} })).errcode).toBe(65305);
  await call(SERVICE, 'menu/addconditional', {
    button: [{ ...view, name: '专享' }],
    matchrule: { tag_id: String(tagid) },
  });
  const seen = async () => (await call(SERVICE, 'menu/trymatch', { user_id: openids[0] })).button;
  expect(await seen()).toMatchObject([{ name: '逛店' }]);
  expect((await call(SERVICE, 'tags/members/batchtagging', { openid_list: openids, tagid })).errcode).toBe(0);
  expect(await seen()).toMatchObject([{ name: '专享' }]);
  expect((await call(SERVICE, 'tags/members/batchtagging', { openid_list: openids, tagid: 9999 })).errcode).toBe(45159);
  expect(await call(SERVICE, 'tags/getidlist', { openid: openids[0] })).toMatchObject({ tagid_list: [tagid] });
  await call(SERVICE, 'menu/delete');
  expect((await call(SERVICE, 'menu/get')).errcode).toBe(46003);
});

it('sends templates to followers, notices to who subscribed, and mass messages within their counts', async () => {
  const { id } = await sandbox.newShopper();
  const touser = await openid(id, SERVICE);
  const { template_list } = await call(SERVICE, 'template/get_all_private_template');
  const [template] = template_list as Json[];
  const template_id = String(template?.template_id);
  const keys = [...String(template?.content).matchAll(/\{\{(\w+)\.DATA\}\}/g)].map(([, key]) => key ?? '');
  const examples = String(template?.example)
    .split('\n')
    .map((line) => line.slice(line.indexOf(':') + 1));
  const data = Object.fromEntries(keys.map((key, at) => [key, { value: examples[at] }]));
  expect((await call(SERVICE, 'message/template/send', { touser, template_id, data })).errcode).toBe(43004);
  await follow(id, SERVICE);
  expect((await call(SERVICE, 'message/template/send', { touser, template_id, data: {} })).errcode).toBe(47003);
  expect((await call(SERVICE, 'message/template/send', { touser, template_id, data })).errcode).toBe(0);
  expect((await call(SERVICE, 'message/subscribe/bizsend', { touser, template_id, data })).errcode).toBe(43101);
  const { appid } = account(SERVICE);
  await sandbox.api('POST', `/shoppers/${id}/subscribe`, { appid, templateIds: [template_id], answer: 'accept' });
  expect((await call(SERVICE, 'message/subscribe/bizsend', { touser, template_id, data })).errcode).toBe(0);
  expect((await call(SERVICE, 'message/subscribe/bizsend', { touser, template_id, data })).errcode).toBe(43101);
  const mass = async (at: number, key: string) =>
    call(at, 'message/mass/sendall', {
      filter: { is_to_all: true },
      msgtype: 'text',
      text: { content: '大家好' },
      clientmsgid: key,
    });
  const before = (await chat(id, SERVICE)).length;
  for (let n = 0; n < 5; n += 1) expect((await mass(SERVICE, `k${n}`)).errcode).toBe(0);
  expect((await chat(id, SERVICE)).length - before).toBe(4);
  expect((await mass(SERVICE, 'k1')).errcode).toBe(45065);
  await follow(id, SUBSCRIPTION);
  expect([(await mass(SUBSCRIPTION, 's1')).errcode, (await mass(SUBSCRIPTION, 's2')).errcode]).toEqual([0, 45028]);
});
