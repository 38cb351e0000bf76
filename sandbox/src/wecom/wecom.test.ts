import { createServer } from 'node:http';
import { decrypt, getSignature } from '@wecom/crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import { type Json, parseRecord, recordOf, textOf } from '../world/json.ts';

let sandbox: TestSandbox;
/** What came to the corp's address: query and opened XML. */
const pushed: { readonly query: URLSearchParams; readonly xml: string }[] = [];
const address = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    const sealed = /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(body)?.[1] ?? '';
    const { token, aesKey, corpid } = sandbox.credentials.corp;
    const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
    expect(query.get('msg_signature')).toBe(getSignature(token, timestamp, nonce, sealed));
    const opened = decrypt(aesKey, sealed);
    expect(opened.id).toBe(corpid);
    pushed.push({ query, xml: opened.message });
    response.end('success');
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => address.listen(0, '127.0.0.1', resolve));
  const port = Object(address.address()).port;
  sandbox = await testSandbox(`http://127.0.0.1:${port}`);
});
afterAll(async () => {
  await sandbox.close();
  address.close();
});

async function call(method: string, path: string, body?: Json, token?: string): Promise<Json> {
  const { corpid, secret } = sandbox.credentials.corp;
  const got = await fetch(`${sandbox.url()}/wecom/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${secret}`);
  const access = token ?? textOf(parseRecord(await got.text()) ?? {}, 'access_token');
  const answer = await fetch(
    `${sandbox.url()}/wecom/cgi-bin/${path}${path.includes('?') ? '&' : '?'}access_token=${access}`,
    { method, ...(body ? { body: JSON.stringify(body) } : {}) },
  );
  return parseRecord(await answer.text()) ?? {};
}

async function way(user: readonly string[], state = 'shelf-1') {
  const type = user.length === 1 ? 1 : 2;
  const made = await call('POST', 'externalcontact/add_contact_way', { type, scene: 2, state, user });
  const key = /qr\/(\w+)\.png/.exec(String(made.qr_code))?.[1] ?? '';
  return { config: String(made.config_id), key };
}

async function add(shopper: string, key: string) {
  const shown = (await sandbox.api('GET', `/shoppers/${shopper}/contact-ways/${key}`)).body;
  await sandbox.api('POST', `/shoppers/${shopper}/contact-ways/${key}`, { userid: shown.userid });
  return shown;
}

const field = (xml: string | undefined, name: string) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(xml ?? '')?.[1];

it('answers a token again while it is good, and refuses what is missing, wrong or old', async () => {
  const { corpid, secret } = sandbox.credentials.corp;
  const ask = async (query: string) =>
    parseRecord(await (await fetch(`${sandbox.url()}/wecom/cgi-bin/gettoken?${query}`)).text()) ?? {};
  const first = await ask(`corpid=${corpid}&corpsecret=${secret}`);
  expect(await ask(`corpid=${corpid}&corpsecret=${secret}`)).toMatchObject({ access_token: first.access_token });
  expect((await ask(`corpid=${corpid}&corpsecret=no`)).errcode).toBe(40001);
  expect((await ask(`corpid=no&corpsecret=${secret}`)).errcode).toBe(40013);
  expect((await ask(`corpid=${corpid}`)).errcode).toBe(41004);
  expect((await call('GET', 'externalcontact/get_follow_user_list', undefined, '')).errcode).toBe(41001);
  expect((await call('GET', 'externalcontact/get_follow_user_list', undefined, 'no')).errcode).toBe(40014);
  await sandbox.moveClock(7_201_000);
  const old = String(first.access_token);
  expect((await call('GET', 'externalcontact/get_follow_user_list', undefined, old)).errcode).toBe(42001);
  await sandbox.faults({ wecom: 'ip' });
  const refused = await call('GET', 'externalcontact/get_follow_user_list');
  await sandbox.faults({ wecom: 'none' });
  expect([refused.errcode, String(refused.errmsg).includes('from ip: 127.0.0.1')]).toEqual([60020, true]);
});

it('keeps the rules of contact ways', async () => {
  const bad = async (body: Json) => (await call('POST', 'externalcontact/add_contact_way', body)).errcode;
  const good = { type: 1, scene: 2, user: ['guide01'] };
  expect(await bad({ ...good, type: 3 })).toBe(41039);
  expect(await bad({ ...good, scene: 3 })).toBe(41040);
  expect(await bad({ ...good, user: ['guide01', 'guide02'] })).toBe(40058);
  expect(await bad({ ...good, user: ['nobody'] })).toBe(40003);
  expect(await bad({ ...good, user: ['guide04'] })).toBe(41054);
  expect(await bad({ ...good, state: 'x'.repeat(31) })).toBe(40058);
  expect(await bad({ ...good, type: 2, user: Array.from({ length: 101 }, () => 'guide01') })).toBe(41041);
  const { config } = await way(['guide01'], 'kept');
  await call('POST', 'externalcontact/update_contact_way', { config_id: config, user: ['guide02'], remark: '货架' });
  const { contact_way: now } = await call('POST', 'externalcontact/get_contact_way', { config_id: config });
  expect(now).toMatchObject({ user: ['guide02'], remark: '货架', state: 'kept' });
  expect((await call('POST', 'externalcontact/del_contact_way', { config_id: config })).errcode).toBe(0);
  expect((await call('POST', 'externalcontact/get_contact_way', { config_id: config })).errcode).toBe(41044);
});

it('tells the corp of an add once, lets it welcome once within twenty seconds, and knows the friend', async () => {
  const shopper = await sandbox.newShopper();
  const { key } = await way(['guide01']);
  pushed.length = 0;
  expect(await add(shopper.id, key)).toMatchObject({ outcome: 'shown', name: '导购 01', isFriend: false });
  expect(await add(shopper.id, key)).toMatchObject({ isFriend: true });
  expect(pushed).toHaveLength(1);
  const xml = pushed[0]?.xml;
  expect([field(xml, 'ChangeType'), field(xml, 'UserID'), field(xml, 'State')]).toEqual([
    'add_external_contact',
    'guide01',
    'shelf-1',
  ]);
  const welcome = { welcome_code: field(xml, 'WelcomeCode') ?? '', text: { content: '你好' } };
  expect(
    (await call('POST', 'externalcontact/send_welcome_msg', { welcome_code: 'no', text: { content: 'x' } })).errcode,
  ).toBe(41050);
  expect((await call('POST', 'externalcontact/send_welcome_msg', { ...welcome, text: { content: '' } })).errcode).toBe(
    40058,
  );
  expect((await call('POST', 'externalcontact/send_welcome_msg', welcome)).errcode).toBe(0);
  expect((await call('POST', 'externalcontact/send_welcome_msg', welcome)).errcode).toBe(41051);
  const { chats } = (await sandbox.api('GET', `/shoppers/${shopper.id}/chats`)).body;
  expect(chats).toMatchObject([{ id: 'wecom:guide01', name: '导购 01 @活水鲜生', notices: [{ title: '你好' }] }]);
  const external = field(xml, 'ExternalUserID') ?? '';
  const got = await call('GET', `externalcontact/get?external_userid=${external}`);
  expect(recordOf(got, 'external_contact')?.unionid).toMatch(/^oUSBX/);
  expect(got.follow_user).toMatchObject([{ userid: 'guide01', state: 'shelf-1', add_way: 1, tags: [] }]);

  const late = await sandbox.newShopper();
  await add(late.id, key);
  await sandbox.moveClock(20_001);
  const lateCode = field(pushed.at(-1)?.xml, 'WelcomeCode') ?? '';
  expect((await call('POST', 'externalcontact/send_welcome_msg', { ...welcome, welcome_code: lateCode })).errcode).toBe(
    41050,
  );
});

it('lets either side leave, tells who did, and gives an opaque state to who comes back to a member that kept her', async () => {
  const shopper = await sandbox.newShopper();
  const { key } = await way(['guide02'], 'door');
  pushed.length = 0;
  await add(shopper.id, key);
  const external = field(pushed[0]?.xml, 'ExternalUserID') ?? '';
  await sandbox.api('DELETE', `/shoppers/${shopper.id}/contacts/guide02`);
  expect((await call('GET', `externalcontact/get?external_userid=${external}`)).errcode).toBe(84061);
  expect(
    (await call('POST', 'externalcontact/remark', { userid: 'guide02', external_userid: external, remark: 'x' }))
      .errcode,
  ).toBe(84061);
  await add(shopper.id, key);
  await sandbox.api('DELETE', `/staff/guide02/customers/${shopper.id}`);
  expect((await call('GET', 'externalcontact/list?userid=guide02')).errcode).toBe(84061);
  await add(shopper.id, key);
  expect(pushed.map(({ xml }) => [field(xml, 'ChangeType'), field(xml, 'State')])).toEqual([
    ['add_external_contact', 'door'],
    ['del_follow_user', undefined],
    ['add_external_contact', expect.stringMatching(/^wb:1:/)],
    ['del_external_contact', undefined],
    ['add_external_contact', 'door'],
  ]);
  const { tag_group: group } = await call('POST', 'externalcontact/add_corp_tag', {
    group_name: '来源',
    tag: [{ name: '货架' }],
  });
  const tag = Object(group).tag[0].id;
  const pair = { userid: 'guide02', external_userid: external };
  expect((await call('POST', 'externalcontact/mark_tag', { ...pair, add_tag: ['etnone'] })).errcode).toBe(40068);
  expect((await call('POST', 'externalcontact/mark_tag', { ...pair, add_tag: [tag] })).errcode).toBe(0);
  const batch = await call('POST', 'externalcontact/batch/get_by_user', { userid_list: ['guide02'] });
  expect(batch.external_contact_list).toMatchObject([
    { follow_info: { userid: 'guide02', tag_id: [tag], state: 'door' } },
  ]);
});

it('shows nobody who is full, and delivers twice and out of order when it is told to', async () => {
  const { key } = await way(['guide03']);
  const [first, second] = [await sandbox.newShopper(), await sandbox.newShopper()];
  await sandbox.api('PUT', '/staff/guide03', { capacity: 1 });
  await sandbox.faults({ wecomCallbacks: 'shuffled' });
  pushed.length = 0;
  await add(first.id, key);
  await sandbox.api('DELETE', `/shoppers/${first.id}/contacts/guide03`);
  await add(first.id, key);
  expect((await sandbox.api('GET', `/shoppers/${second.id}/contact-ways/${key}`)).body).toEqual({ outcome: 'full' });
  await sandbox.moveClock(10_000);
  await sandbox.faults({ wecomCallbacks: 'normal' });
  expect(pushed.map(({ xml }) => field(xml, 'ChangeType')).sort()).toEqual([
    ...Array.from({ length: 4 }, () => 'add_external_contact'),
    ...Array.from({ length: 2 }, () => 'del_follow_user'),
  ]);
});

it('is there again after a restart', async () => {
  await sandbox.restart();
  const { staff } = (await sandbox.api('GET', '/staff')).body;
  expect(staff).toContainEqual(expect.objectContaining({ userid: 'guide03', capacity: 1, customers: 1 }));
});
