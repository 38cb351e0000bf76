import { createServer } from 'node:http';
import { decrypt } from '@wecom/crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import { type Json, parseRecord, recordOf, textOf } from '../world/json.ts';

let sandbox: TestSandbox;
/** What came to the corp's address, opened. */
const pushed: string[] = [];
const address = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const sealed = /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(body)?.[1] ?? '';
    pushed.push(decrypt(sandbox.credentials.corp.aesKey, sealed).message);
    response.end('success');
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => address.listen(0, '127.0.0.1', resolve));
  sandbox = await testSandbox(`http://127.0.0.1:${Object(address.address()).port}`);
});
afterAll(async () => {
  await sandbox.close();
  address.close();
});

async function call(path: string, body: Json): Promise<Json> {
  const { corpid, secret } = sandbox.credentials.corp;
  const got = await fetch(`${sandbox.url()}/wecom/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${secret}`);
  const token = textOf(parseRecord(await got.text()) ?? {}, 'access_token');
  const url = `${sandbox.url()}/wecom/cgi-bin/externalcontact/groupchat/${path}?access_token=${token}`;
  return parseRecord(await (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).text()) ?? {};
}

const made = async (name: string) => String((await sandbox.api('POST', '/staff/guide01/groups', { name })).body.chatId);

async function joinWay(body: Json) {
  const { config_id } = await call('add_join_way', { scene: 2, auto_create_room: 0, ...body });
  const way = recordOf(await call('get_join_way', { config_id }), 'join_way') ?? {};
  return { config: String(config_id), key: /group-qr\/(\w+)\.png/.exec(String(way.qr_code))?.[1] ?? '' };
}

const join = async (shopper: string, key: string) =>
  (await sandbox.api('POST', `/shoppers/${shopper}/join-ways/${key}`)).body;

const field = (xml: string | undefined, name: string) =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`).exec(xml ?? '')?.[1];

it('keeps the rules of join ways, and says anew all of one that is changed', async () => {
  const chat = await made('规则群');
  const bad = async (body: Json) => (await call('add_join_way', { scene: 2, chat_id_list: [chat], ...body })).errcode;
  expect(await bad({ scene: 3 })).toBe(41040);
  expect(await bad({ chat_id_list: [] })).toBe(40058);
  expect(await bad({ chat_id_list: ['wrNone'] })).toBe(40050);
  expect(await bad({ chat_id_list: Array.from({ length: 6 }, () => chat) })).toBe(41091);
  expect(await bad({ state: 'x'.repeat(31) })).toBe(40058);
  expect(await bad({ room_base_name: '群'.repeat(41) })).toBe(40058);
  const { config_id } = await call('add_join_way', { scene: 2, chat_id_list: [chat], state: 'a', remark: '海报' });
  const way = async () => recordOf(await call('get_join_way', { config_id }), 'join_way');
  expect(await way()).toMatchObject({ auto_create_room: 1, state: 'a', remark: '海报', chat_id_list: [chat] });
  await call('update_join_way', { config_id, scene: 2, chat_id_list: [chat], state: 'b' });
  expect(await way()).toMatchObject({ state: 'b', remark: '' });
  expect((await call('del_join_way', { config_id })).errcode).toBe(0);
  expect((await call('get_join_way', { config_id })).errcode).toBe(41044);
});

it('tells of who joins, leaves and is taken out, with the versions of its members, and lists them as they are', async () => {
  pushed.length = 0;
  const chat = await made('福利群');
  const { key } = await joinWay({ chat_id_list: [chat], state: 'poster' });
  const [anna, bert] = [await sandbox.newShopper(), await sandbox.newShopper()];
  await join(anna.id, key);
  await join(anna.id, key);
  await sandbox.api('POST', `/groups/${chat}/members`, { shopper: bert.id, by: 'guide01' });
  const { group_chat: group } = await call('get', { chat_id: chat, need_name: 1 });
  const list = Object(group).member_list;
  expect(list).toMatchObject([
    { userid: 'guide01', type: 1, join_scene: 1, name: '导购 01' },
    { type: 2, join_scene: 3, state: 'poster', unionid: expect.stringMatching(/^oUSBX/) },
    { type: 2, join_scene: 1, invitor: { userid: 'guide01' } },
  ]);
  expect(list[2].state).toBeUndefined();
  await sandbox.api('DELETE', `/shoppers/${anna.id}/groups/${chat}`);
  await sandbox.api('DELETE', `/groups/${chat}/members/${bert.id}`);
  await sandbox.api('PUT', `/groups/${chat}`, { name: '会员福利群', notice: '每周三上新', owner: 'guide02' });
  expect(pushed.map((xml) => [field(xml, 'ChangeType'), field(xml, 'UpdateDetail')].join(' ').trim())).toEqual([
    'create',
    'update add_member',
    'update add_member',
    'update del_member',
    'update del_member',
    'update change_name',
    'update change_notice',
    'update change_owner',
  ]);
  expect(pushed.slice(1, 5).map((xml) => [field(xml, 'JoinScene'), field(xml, 'QuitScene')])).toEqual([
    ['3', undefined],
    ['0', undefined],
    [undefined, '0'],
    [undefined, '1'],
  ]);
  expect(field(pushed[1], 'Item')).toBe(list[1].userid);
  expect(field(pushed[2], 'LastMemVer')).toBe(field(pushed[1], 'CurMemVer'));
  expect(await call('get', { chat_id: chat })).toMatchObject({
    group_chat: { name: '会员福利群', owner: 'guide02', member_version: field(pushed[4], 'CurMemVer') },
  });
  expect((await call('list', { limit: 0 })).errcode).toBe(40058);
  const owned = await call('list', { limit: 1, owner_filter: { userid_list: ['guide02'] } });
  expect(owned.group_chat_list).toEqual([{ chat_id: chat, status: 0 }]);
  await sandbox.api('DELETE', `/groups/${chat}`);
  expect((await call('get', { chat_id: chat })).errcode).toBe(49008);
  expect((await call('get', { chat_id: 'wrNone' })).errcode).toBe(40050);
  expect(field(pushed.at(-1), 'ChangeType')).toBe('dismiss');
});

it('leads into the next group when one is full, refuses where none has room, and makes another where it may', async () => {
  await sandbox.faults({ groupFullAt: 2 });
  const [first, second] = [await made('一群'), await made('二群')];
  const { key, config } = await joinWay({ chat_id_list: [first, second] });
  const shoppers = await Promise.all(Array.from({ length: 4 }, async () => sandbox.newShopper()));
  const [a, b, c, d] = shoppers.map(({ id }) => id);
  expect((await join(a ?? '', key)).chatId).toBe(first);
  expect((await join(b ?? '', key)).chatId).toBe(second);
  expect((await sandbox.api('GET', `/shoppers/${c}/join-ways/${key}`)).body).toEqual({ outcome: 'full' });
  expect((await sandbox.api('POST', `/shoppers/${c}/join-ways/${key}`)).status).toBe(409);
  const again = { scene: 2, chat_id_list: [first, second], auto_create_room: 1 };
  await call('update_join_way', { config_id: config, ...again, room_base_name: '福利群', room_base_id: 3, state: 's' });
  const third = String((await join(c ?? '', key)).chatId);
  expect(await call('get', { chat_id: third })).toMatchObject({ group_chat: { name: '福利群3', owner: 'guide01' } });
  await join(d ?? '', key);
  const { join_way: way } = await call('get_join_way', { config_id: config });
  expect(Object(way).chat_id_list.slice(0, 3)).toEqual([first, second, third]);
  expect((await sandbox.api('GET', `/shoppers/${d}/groups`)).body.groups).toMatchObject([
    { name: '福利群4', members: 2 },
  ]);
  await sandbox.faults({ groupFullAt: 200 });
});
