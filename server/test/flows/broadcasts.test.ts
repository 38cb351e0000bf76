import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { entrusted } from '../../src/domains/messaging/domain.ts';
import { addDays, dayStart, shanghaiDay } from '../../src/platform/calendar.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
await app.settle();
// Ten in the morning: a day's quota is not torn by midnight.
const tomorrow = dayStart(addDays(shanghaiDay(app.ctx.now()), 1)).getTime();
await app.advance(tomorrow + 10 * 3_600_000 - app.ctx.now().getTime(), 3_600_000);
const { items: accounts } = await api('GET /api/admin/official-accounts', { cookie });
const named = (name: string) => accounts.find((one) => one.name === name) ?? { id: '', appid: '' };
const [service, themed, subscription, plain] = ['活水鲜生服务号', '活水早餐', '活水育儿', '活水门店快讯'].map(named);
if (!service || !themed || !subscription || !plain) throw new Error('no accounts');
type Account = { readonly id: string; readonly appid: string };
type Json = Readonly<Record<string, unknown>>;
const MINUTE = 60_000;

async function follower(...all: readonly Account[]): Promise<Shopper> {
  const shopper = await newShopper(shop);
  for (const { appid } of all) await sandbox(`POST /shoppers/${shopper.wechatId}/accounts/${appid}/follow`, {});
  await app.settle();
  return shopper;
}
const tag = async ({ memberId }: Shopper, name: string) => {
  await api('POST /api/admin/members/:id/tags', { cookie, params: { id: memberId }, body: { name, reason: '试' } });
  await app.settle();
};
async function heard({ wechatId }: Shopper, { appid }: Account): Promise<readonly string[]> {
  const { chats } = Object(await sandbox(`GET /shoppers/${wechatId}/chats`));
  const chat = chats.find(({ id }: Json) => id === `account:${appid}`);
  return (chat?.notices ?? []).map(({ title }: { readonly title: string }) => title);
}
const values = (name: string, account: Account, more: Json = {}) => ({
  ...{ name, account: account.id, to: 'everybody', tag: null, text: `${name}：新鲜到店` },
  ...{ page: null, label: null, day: null, minute: null, ...more },
});
const make = async (name: string, account: Account, more: Json = {}) =>
  api('POST /api/admin/account-broadcasts', { cookie, body: { values: values(name, account, more) } });
const read = async (id: string) => api('GET /api/admin/account-broadcasts/:id', { cookie, params: { id } });
const reach = async (id: string) => api('GET /api/admin/account-broadcasts/:id/reach', { cookie, params: { id } });
async function start(id: string) {
  await api('POST /api/admin/account-broadcasts/:id/start', { cookie, params: { id } });
  await app.settle();
}
const personNoOf = async ({ memberId }: Shopper): Promise<number> => {
  const { rows } = await sql<{ personNo: number }>`select person_no from members.member where id = ${memberId}`.execute(
    app.ctx.db,
  );
  return rows[0]?.personNo ?? 0;
};
/** Of the shop's own month, and of the channel's. */
const used = async (person: number): Promise<readonly (number | undefined)[]> => {
  const month = `month:${shanghaiDay(app.ctx.now()).slice(0, 7)}`;
  const { rows } = await sql<{ windowKey: string; count: number }>`
    select window_key, count from messaging.quota_use where person_no = ${person}
  `.execute(app.ctx.db);
  return [month, `account_mass:${month}`].map((key) => rows.find(({ windowKey }) => windowKey === key)?.count);
};
const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: unknown) => String(error),
  );

it('says the same to all who follow an account, with a link, and what WeChat reports of it', async () => {
  const [one, two, away] = [await follower(themed), await follower(themed), await follower(service)];
  const { id } = await make('早餐周报', themed, { page: 'home/pages/home', label: '去看看' });
  expect(await reach(id)).toMatchObject({ followers: 2, today: 0, month: 0, spent: null });
  expect(await heard(one, themed)).toEqual([]);
  await start(id);
  for (const shopper of [one, two]) {
    const [said = ''] = await heard(shopper, themed);
    expect(said).toContain('早餐周报：新鲜到店');
    expect(said).toContain(`data-miniprogram-path="home/pages/home?m=${id}"`);
  }
  expect(await heard(away, service)).toEqual([]);
  // Its report comes by itself, or is asked for.
  await app.advance(11 * MINUTE);
  expect(await read(id)).toMatchObject({ state: 'sent', reach: 2, total: 2, sent: 2, errors: 0, trouble: null });
  expect(await reach(id)).toMatchObject({ today: 1, month: 1 });
  expect(await refusal(api('POST /api/admin/account-broadcasts/:id/start', { cookie, params: { id } }))).toContain(
    'broadcast_started',
  );
});

it('says it to those with a tag alone: marks them first, and unmarks who has it no more', async () => {
  const [nuts, both, none] = [await follower(service), await follower(service), await follower(service)];
  for (const one of [nuts, both]) await tag(one, '爱坚果');
  const first = await make('坚果到货', service, { to: 'tag', tag: '爱坚果' });
  expect((await reach(first.id)).followers).toBe(2);
  await start(first.id);
  await app.advance(3 * MINUTE);
  expect(await read(first.id)).toMatchObject({ state: 'sent', reach: 2, sent: 2 });
  expect([await heard(nuts, service), await heard(both, service), await heard(none, service)]).toEqual([
    ['坚果到货：新鲜到店'],
    ['坚果到货：新鲜到店'],
    [],
  ]);
  await app.call(`DELETE /api/admin/members/${both.memberId}/tags/${encodeURIComponent('爱坚果')}`, {
    cookie,
    body: { reason: '试完了' },
  });
  await tag(none, '爱坚果');
  const second = await make('坚果又到货', service, { to: 'tag', tag: '爱坚果' });
  await start(second.id);
  await app.advance(3 * MINUTE);
  expect(await heard(none, service)).toEqual(['坚果又到货：新鲜到店']);
  expect(await heard(both, service)).toHaveLength(1);
});

it('counts in the caps of each member like any other message, is in the log and the report of touches, and is opened by its link', async () => {
  const reader = await follower(themed);
  const stranger = await shop.phone.create('没登录过');
  await sandbox(`POST /shoppers/${stranger.id}/accounts/${themed.appid}/follow`, {});
  await app.settle();
  const { id } = await make('算进上限', themed, { page: 'home/pages/home' });
  await start(id);
  await app.advance(11 * MINUTE);
  const told = await read(id);
  expect(told).toMatchObject({ state: 'sent', members: (told.sent ?? 0) - 1 });
  const log = await api('GET /api/admin/outbound', { cookie, query: { causeId: id } });
  expect(log.total).toBe(told.members);
  const hers = log.items.find(({ memberId }) => memberId === reader.memberId);
  expect(hers).toMatchObject({ channel: 'account_mass', state: 'accepted', because: { kind: 'broadcast', id } });
  await api('POST /api/shop/message-opens', { token: reader.token, body: { id } });
  const { revision: _, ...rules } = await api('GET /api/admin/settings/governance', { cookie });
  const person = await personNoOf(reader);
  expect(await used(person)).toEqual([1, 1]);
  // What is full for her is full for a mass send of staff as well.
  const govern = async (perDay: number) =>
    app.call('PUT /api/admin/settings/governance', { cookie, body: { ...rules, perDay } });
  await govern(1);
  const { leftOut } = await entrusted.judge(app.ctx, [person]);
  expect(leftOut.get('frequency_cap')).toEqual([person]);
  const next = await make('还会发到', themed);
  expect((await reach(next.id)).against).toContainEqual({ reason: 'frequency_cap', count: told.members });
  await govern(rules.perDay);
  await app.settle();
  const day = shanghaiDay(app.ctx.now());
  const values = { range: { from: day, to: day }, credit: 'reached', window: 7, by: 'thing' };
  const { tables } = await api('POST /api/admin/reports/:name', {
    ...{ cookie, params: { name: 'analytics.touches' }, body: { values } },
  });
  const [things] = tables;
  const at = (key: string) => things?.columns.findIndex((column) => column.key === key) ?? -1;
  const row = things?.rows.find((cells) => JSON.stringify(cells[0]).includes('算进上限'));
  expect([row?.[at('sent')], row?.[at('opened')], row?.[at('people')], row?.[at('cost')]]).toEqual([
    told.sent,
    1,
    told.members,
    0,
  ]);
});

it('of a subscription account leaves once a day, of who is not certified not at all', async () => {
  const reader = await follower(subscription);
  const [first, second] = [await make('育儿一', subscription), await make('育儿二', subscription)];
  await start(first.id);
  expect((await reach(second.id)).spent?.zh).toContain('今天已经群发过一次');
  await start(second.id);
  expect(await read(second.id)).toMatchObject({ state: 'failed', trouble: { zh: '订阅号今天已经群发过一次' } });
  expect(await heard(reader, subscription)).toEqual(['育儿一：新鲜到店']);
  expect(await refusal(make('快讯', plain))).toContain('没有这项权限');
});

it('waits for its time, and does not leave once it is cancelled', async () => {
  const reader = await follower(themed);
  const day = addDays(shanghaiDay(app.ctx.now()), 1);
  const at = { day, minute: 20 * 60 };
  const [evening, dropped] = [await make('晚上见', themed, at), await make('不发了', themed, at)];
  for (const { id } of [evening, dropped]) await start(id);
  expect(await read(evening.id)).toMatchObject({ state: 'waiting', dueAt: `${day}T12:00:00.000Z` });
  const planned = async () => {
    const { items } = await api('GET /api/admin/marketing-calendar', { cookie, query: { from: day, to: day } });
    return items.flatMap(({ kind, label, startsAt }) => (kind === 'broadcast' ? [`${label} ${startsAt}`] : []));
  };
  expect(await planned()).toEqual([`晚上见 ${day}T12:00:00.000Z`, `不发了 ${day}T12:00:00.000Z`]);
  await api('POST /api/admin/account-broadcasts/:id/cancelling', { cookie, params: { id: dropped.id } });
  expect(await planned()).toEqual([`晚上见 ${day}T12:00:00.000Z`]);
  await app.advance(Date.parse(`${day}T12:01:00Z`) - app.ctx.now().getTime(), 3_600_000);
  await app.advance(11 * MINUTE);
  expect(await read(evening.id)).toMatchObject({ state: 'sent' });
  expect(await read(dropped.id)).toMatchObject({ state: 'cancelled', sentAt: null });
  expect(await heard(reader, themed)).toEqual(['晚上见：新鲜到店']);
  const past = await make('过了', themed, { day: addDays(day, -1), minute: 8 * 60 });
  expect(
    await refusal(api('POST /api/admin/account-broadcasts/:id/start', { cookie, params: { id: past.id } })),
  ).toContain('broadcast_past');
});

it('leaves once, though WeChat is busy or the answer is lost, and says so where it failed there', async () => {
  const reader = await follower(themed);
  const { id } = await make('忙的时候', themed);
  await sandbox('PUT /faults', { busyEvery: 1 });
  await start(id);
  expect(await read(id)).toMatchObject({ state: 'waiting', trouble: { zh: expect.stringContaining('微信') } });
  await sandbox('PUT /faults', { busyEvery: 0 });
  await app.advance(3 * MINUTE);
  expect(await read(id)).toMatchObject({ state: 'sent', trouble: null });
  expect((await heard(reader, themed)).filter((said) => said.includes('忙的时候'))).toHaveLength(1);
  const lost = await make('报告丢了', themed);
  await sandbox('PUT /faults', { noticeFails: true, accountCallbacks: 'lost' });
  await start(lost.id);
  await app.advance(15 * MINUTE);
  await sandbox('PUT /faults', { noticeFails: false, accountCallbacks: 'normal' });
  // Nobody was told: it counts for nobody.
  expect(await read(lost.id)).toMatchObject({ state: 'failed', members: 0 });
  const log = await api('GET /api/admin/outbound', { cookie, query: { causeId: lost.id } });
  expect(new Set(log.items.map(({ state }) => state))).toEqual(new Set(['failed']));
  expect(await used(await personNoOf(reader))).toEqual([1, 1]);
});
