import { createServer } from 'node:http';
import CoWechat from 'co-wechat-api';
import { CacheInterface, OfficialAccount, ServerRequest } from 'node-easywechat';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import { isRecord, type Json } from '../world/json.ts';

// Two public SDKs, unchanged: they know nothing of the sandbox but its address.

let sandbox: TestSandbox;
let easy: OfficialAccount;
let co: CoWechat;
/** What came to the account's address, as the SDK opened it. */
const heard: Json[] = [];

const address = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    // Each push has an application of its own, as the SDK means it.
    const one = open();
    one.setRequest(new ServerRequest('POST', request.url ?? '', request.headers, Buffer.concat(parts)));
    const server = one.getServer();
    server.with(async (message, next) => {
      const { MsgType, Event, Status, FromUserName, Content } = Object(message);
      heard.push({ MsgType, Event, Status, FromUserName });
      return Content === '在吗' ? '在的' : next?.(message);
    });
    void server.serve().then(
      (said) => response.end(String(said.getBody())),
      (error: unknown) => {
        heard.push({ failed: String(error) });
        response.end();
      },
    );
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => address.listen(0, '127.0.0.1', resolve));
  sandbox = await testSandbox(`http://127.0.0.1:${Object(address.address()).port}`);
  easy = open();
  co = new CoWechat(account().appid, account().secret);
  co.prefix = `${sandbox.url()}/mp/cgi-bin/`;
});
afterAll(async () => {
  await sandbox.close();
  address.close();
});

const tokens = new Map<string, unknown>();
/** Its own keeps tokens in a file that outlives the sandbox. */
class Kept extends CacheInterface {
  override async get(key: string) {
    return tokens.get(key);
  }
  override async has(key: string) {
    return tokens.has(key);
  }
  override async set(key: string, data: unknown) {
    tokens.set(key, data);
    return true;
  }
  override async delete(key: string) {
    return tokens.delete(key);
  }
}

function open(): OfficialAccount {
  const { appid, secret, messageToken, messageAesKey } = account();
  const app = new OfficialAccount({
    ...{ app_id: appid, secret, token: messageToken, aes_key: messageAesKey, use_stable_access_token: true },
    http: { baseURL: `${sandbox.url()}/mp/` },
  });
  return app.setCache(new Kept());
}

function account() {
  const [first] = sandbox.credentials.accounts;
  if (!first) throw new Error('no account');
  return first;
}

async function follower() {
  const { id } = await sandbox.newShopper();
  await sandbox.api('POST', `/shoppers/${id}/accounts/${account().appid}/follow`, {});
  const { accounts } = (await sandbox.api('GET', `/shoppers/${id}/accounts`)).body;
  const [first] = Array.isArray(accounts) ? accounts : [];
  return { id, openid: String(Object(first).openid) };
}
async function chat(id: string): Promise<readonly string[]> {
  const { chats } = (await sandbox.api('GET', `/shoppers/${id}/chats`)).body;
  const found = Array.isArray(chats)
    ? chats.find((one) => isRecord(one) && one.id === `account:${account().appid}`)
    : undefined;
  return Object(found).notices.map(({ title }: Json) => String(title));
}
const get = async (path: string, params: Json = {}): Promise<Json> =>
  (await easy.getClient().request('GET', path, { params })).toObject();
const post = async (path: string, json: Json): Promise<Json> =>
  (await easy.getClient().postJson(path, json)).toObject();
/** The code of what was refused. */
const refusal = async (call: Promise<unknown>) =>
  call.then(
    () => 0,
    (error: unknown) => Number(Object(error).code),
  );
const shipped = {
  character_string1: { value: 'A1' },
  thing2: { value: '草莓' },
  thing3: { value: '顺丰' },
  character_string4: { value: 'SF1' },
  thing5: { value: '请及时收货' },
};

it('node-easywechat: token, users, tags, codes, menus, kf, template, notice and mass messages', async () => {
  const [one, two] = [await follower(), await follower()];
  expect(await easy.getAccessToken().getToken()).not.toBe('');
  expect(await get('cgi-bin/user/info', { openid: one.openid, lang: 'zh_CN' })).toMatchObject({
    subscribe: 1,
    openid: one.openid,
  });
  expect(await get('cgi-bin/user/get')).toMatchObject({ total: 2, data: { openid: [one.openid, two.openid] } });
  const { tag } = await post('cgi-bin/tags/create', { tag: { name: '爱做早餐' } });
  const tagid = Number(Object(tag).id);
  expect(
    await post('cgi-bin/tags/members/batchtagging', { openid_list: [one.openid, two.openid], tagid }),
  ).toMatchObject({ errcode: 0 });
  expect(await post('cgi-bin/tags/getidlist', { openid: one.openid })).toEqual({ tagid_list: [tagid] });
  expect(
    await post('cgi-bin/qrcode/create', {
      action_name: 'QR_LIMIT_STR_SCENE',
      action_info: { scene: { scene_str: 'shelf' } },
    }),
  ).toMatchObject({ ticket: expect.stringMatching(/==$/) });
  expect(
    await post('cgi-bin/menu/create', { button: [{ type: 'click', name: '早餐表', key: '早餐表' }] }),
  ).toMatchObject({ errcode: 0 });
  expect(await get('cgi-bin/menu/get')).toMatchObject({ menu: { button: [{ name: '早餐表' }] } });
  await post('cgi-bin/message/custom/send', { touser: one.openid, msgtype: 'text', text: { content: '你好' } });
  await post('cgi-bin/message/template/send', {
    touser: one.openid,
    template_id: account().templates.orderShipped,
    data: shipped,
  });
  const notice = { touser: one.openid, template_id: account().templates.orderShipped, data: shipped };
  expect(await post('cgi-bin/message/subscribe/bizsend', notice)).toMatchObject({ errcode: 43101 });
  await sandbox.api('POST', `/shoppers/${one.id}/accounts/${account().appid}/subscriptions`, {
    ...{ templateId: account().templates.orderShipped, answer: 'accept' },
  });
  expect(await post('cgi-bin/message/subscribe/bizsend', notice)).toMatchObject({ errcode: 0 });
  const mass = {
    touser: [one.openid, two.openid],
    msgtype: 'text',
    text: { content: '周末市集' },
    clientmsgid: 'once',
  };
  const { msg_id } = await post('cgi-bin/message/mass/send', mass);
  expect(await post('cgi-bin/message/mass/get', { msg_id })).toMatchObject({ msg_status: 'SEND_SUCCESS' });
  expect(await chat(one.id)).toEqual(['你好', '订单发货通知', '订单发货通知', '周末市集']);
});

it('node-easywechat opens what is pushed, and its sealed reply stands in the chat', async () => {
  heard.length = 0;
  const one = await follower();
  await sandbox.api('POST', `/shoppers/${one.id}/accounts/${account().appid}/messages`, { text: '在吗' });
  await post('cgi-bin/message/template/send', {
    touser: one.openid,
    template_id: account().templates.orderShipped,
    data: shipped,
  });
  await sandbox.moveClock(3000);
  await expect
    .poll(() =>
      heard
        .filter(({ FromUserName, failed }) => failed || FromUserName === one.openid)
        .map(({ MsgType, Event, Status, failed }) => failed ?? [MsgType, Event, Status].filter(Boolean).join(' ')),
    )
    .toEqual(['event subscribe', 'text', 'event TEMPLATESENDJOBFINISH success']);
  expect(await chat(one.id)).toContain('在的');
});

it('co-wechat-api: the same, and its refusals are told by their codes', async () => {
  const [one, two] = [await follower(), await follower()];
  expect(await co.getUser(one.openid)).toMatchObject({ subscribe: 1 });
  expect(await co.batchGetUsers([one.openid, two.openid])).toMatchObject({
    user_info_list: [{ openid: one.openid }, { openid: two.openid }],
  });
  expect(Object(await co.getFollowers()).data.openid).toContain(two.openid);
  const tagId = Number(Object(await co.createTags('老客')).tag.id);
  expect(await refusal(co.createTags('老客'))).toBe(45157);
  await co.batchTagging([one.openid], tagId);
  expect(await co.getIdList(one.openid)).toMatchObject({ tagid_list: [tagId] });
  expect(Object(await co.getTags()).tags).toContainEqual({ id: tagId, name: '老客', count: 1 });
  await co.removeMenu();
  expect(await refusal(co.getMenu())).toBe(46003);
  await co.createMenu({ button: [{ type: 'click', name: '逛店', key: '逛店' }] });
  await co.addConditionalMenu({
    button: [{ type: 'click', name: '专享', key: '专享' }],
    matchrule: { tag_id: String(tagId) },
  });
  expect(await co.getMenu()).toMatchObject({ conditionalmenu: [{ button: [{ name: '专享' }] }] });
  const { ticket } = await co.createLimitQRCode('shelf');
  expect(co.showQRCodeURL(String(ticket))).toContain('showqrcode');
  await co.sendText(one.openid, '你好');
  await co.sendNews(one.openid, [{ title: '新品', description: '上架了', url: 'https://example.com', picurl: '' }]);
  await co.sendText(one.openid, '再见');
  // Three within a minute of her follow.
  expect(await refusal(co.sendText(one.openid, '还有'))).toBe(45047);
  const templates = Object(await co.getAllPrivateTemplate()).template_list;
  expect(templates.map((each: Json) => each.template_id)).toContain(account().templates.orderShipped);
  await co.sendTemplate(one.openid, account().templates.orderShipped ?? '', '', '', shipped);
  expect(await refusal(co.sendTemplate(one.openid, 'nobody’s', '', '', shipped))).toBe(40037);
  const sent = await co.massSendText('周末市集', [one.openid, two.openid], 'another');
  expect(await co.getMassMessageStatus(Number(sent.msg_id))).toMatchObject({ msg_status: 'SEND_SUCCESS' });
  expect(await refusal(co.massSendText('周末市集', [one.openid, two.openid], 'another'))).toBe(45065);
  expect(await refusal(co.massSendText('一个人', [one.openid]))).toBe(40130);
});
