import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../../testing.ts';
import { type Json, parseRecord, textOf } from '../../world/json.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

const tokenOf = async (): Promise<string> => {
  const { corpid, secret } = sandbox.credentials.corp;
  const got = await fetch(`${sandbox.url()}/wecom/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${secret}`);
  return textOf(parseRecord(await got.text()) ?? {}, 'access_token') ?? '';
};
async function call(path: string, body?: Json): Promise<Json> {
  const [verb = '', query = ''] = path.split('?');
  const url = `${sandbox.url()}/wecom/cgi-bin/externalcontact/${verb}?access_token=${await tokenOf()}&${query}`;
  const answer = await fetch(url, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  return parseRecord(await answer.text()) ?? { status: answer.status };
}

async function upload(verb: string, query: string): Promise<string> {
  const form = new FormData();
  form.append('media', new Blob(['x'.repeat(400)]), 'card.png');
  const url = `${sandbox.url()}/wecom/cgi-bin/media/${verb}?access_token=${await tokenOf()}&${query}`;
  return String(parseRecord(await (await fetch(url, { method: 'POST', body: form })).text())?.media_id);
}

/** A shopper who added this member; her external_userid. */
async function friendOf(userid: string): Promise<{ readonly id: string; readonly external: string }> {
  const { id } = await sandbox.newShopper();
  const made = await call('add_contact_way', { type: 1, scene: 2, user: [userid] });
  const key = /qr\/(\w+)\.png/.exec(String(made.qr_code))?.[1] ?? '';
  await sandbox.api('POST', `/shoppers/${id}/contact-ways/${key}`, { userid });
  const { customers } = (await sandbox.api('GET', `/staff/${userid}/customers`)).body;
  const hers = (Array.isArray(customers) ? customers : []).find(({ shopperId }) => shopperId === id);
  return { id, external: String(hers?.externalUserid) };
}

const range = (users: readonly string[], tags: readonly string[] = []) => ({
  visible_range: {
    sender_list: { user_list: users },
    ...(tags.length > 0 ? { external_contact_list: { tag_list: tags } } : {}),
  },
});
const text = (content: string) => ({ text: { content } });

/** Its id, once the job is done. */
async function made(body: Json): Promise<string> {
  const { jobid } = await call('add_moment_task', body);
  await sandbox.moveClock(5000);
  const { result } = await call(`get_moment_task_result?jobid=${String(jobid)}`);
  return textOf(Object(result), 'moment_id') ?? '';
}
const publish = async (userid: string, id: string) =>
  sandbox.api('POST', `/staff/${userid}/moments/${id}/publication`, {});
const feedOf = async (id: string) => (await sandbox.api('GET', `/shoppers/${id}/moments`)).body.moments;
const sentBy = async (moment_id: string, userid: string) =>
  (await call('get_moment_send_result', { moment_id, userid })).customer_list;

it('is made by a job, shown when a member publishes it, and tells hearts and comments but not what they say', async () => {
  const anna = await friendOf('guide01');
  const { jobid } = await call('add_moment_task', { ...range(['guide01', 'nobody']), ...text('今天到了草莓') });
  expect(await call(`get_moment_task_result?jobid=${String(jobid)}`)).toMatchObject({ errcode: 0, status: 1 });
  const now = Math.floor((await sandbox.now()).getTime() / 1000);
  const list = async () => (await call('get_moment_list', { start_time: now - 60, end_time: now + 600 })).moment_list;
  expect(await list()).toEqual([]);
  await sandbox.moveClock(5000);
  const done = await call(`get_moment_task_result?jobid=${String(jobid)}`);
  expect(done).toMatchObject({ status: 3, result: { errcode: 0, invalid_sender_list: { user_list: ['nobody'] } } });
  const id = textOf(Object(done.result), 'moment_id') ?? '';
  expect(await list()).toMatchObject([{ moment_id: id, create_type: 0, text: { content: '今天到了草莓' } }]);
  expect((await call('get_moment_task', { moment_id: id })).task_list).toEqual([
    { userid: 'guide01', publish_status: 0 },
  ]);
  expect(await feedOf(anna.id)).toEqual([]);
  expect((await publish('guide01', id)).body).toMatchObject({ seen: 1 });
  expect((await publish('guide01', id)).status).toBe(409);
  expect(await feedOf(anna.id)).toMatchObject([{ text: '今天到了草莓', mine: false }]);
  expect(await sentBy(id, 'guide01')).toEqual([]);
  await sandbox.moveClock(3000);
  expect(await sentBy(id, 'guide01')).toEqual([{ external_userid: anna.external }]);
  const path = `/shoppers/${anna.id}/moments/${id}/guide01`;
  await sandbox.api('PUT', `${path}/like`, { liked: true });
  await sandbox.api('PUT', `${path}/like`, { liked: true });
  await sandbox.api('POST', `${path}/comments`, { text: '还有吗' });
  const answers = await call('get_moment_comments', { moment_id: id, userid: 'guide01' });
  expect(answers.like_list).toMatchObject([{ external_userid: anna.external }]);
  expect(answers.comment_list).toMatchObject([{ external_userid: anna.external }]);
  expect(JSON.stringify(answers)).not.toContain('还有吗');
  await sandbox.api('PUT', `${path}/like`, { liked: false });
  expect((await call('get_moment_comments', { moment_id: id, userid: 'guide01' })).like_list).toEqual([]);
});

it('is for customers with a tag alone, and asks only members who have some', async () => {
  const marked = await friendOf('guide02');
  const other = await friendOf('guide02');
  const { tag_group: group } = await call('add_corp_tag', { group_name: '朋友圈', tag: [{ name: '爱水果' }] });
  const tag = String(Object(group).tag[0].id);
  await call('mark_tag', { userid: 'guide02', external_userid: marked.external, add_tag: [tag], remove_tag: [] });
  const id = await made({ ...range(['guide01', 'guide02'], [tag]), ...text('给爱水果的你') });
  expect((await call('get_moment_task', { moment_id: id })).task_list).toMatchObject([{ userid: 'guide02' }]);
  await publish('guide02', id);
  await sandbox.moveClock(3000);
  expect(await sentBy(id, 'guide02')).toEqual([{ external_userid: marked.external }]);
  expect(await feedOf(other.id)).toEqual([]);
  expect(await call('add_moment_task', { ...range(['guide02'], ['etNone']), ...text('x') })).toMatchObject({
    errcode: 40068,
  });
});

it('takes one kind of attachment, of the store for moments alone', async () => {
  const link = (media_id: string, url = 'https://shop.example/mo/1') => ({
    attachments: [{ msgtype: 'link', link: { title: '看看', url, media_id } }],
  });
  const good = await upload('upload_attachment', 'media_type=image&attachment_type=1');
  const ofMessages = await upload('upload', 'type=image');
  expect(await call('add_moment_task', { ...range(['guide01']), ...link(good) })).toMatchObject({ errcode: 0 });
  expect(await call('add_moment_task', { ...range(['guide01']), ...link(ofMessages) })).toMatchObject({
    errcode: 40007,
  });
  const two = { attachments: [...link(good).attachments, { msgtype: 'image', image: { media_id: good } }] };
  expect(await call('add_moment_task', { ...range(['guide01']), ...two })).toMatchObject({ errcode: 40058 });
  const card = { attachments: [{ msgtype: 'miniprogram', miniprogram: {} }] };
  expect(await call('add_moment_task', { ...range(['guide01']), ...card })).toMatchObject({ errcode: 40058 });
  expect(await call('add_moment_task', { ...range(['guide01']), ...text('字'.repeat(2001)) })).toMatchObject({
    errcode: 40058,
  });
});

it('is published no more once it is stopped, and shows a customer three a day', async () => {
  const cleo = await friendOf('guide03');
  const stopped = await made({ ...range(['guide03']), ...text('停掉的') });
  await call('cancel_moment_task', { moment_id: stopped });
  expect((await publish('guide03', stopped)).status).toBe(409);
  for (const name of ['一', '二', '三', '四'])
    await publish('guide03', await made({ ...range(['guide03']), ...text(name) }));
  expect(await feedOf(cleo.id)).toMatchObject([{ text: '三' }, { text: '二' }, { text: '一' }]);
});

it('makes ten a minute, and one whose answer was lost is there all the same', async () => {
  await sandbox.moveClock(60_000);
  await sandbox.faults({ wecomLosesAnswers: true });
  expect(await call('add_moment_task', { ...range(['guide01']), ...text('应答丢了') })).toEqual({ status: 502 });
  await sandbox.faults({ wecomLosesAnswers: false });
  await sandbox.moveClock(5000);
  const { tasks } = (await sandbox.api('GET', '/staff/guide01/moments')).body;
  expect(tasks).toMatchObject([{ text: '应答丢了' }, {}, {}]);
  await sandbox.moveClock(60_000);
  const codes: unknown[] = [];
  for (let n = 0; n < 11; n += 1)
    codes.push((await call('add_moment_task', { ...range(['guide01']), ...text(`${n}`) })).errcode);
  expect(codes).toEqual([...Array.from({ length: 10 }, () => 0), 41078]);
});
