import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestSandbox, testSandbox } from '../testing.ts';
import { type Json, parseRecord, textOf } from '../world/json.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

async function call(verb: string, body: Json): Promise<Json> {
  const { corpid, secret } = sandbox.credentials.corp;
  const got = await fetch(`${sandbox.url()}/wecom/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${secret}`);
  const token = textOf(parseRecord(await got.text()) ?? {}, 'access_token') ?? '';
  const path = `/wecom/cgi-bin/externalcontact/group_welcome_template/${verb}?access_token=${token}`;
  const answer = await fetch(`${sandbox.url()}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return parseRecord(await answer.text()) ?? {};
}
const text = (content: string) => ({ text: { content } });

it('is said to who joins once the owner of the group uses it, with her name in it, as it stands by then', async () => {
  const { template_id: id } = await call('add', text('欢迎 %NICKNAME%'));
  const made = await sandbox.api('POST', '/staff/guide01/groups', { name: '福利群' });
  const chat = String(made.body.chatId);
  const join = async () => {
    const shopper = await sandbox.newShopper();
    await sandbox.api('POST', `/groups/${chat}/members`, { shopper: shopper.id });
    const { chats } = (await sandbox.api('GET', `/shoppers/${shopper.id}/chats`)).body;
    const [group] = Array.isArray(chats) ? chats : [];
    const { label } = (await sandbox.api('GET', `/shoppers/${shopper.id}`)).body;
    return { label, said: group.notices.map(({ title }: Json) => title).slice(1) };
  };
  expect((await join()).said).toEqual([]);
  expect((await sandbox.api('PUT', `/groups/${chat}/welcome`, { templateId: 'msgNone' })).status).toBe(404);
  await sandbox.api('PUT', `/groups/${chat}/welcome`, { templateId: id });
  const first = await join();
  expect(first.said).toEqual([`欢迎 ${String(first.label)}`]);
  await call('edit', { template_id: id, ...text('你好 %NICKNAME%，群规在公告里') });
  expect((await join()).said).toEqual([expect.stringContaining('群规在公告里')]);
  expect(await call('get', { template_id: id })).toMatchObject({
    errcode: 0,
    text: { content: '你好 %NICKNAME%，群规在公告里' },
  });
  await call('del', { template_id: id });
  expect((await join()).said).toEqual([]);
  expect(await call('get', { template_id: id })).toMatchObject({ errcode: 40058 });
});

it('takes one thing beside the words, 3 000 bytes, and a hundred of them', async () => {
  const link = { link: { title: '看看', url: 'https://shop.example' } };
  expect(
    await call('add', { ...text('你好'), ...link, image: { pic_url: 'https://shop.example/x.png' } }),
  ).toMatchObject({ errcode: 40058 });
  expect(await call('add', text('字'.repeat(1001)))).toMatchObject({ errcode: 40058 });
  for (let n = 0; n < 100; n += 1) await call('add', { ...text(`第 ${n} 条`), ...link });
  expect(await call('add', text('再来一条'))).toMatchObject({ errcode: 41055 });
});
