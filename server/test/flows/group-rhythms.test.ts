import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { addDays, shanghaiDay, shanghaiInstant } from '../../src/platform/calendar.ts';
import { openShop } from './shop.ts';
import { newShopper } from './shopper.ts';
import { staffSignsIn } from './staff.ts';

vi.setConfig({ testTimeout: 300_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;

type Json = Readonly<Record<string, unknown>>;
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);
const HOUR_MS = 3_600_000;

async function makeGroup(owner: string, name: string, tags: readonly string[]): Promise<string> {
  const id = String(Object(await sandbox(`POST /staff/${owner}/groups`, { name })).chatId);
  await app.settle();
  if (tags.length > 0)
    await api('PUT /api/admin/customer-groups/:id/tags', { cookie, params: { id }, body: { tags: [...tags] } });
  return id;
}
const values = (name: string, more: Json = {}) => ({
  ...{ name, tags: ['福利群'], groups: [], hours: 2 },
  beats: [{ day: 'wed', at: 20 * 60, title: '会员日预告', text: '明天会员日，群里先挑', card: 'none' }],
  ...more,
});
const made = async (name: string, more: Json = {}) =>
  api('POST /api/admin/group-rhythms', { cookie, body: { values: values(name, more) } });
const read = async (id: string) => api('GET /api/admin/group-rhythms/:id', { cookie, params: { id } });
const todosOf = async (userid: string) =>
  (await api('GET /api/staff/todos', { token: await staffSignsIn(shop, userid), query: { limit: 50 } })).items;
/** To an hour of the next day of this name, today's where it is still to come; answers the day, in Shanghai. */
async function goTo(weekday: number, hour: number): Promise<string> {
  const today = shanghaiDay(app.ctx.now());
  const days = Array.from({ length: 8 }, (_, ahead) => addDays(today, ahead));
  const toGo = (day: string) => shanghaiInstant(day, hour * HOUR_MS).getTime() - app.ctx.now().getTime();
  const day = days.find((one) => new Date(one).getUTCDay() === weekday && toGo(one) > 0) ?? today;
  await app.advance(toGo(day));
  return day;
}
const [SUNDAY, WEDNESDAY] = [0, 3];

it('asks the owner of each tagged group at its hour, once, with the words ready; sent into the group it is done', async () => {
  const milk = await createProduct(app.ctx, { name: '鲜牛奶', price: 2_000, stock: 9 });
  const [first, second, other] = [
    await makeGroup('guide01', '福利一群', ['福利群']),
    await makeGroup('guide02', '福利二群', ['福利群', '老客']),
    await makeGroup('guide01', '科普群', ['科普群']),
  ];
  const anna = await newShopper(shop, '小满');
  await sandbox(`POST /groups/${first}/members`, { shopper: anna.wechatId });
  await app.settle();
  const beats = [
    {
      day: 'wed',
      at: 20 * 60,
      title: '会员日预告',
      text: '明天会员日，群里先挑',
      card: 'product',
      product: milk.id,
    },
    { day: 'sun', at: 9 * 60, title: '晒单', text: '晒出你的早餐', card: 'none' },
  ];
  const rhythm = await made('福利群一周', { beats });
  expect(rhythm).toMatchObject({ state: 'live', groups: 2, staff: 2, cards: { open: 0, done: 0 } });
  expect(rhythm.sentence.en).toContain('Wednesday 20:00 会员日预告');
  const wednesday = await goTo(WEDNESDAY, 19.9);
  const [one, two] = ['guide01', 'guide02'];
  const before = [(await todosOf(one)).length, (await todosOf(two)).length];
  await app.advance(0.2 * HOUR_MS);
  const [card] = (await todosOf(one)).filter(({ group }) => group?.id === first);
  expect(card).toMatchObject({
    title: '会员日预告',
    customer: null,
    group: { id: first, name: '福利一群' },
    ready: { send: { text: '明天会员日，群里先挑', card: { title: '鲜牛奶' } }, coupon: null },
    dueAt: shanghaiInstant(wednesday, 22 * HOUR_MS).toISOString(),
  });
  expect([(await todosOf(one)).length, (await todosOf(two)).length]).toEqual(before.map((count) => count + 1));
  expect((await todosOf(one)).some(({ group }) => group?.id === other)).toBe(false);
  await app.advance(HOUR_MS);
  expect((await todosOf(two)).filter(({ group }) => group?.id === second).length).toBe(1);
  // As the sidebar beside the group does it.
  const { send } = card?.ready ?? { send: { text: null, card: null } };
  const path = `POST /staff/guide01/groups/${first}/sends`;
  expect(await sandbox(path, { msgtype: 'text', text: { content: send.text } })).toMatchObject({
    errMsg: 'sendChatMessage:ok',
  });
  const { appid, title, image, page } = Object(send.card);
  await sandbox(path, { msgtype: 'miniprogram', miniprogram: { appid, title, imgUrl: image, page } });
  await api('POST /api/staff/todos/:id/completion', {
    token: await staffSignsIn(shop, one),
    params: { id: card?.id ?? '' },
    body: {},
  });
  const { chats } = Object(await sandbox(`GET /shoppers/${anna.wechatId}/chats`));
  const notices = listOf(listOf(chats).find(({ id }) => id === `group:${first}`)?.notices);
  expect(notices.map((notice) => notice.title).slice(-2)).toEqual(['明天会员日，群里先挑', '鲜牛奶']);
  expect(await read(rhythm.id)).toMatchObject({ cards: { done: 1, open: 1, doneLate: 0 } });
  const listed = (await api('GET /api/admin/todos', { cookie, query: { causeId: rhythm.id } })).items;
  expect(listed.map(({ memberId, group }) => [memberId, group?.name])).toEqual([
    [null, '福利二群'],
    [null, '福利一群'],
  ]);
  await goTo(SUNDAY, 9.1);
  expect((await todosOf(one)).some(({ title, group }) => title === '晒单' && group?.id === first)).toBe(true);
});

it('is put off with a reason, goes to the manager when it is late, and is dropped when the rhythm is paused', async () => {
  const group = await makeGroup('guide02', '老客群', ['老客群']);
  await api('PUT /api/admin/settings/sidebar', {
    cookie,
    body: { coupons: null, couponsPerDay: 10, orderWithinDays: 3, managers: ['guide03'], escalateHours: 4 },
  });
  const rhythm = await made('老客一周', { tags: [], groups: [group] });
  await goTo(WEDNESDAY, 20.1);
  const token = await staffSignsIn(shop, 'guide02');
  const mine = async () => (await todosOf('guide02')).find((todo) => todo.group?.id === group);
  const id = (await mine())?.id ?? '';
  const until = new Date(app.ctx.now().getTime() + 5 * HOUR_MS).toISOString();
  const put = { until, reason: '群里正在处理投诉' };
  await api('POST /api/staff/todos/:id/postponement', { token, params: { id }, body: put });
  expect(await mine()).toMatchObject({ postponed: 1, dueAt: until });
  await app.advance(10 * HOUR_MS);
  const manager = await staffSignsIn(shop, 'guide03');
  const late = (await api('GET /api/staff/todos', { token: manager, query: { of: 'team' } })).items;
  expect(late.find((todo) => todo.id === id)).toMatchObject({ group: { name: '老客群' }, staff: '导购 02' });
  expect(await read(rhythm.id)).toMatchObject({ cards: { open: 1, late: 1, putOff: 1, escalated: 1 } });
  await api('POST /api/admin/group-rhythms/:id/pausing', { cookie, params: { id: rhythm.id }, body: { paused: true } });
  expect(await mine()).toBeUndefined();
  expect(await read(rhythm.id)).toMatchObject({ state: 'paused', nextAt: null, cards: { open: 0 } });
  await goTo(WEDNESDAY, 20.1);
  expect(await mine()).toBeUndefined();
  await api('POST /api/admin/group-rhythms/:id/pausing', {
    cookie,
    params: { id: rhythm.id },
    body: { paused: false },
  });
  expect(await mine()).toBeUndefined();
  await goTo(WEDNESDAY, 20.1);
  expect(await mine()).toBeDefined();
});

it('follows the groups as they are: one tagged later comes in, one dismissed goes, an owner of now is asked', async () => {
  const [kept, gone] = [
    await makeGroup('guide01', '新品一群', ['新品']),
    await makeGroup('guide01', '新品二群', ['新品']),
  ];
  const rhythm = await made('新品一周', { tags: ['新品'] });
  expect(await read(rhythm.id)).toMatchObject({ groups: 2, staff: 1 });
  await sandbox(`PUT /groups/${kept}`, { owner: 'guide02' });
  await sandbox(`DELETE /groups/${gone}`);
  await app.settle();
  const late = await makeGroup('guide03', '新品三群', ['新品']);
  await goTo(WEDNESDAY, 20.1);
  const listed = (await api('GET /api/admin/todos', { cookie, query: { causeId: rhythm.id } })).items;
  expect(listed.map(({ group, assignee }) => [group?.id, assignee?.id]).toSorted()).toEqual(
    [
      [kept, 'guide02'],
      [late, 'guide03'],
    ].toSorted(),
  );
});

it('wants groups and no card twice, and holds what is said against the red lines', async () => {
  const refusal = async (more: Json) => {
    const { status, body } = await app.call('POST /api/admin/group-rhythms', {
      cookie,
      body: { values: values('不对的', more) },
    });
    return [status, body.error.details.problems[0].at];
  };
  expect(await refusal({ tags: [] })).toEqual([400, 'tags']);
  const [beat] = values('不对的').beats;
  expect(await refusal({ beats: [beat, beat] })).toEqual([400, 'beats.1.title']);
  expect(await refusal({ beats: [{ ...beat, text: '转发到朋友圈集赞 30 个送草莓' }] })).toEqual([400, 'beats.0.text']);
});
