import { expect, it, vi } from 'vitest';
import { openShop } from './shop.ts';
import { newShopper } from './shopper.ts';
import { staffSignsIn } from './staff.ts';

vi.setConfig({ testTimeout: 300_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;

type Json = Readonly<Record<string, unknown>>;
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);

async function makeGroup(owner: string, name: string): Promise<string> {
  const id = String(Object(await sandbox(`POST /staff/${owner}/groups`, { name })).chatId);
  await app.settle();
  await api('PUT /api/admin/customer-groups/:id/tags', { cookie, params: { id }, body: { tags: ['福利群'] } });
  return id;
}
const values = (name: string, more: Json = {}) => ({
  ...{ name, tags: ['福利群'], text: '{昵称}，欢迎进群', card: 'none' },
  ...more,
});
const made = async (name: string, more: Json = {}) => {
  const { id } = await api('POST /api/admin/group-welcomes', { cookie, body: { values: values(name, more) } });
  await app.settle();
  return id;
};
const read = async (id: string) =>
  (await api('GET /api/admin/group-welcomes', { cookie, query: {} })).items.find((one) => one.id === id);
const atWecom = async () => listOf(Object(await sandbox('GET /group-welcomes')).welcomes);
const said = async (chat: string) => {
  const shopper = await newShopper(shop, '小满');
  await sandbox(`POST /groups/${chat}/members`, { shopper: shopper.wechatId });
  const { chats } = Object(await sandbox(`GET /shoppers/${shopper.wechatId}/chats`));
  const { label } = Object(await sandbox(`GET /shoppers/${shopper.wechatId}`));
  const notices = listOf(listOf(chats).find(({ id }) => id === `group:${chat}`)?.notices);
  return notices.slice(1).map(({ title }) => String(title).replace(String(label), 'SHE'));
};
const cardsOf = async (userid: string) => {
  const token = await staffSignsIn(shop, userid);
  const { items } = await api('GET /api/staff/todos', { token, query: { limit: 50 } });
  return { token, items: items.filter(({ title }) => title === '启用入群欢迎语') };
};

it('is published, used by the owner who is asked to, said to who joins as it stands then, and no more once archived', async () => {
  const chat = await makeGroup('guide01', '福利一群');
  const id = await made('福利群欢迎', { card: 'home', title: '先逛逛商城' });
  expect(await read(id)).toMatchObject({ state: 'live', groups: 1, used: 0, trouble: null });
  const [template] = await atWecom();
  expect(await said(chat)).toEqual([]);
  const { token, items } = await cardsOf('guide01');
  expect(items).toMatchObject([{ group: { name: '福利一群' }, ready: null }]);
  await sandbox(`PUT /groups/${chat}/welcome`, { templateId: template?.templateId });
  await api('POST /api/staff/todos/:id/completion', { token, params: { id: items[0]?.id ?? '' }, body: {} });
  expect(await read(id)).toMatchObject({ used: 1 });
  expect(await said(chat)).toEqual(['SHE，欢迎进群', '先逛逛商城']);
  await api('PUT /api/admin/group-welcomes/:id', {
    cookie,
    params: { id },
    body: { values: values('福利群欢迎', { text: '{昵称}，群规在公告里' }) },
  });
  await app.settle();
  expect(await said(chat)).toEqual(['SHE，群规在公告里']);
  // A group that is tagged later is asked about as well, each once.
  await makeGroup('guide02', '福利二群');
  await app.advance(7 * 3_600_000);
  expect((await cardsOf('guide02')).items.length).toBe(1);
  expect((await cardsOf('guide01')).items.length).toBe(0);
  await api('POST /api/admin/group-welcomes/:id/archiving', { cookie, params: { id }, body: { archived: true } });
  await app.settle();
  expect([(await read(id))?.state, (await atWecom()).length, await said(chat)]).toEqual(['archived', 0, []]);
  expect((await cardsOf('guide02')).items.length).toBe(0);
});

it('is not made a second time unasked where the answer was lost, and says so', async () => {
  await sandbox('PUT /faults', { wecomLosesAnswers: true });
  const id = await made('应答丢了');
  await sandbox('PUT /faults', { wecomLosesAnswers: false });
  await app.advance(8 * 3_600_000);
  expect(await read(id)).toMatchObject({ state: 'stuck' });
  expect((await read(id))?.trouble?.en).toContain('nobody knows');
  expect((await atWecom()).length).toBe(1);
  await api('POST /api/admin/group-welcomes/:id/publishing', { cookie, params: { id } });
  await app.settle();
  expect(await read(id)).toMatchObject({ state: 'live', trouble: null });
});

it('waits while WeCom is away, and refuses what breaks a red line', async () => {
  await sandbox('PUT /faults', { wecom: '45009' });
  const id = await made('企微在忙');
  expect(await read(id)).toMatchObject({ state: 'making' });
  await sandbox('PUT /faults', { wecom: 'none' });
  await app.advance(60_000);
  expect(await read(id)).toMatchObject({ state: 'live' });
  const { status, body } = await app.call('POST /api/admin/group-welcomes', {
    cookie,
    body: { values: values('过线的', { text: '转发到朋友圈集赞 30 个送草莓' }) },
  });
  expect([status, body.error.details.problems[0].at]).toEqual([400, 'text']);
});
