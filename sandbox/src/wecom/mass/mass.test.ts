import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../../testing.ts';
import { type Json, parseRecord, textOf } from '../../world/json.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

async function call(path: string, body: Json): Promise<Json> {
  const { corpid, secret } = sandbox.credentials.corp;
  const got = await fetch(`${sandbox.url()}/wecom/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${secret}`);
  const token = textOf(parseRecord(await got.text()) ?? {}, 'access_token') ?? '';
  const answer = await fetch(`${sandbox.url()}/wecom/cgi-bin/externalcontact/${path}?access_token=${token}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return parseRecord(await answer.text()) ?? { status: answer.status };
}

/** A shopper who added these members, one after the other; her external_userid. */
async function friendOf(...users: readonly string[]): Promise<{ readonly id: string; readonly external: string }> {
  const { id } = await sandbox.newShopper();
  for (const userid of users) {
    const made = await call('add_contact_way', { type: 1, scene: 2, user: [userid] });
    const key = /qr\/(\w+)\.png/.exec(String(made.qr_code))?.[1] ?? '';
    await sandbox.api('POST', `/shoppers/${id}/contact-ways/${key}`, { userid });
  }
  const { customers } = (await sandbox.api('GET', `/staff/${users[0]}/customers`)).body;
  const hers = (Array.isArray(customers) ? customers : []).find(({ shopperId }) => shopperId === id);
  return { id, external: String(hers?.externalUserid) };
}
const text = (content: string) => ({ text: { content } });
const confirm = async (userid: string, msgid: unknown) =>
  sandbox.api('POST', `/staff/${userid}/mass/${String(msgid)}/confirmation`, {});
const results = async (msgid: unknown, userid: string) =>
  (await call('get_groupmsg_send_result', { msgid, userid })).send_list;

it('sends nothing before the member confirms, then each gets it once, and the lists say so a moment later', async () => {
  const [anna, gone] = [await friendOf('guide01'), await friendOf('guide01')];
  const stranger = await friendOf('guide02');
  const made = await call('add_msg_template', {
    chat_type: 'single',
    sender: 'guide01',
    external_userid: [anna.external, gone.external, stranger.external, 'wmNobody'],
    ...text('周末到店有惊喜'),
  });
  expect(made).toMatchObject({ errcode: 0, fail_list: [stranger.external, 'wmNobody'] });
  const { msgid } = made;
  const chat = async () => (await sandbox.api('GET', `/shoppers/${anna.id}/chats`)).body.chats;
  expect(await chat()).toEqual([]);
  expect((await call('get_groupmsg_task', { msgid })).task_list).toEqual([{ userid: 'guide01', status: 0 }]);
  await sandbox.api('DELETE', `/shoppers/${gone.id}/contacts/guide01`);
  expect((await confirm('guide01', msgid)).body).toMatchObject({ sent: 1, failed: 1 });
  expect((await confirm('guide01', msgid)).status).toBe(409);
  expect(await chat()).toMatchObject([{ id: 'wecom:guide01', notices: [{ title: '周末到店有惊喜' }] }]);
  expect(await results(msgid, 'guide01')).toMatchObject([{ status: 0 }, { status: 0 }]);
  await sandbox.moveClock(3000);
  expect((await call('get_groupmsg_task', { msgid })).task_list).toMatchObject([{ userid: 'guide01', status: 2 }]);
  expect(await results(msgid, 'guide01')).toMatchObject([
    { external_userid: anna.external, status: 1 },
    { external_userid: gone.external, status: 2 },
  ]);
  const first = await call('get_groupmsg_send_result', { msgid, userid: 'guide01', limit: 1 });
  expect(first.send_list).toHaveLength(1);
  const next = await call('get_groupmsg_send_result', {
    msgid,
    userid: 'guide01',
    limit: 1,
    cursor: first.next_cursor,
  });
  expect([next.send_list, next.next_cursor]).toMatchObject([[{ external_userid: gone.external }], '']);
});

it('chooses who wrote last where no sender is named, or where the platform chooses whatever was asked', async () => {
  const both = await friendOf('guide01', 'guide02');
  const body = { chat_type: 'single', external_userid: [both.external], ...text('你好') };
  const latest = async (made: Json) => (await call('get_groupmsg_task', { msgid: made.msgid })).task_list;
  expect(await latest(await call('add_msg_template', body))).toMatchObject([{ userid: 'guide02' }]);
  await sandbox.moveClock(1000);
  await sandbox.api('POST', `/staff/guide01/customers/${both.id}/messages`, { text: '在吗' });
  expect(await latest(await call('add_msg_template', body))).toMatchObject([{ userid: 'guide01' }]);
  await sandbox.faults({ wecomMassChoice: 'latest' });
  expect(await latest(await call('add_msg_template', { ...body, sender: 'guide02' }))).toMatchObject([
    { userid: 'guide01' },
  ]);
  await sandbox.faults({ wecomMassChoice: 'asked' });
});

it('gives nobody more than the rule allows, whoever made it, and says 3 of who had as many', async () => {
  await sandbox.api('PUT', '/mass-rule', { rule: 'day' });
  const anna = await friendOf('guide03');
  const make = async () =>
    (
      await call('add_msg_template', {
        chat_type: 'single',
        sender: 'guide03',
        external_userid: [anna.external],
        ...text('早'),
      })
    ).msgid;
  await sandbox.api('POST', '/staff/guide03/mass', { text: '我自己发的' });
  const over = await make();
  await confirm('guide03', over);
  await sandbox.moveClock(86_400_000);
  const good = await make();
  await confirm('guide03', good);
  await sandbox.moveClock(3000);
  expect([await results(over, 'guide03'), await results(good, 'guide03')]).toMatchObject([
    [{ status: 3 }],
    [{ status: 1 }],
  ]);
  await sandbox.api('PUT', '/mass-rule', { rule: 'month' });
});

it('reminds three times in twenty-four hours, stops what was not sent, and lists what was made', async () => {
  const anna = await friendOf('guide03');
  const { msgid } = await call('add_msg_template', {
    chat_type: 'single',
    sender: 'guide03',
    external_userid: [anna.external],
    ...text('提醒一下'),
  });
  const remind = async () => (await call('remind_groupmsg_send', { msgid })).errcode;
  expect([await remind(), await remind(), await remind(), await remind()]).toEqual([0, 0, 0, 41094]);
  await sandbox.moveClock(86_400_000);
  expect(await remind()).toBe(0);
  expect((await call('cancel_groupmsg_send', { msgid })).errcode).toBe(0);
  expect([await remind(), (await confirm('guide03', msgid)).status]).toEqual([41093, 409]);
  const now = Math.floor((await sandbox.now()).getTime() / 1000);
  const asked = { chat_type: 'single', start_time: now - 3 * 86_400, end_time: now };
  const list = await call('get_groupmsg_list_v2', { ...asked, filter_type: 0, limit: 100 });
  expect(list.group_msg_list).toContainEqual(expect.objectContaining({ msgid, text: { content: '提醒一下' } }));
  const members = await call('get_groupmsg_list_v2', { ...asked, filter_type: 1 });
  expect(members.group_msg_list).toMatchObject([{ creator: 'guide03', create_type: 1 }]);
});

it('sends to groups of their owner alone, and everybody in them sees it', async () => {
  const made = (await sandbox.api('POST', '/staff/guide01/groups', { name: '徐汇福利群' })).body;
  const anna = await friendOf('guide01');
  await sandbox.api('POST', `/groups/${String(made.chatId)}/members`, { shopper: anna.id, by: 'guide01' });
  const body = { chat_type: 'group', ...text('群里见') };
  expect((await call('add_msg_template', { ...body, chat_id_list: [made.chatId] })).errcode).toBe(40058);
  const other = await call('add_msg_template', { ...body, sender: 'guide02', chat_id_list: [made.chatId] });
  expect(other.errcode).toBe(41048);
  const { msgid } = await call('add_msg_template', { ...body, sender: 'guide01', chat_id_list: [made.chatId] });
  await confirm('guide01', msgid);
  await sandbox.moveClock(3000);
  expect(await results(msgid, 'guide01')).toMatchObject([{ chat_id: made.chatId, status: 1 }]);
  const { chats } = (await sandbox.api('GET', `/shoppers/${anna.id}/chats`)).body;
  expect(JSON.stringify(chats)).toContain('群里见');
});

it('keeps its rules, and may lose the answer of a task that it made', async () => {
  const code = async (body: Json) => (await call('add_msg_template', { chat_type: 'single', ...body })).errcode;
  expect(await code(text('x'))).toBe(40058);
  expect(await code({ sender: 'nobody', ...text('x') })).toBe(40003);
  expect(await code({ sender: 'guide01', external_userid: ['wmNobody'], ...text('x') })).toBe(41048);
  expect(await code({ sender: 'guide01', external_userid: Array(10_001).fill('wmNobody'), ...text('x') })).toBe(40058);
  expect(await code({ sender: 'guide01', ...text('好'.repeat(1334)) })).toBe(40058);
  const link = { msgtype: 'link', link: { title: '看看', url: 'https://example.com/' } };
  expect(await code({ sender: 'guide01', attachments: Array(10).fill(link) })).toBe(41064);
  const now = Math.floor((await sandbox.now()).getTime() / 1000);
  const asked = { chat_type: 'single', start_time: now - 10, end_time: now + 60 };
  expect((await call('get_groupmsg_list_v2', { ...asked, start_time: now - 32 * 86_400 })).errcode).toBe(40058);
  await sandbox.faults({ wecomLosesAnswers: true });
  expect(await call('add_msg_template', { chat_type: 'single', sender: 'guide01', ...text('丢了应答') })).toEqual({
    status: 502,
  });
  await sandbox.faults({ wecomLosesAnswers: false });
  expect((await call('get_groupmsg_list_v2', asked)).group_msg_list).toMatchObject([{ text: { content: '丢了应答' } }]);
});
