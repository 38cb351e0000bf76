import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { queueMessages } from '../../src/domains/messaging/index.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;

type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value : []);

const ways = new Map<string, string>();
/** She adds a member of staff by a contact way of that member alone. */
async function add(shopper: Shopper, userid: string): Promise<void> {
  if (!ways.has(userid)) {
    const { id } = await api('POST /api/admin/contact-ways', {
      cookie,
      body: {
        values: { name: `活码 ${userid}`, staff: [{ who: userid, weight: 1 }], welcome: '你好', couponFor: 'everyone' },
      },
    });
    await app.settle();
    ways.set(userid, id);
  }
  const id = ways.get(userid) ?? '';
  const { picture } = await api('POST /api/shop/contact-ways/:id/visits', { token: shopper.token, params: { id } });
  const key = await shop.keyOf(picture);
  await call(`POST /shoppers/${shopper.wechatId}/contact-ways/${key}`, { userid });
  await app.settle();
}

const values = (name: string, more: Json = {}) => ({
  name,
  to: 'staff',
  staff: ['guide01', 'guide02', 'guide03'],
  sender: 'longest',
  text: '周末到店有惊喜',
  card: 'none',
  waitDays: 3,
  reminders: 0,
  within: 7,
  ...more,
});

async function made(name: string, more: Json = {}) {
  const { id } = await api('POST /api/admin/mass-sends', { cookie, body: { values: values(name, more) } });
  return planned(id);
}

async function planned(id: string) {
  for (;;) {
    await app.settle();
    const mass = await api('GET /api/admin/mass-sends/:id', { cookie, params: { id } });
    if (mass.state !== 'planning') return mass;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const read = async (id: string) => api('GET /api/admin/mass-sends/:id', { cookie, params: { id } });
async function start(id: string) {
  const { counts } = await read(id);
  await api('POST /api/admin/mass-sends/:id/start', { cookie, params: { id }, body: { expected: counts.targets } });
  await app.settle();
}
const tasksOf = async (id: string) =>
  (await api('GET /api/admin/mass-sends/:id/tasks', { cookie, params: { id }, query: {} })).items;
const waitingAt = async (userid: string) =>
  listOf((await call(`GET /staff/${userid}/mass`)).tasks).filter(
    ({ confirmedAt, cancelledAt }) => !confirmedAt && !cancelledAt,
  );
async function confirm(userid: string) {
  for (const { msgid } of await waitingAt(userid))
    await call(`POST /staff/${userid}/mass/${String(msgid)}/confirmation`, {});
}
const peopleOf = async (mass: string, who: string) => {
  const asked = encodeURIComponent(JSON.stringify({ mass, who, staff: null }));
  return (await app.call(`GET /api/admin/people/scrm.mass?values=${asked}`, { cookie })).body.total;
};
const saidTo = async ({ wechatId }: Shopper, userid: string) => {
  const chats = listOf((await call(`GET /shoppers/${wechatId}/chats`)).chats);
  return listOf(chats.find(({ id }) => id === `wecom:${userid}`)?.notices).map(({ title }) => title);
};
const aDay = 86_400_000;

const anna = await newShopper(shop);
const bert = await newShopper(shop);
const cleo = await newShopper(shop);
await add(anna, 'guide01');
await app.advance(60_000);
await add(anna, 'guide02');
await add(bert, 'guide02');
await add(cleo, 'guide03');

it('plans each customer for one member, with a coupon in her wallet, sends when staff confirm, and says what it brought', async () => {
  const coupon = await createCoupon(app.ctx);
  const mass = await made('周末', {
    to: 'members',
    staff: null,
    who: { kind: 'is_friend', values: { staff: null } },
    ...{ card: 'coupon', coupon: coupon.id, title: '你的券到了', waitDays: 1 },
  });
  expect(mass).toMatchObject({ state: 'planned', audience: 3, counts: { targets: 3, sent: 0 }, staff: 3, leftOut: [] });
  expect(mass.sentence.zh).toContain('是导购好友');
  expect((await tasksOf(mass.id)).map(({ staff, targets }) => [staff, targets])).toEqual([
    ['导购 01', 1],
    ['导购 02', 1],
    ['导购 03', 1],
  ]);
  expect(await waitingAt('guide01')).toEqual([]);
  await start(mass.id);
  expect(await saidTo(anna, 'guide01')).toEqual(['你好']);
  const wallet = async ({ token }: Shopper) =>
    (await api('GET /api/shop/coupons', { token, query: { state: 'available' } })).items.length;
  expect([await wallet(anna), await wallet(bert)]).toEqual([1, 1]);
  await confirm('guide01');
  await app.advance(6 * 60_000);
  expect(await saidTo(anna, 'guide01')).toEqual(['你好', '周末到店有惊喜', '你的券到了']);
  expect(await saidTo(anna, 'guide02')).toEqual(['你好']);
  const [task] = await tasksOf(mass.id);
  const { id } = task ?? { id: '' };
  await api('POST /api/shop/message-opens', { token: anna.token, body: { id } });
  await api('POST /api/shop/message-opens', { token: bert.token, body: { id } });
  const milk = await createProduct(app.ctx, { name: '鲜牛奶', price: 4000 });
  await pay(shop, anna, (await order(shop, anna, [{ skuId: milk.skuId, quantity: 1 }])).id);
  await app.settle();
  const result = async () => api('GET /api/admin/mass-sends/:id/result', { cookie, params: { id: mass.id } });
  expect(await result()).toMatchObject({ reached: 1, opened: 1, buyers: 1, orders: 1, byOthers: 0, days: 7 });
  expect(
    await Promise.all(['reached', 'opened', 'buyers', 'sent', 'offered'].map(async (who) => peopleOf(mass.id, who))),
  ).toEqual([1, 1, 1, 1, 2]);
  await app.advance(aDay + 60_000);
  const ended = await read(mass.id);
  expect(ended).toMatchObject({ state: 'ended', counts: { targets: 3, sent: 1, unsent: 2 }, confirmed: 1 });
  expect([await wallet(bert), await wallet(cleo)]).toEqual([0, 0]);
  expect((await waitingAt('guide02')).length).toBe(0);
  const log = await app.call(`GET /api/admin/outbound?causeId=${mass.id}`, { cookie });
  expect(log.body.items?.map(({ state }: Json) => state).sort()).toEqual(['accepted', 'failed', 'failed']);
});

it('makes a task once though its answer was lost, however often it is tried', async () => {
  await sandbox('PUT /faults', { wecomLosesAnswers: true });
  const mass = await made('应答丢了');
  await start(mass.id);
  await app.advance(45_000);
  await sandbox('PUT /faults', { wecomLosesAnswers: false });
  await app.advance(4 * 60_000);
  expect(
    await Promise.all(['guide01', 'guide02', 'guide03'].map(async (userid) => (await waitingAt(userid)).length)),
  ).toEqual([1, 1, 1]);
  expect((await tasksOf(mass.id)).map(({ state }) => state)).toEqual(['offered', 'offered', 'offered']);
  await api('POST /api/admin/mass-sends/:id/stop', { cookie, params: { id: mass.id } });
  await app.advance(60_000);
  expect(await read(mass.id)).toMatchObject({ state: 'stopped', counts: { targets: 3, unsent: 3 } });
  expect(await waitingAt('guide01')).toEqual([]);
});

it('shows who was written to by another than planned, and who was no friend any more', async () => {
  await app.advance(aDay);
  const dora = await newShopper(shop);
  await add(dora, 'guide03');
  await call(`POST /staff/guide02/customers/${anna.wechatId}/messages`, { text: '在吗' });
  await sandbox('PUT /faults', { wecomMassChoice: 'latest' });
  const mass = await made('由平台选');
  await start(mass.id);
  await sandbox('PUT /faults', { wecomMassChoice: 'asked' });
  await call(`DELETE /shoppers/${dora.wechatId}/contacts/guide03`);
  for (const userid of ['guide01', 'guide02', 'guide03']) await confirm(userid);
  await app.advance(6 * 60_000);
  expect(await read(mass.id)).toMatchObject({ state: 'ended', counts: { targets: 4, sent: 3, notFriend: 1 } });
  expect(await api('GET /api/admin/mass-sends/:id/result', { cookie, params: { id: mass.id } })).toMatchObject({
    reached: 3,
    byOthers: 1,
  });
  expect([await peopleOf(mass.id, 'by_others'), await peopleOf(mass.id, 'not_friend')]).toEqual([1, 1]);
});

it('leaves out whom the gate leaves out, and whom WeCom would', async () => {
  // Each of them got one today.
  const capped = await made('同一天第二次');
  expect(capped).toMatchObject({ counts: { targets: 0 }, leftOut: [{ reason: 'frequency_cap', count: 3 }] });
  expect(capped.trouble?.en).toContain('nobody');
  expect(await peopleOf(capped.id, 'no_frequency_cap')).toBe(3);
  const rules = {
    perDay: 9,
    perWeek: 9,
    perMonth: 90,
    quiet: false,
    quietFrom: null,
    quietTo: null,
    globalHoldout: 0,
    rate: 50,
  };
  await app.call('PUT /api/admin/settings/governance', { cookie, body: rules });
  await api('PUT /api/admin/settings/mass-rule', { cookie, body: { rule: 'day' } });
  const limited = await made('企微规则');
  expect(limited.leftOut).toEqual([{ reason: 'limit', count: 3 }]);
  await api('PUT /api/admin/settings/mass-rule', { cookie, body: { rule: 'month' } });
  await sql`update members.member set blocked = true where id = ${cleo.memberId}`.execute(app.ctx.db);
  const again = await api('PUT /api/admin/mass-sends/:id', {
    cookie,
    params: { id: limited.id },
    body: { values: values('企微规则') },
  });
  expect(await planned(again.id)).toMatchObject({
    counts: { targets: 2 },
    leftOut: [{ reason: 'blocked', count: 1 }],
  });
});

it('reminds staff three times a day, and says when WeCom would no more', async () => {
  await app.advance(aDay);
  const mass = await made('提醒', { reminders: 1 });
  await start(mass.id);
  const remind = async () => api('POST /api/admin/mass-sends/:id/reminder', { cookie, params: { id: mass.id } });
  expect([await remind(), await remind(), await remind(), await remind()]).toEqual([
    ...[1, 2, 3].map(() => ({ reminded: 2, tooOften: 0 })),
    { reminded: 0, tooOften: 2 },
  ]);
  await app.advance(aDay + 60_000);
  expect((await tasksOf(mass.id)).map(({ reminders }) => reminders)).toEqual([4, 4]);
});

it('sends to customer groups by their owner alone', async () => {
  await call('POST /staff/guide01/groups', { name: '福利群' });
  await app.settle();
  const mass = await made('群里', { to: 'groups', staff: ['guide01', 'guide02'], sender: null });
  expect(mass).toMatchObject({ counts: { targets: 1 }, staff: 1, trouble: null });
  await start(mass.id);
  await confirm('guide01');
  await app.advance(6 * 60_000);
  expect(await read(mass.id)).toMatchObject({ state: 'ended', counts: { targets: 1, sent: 1 } });
});

it('carries messages of journeys by staff, as one task where she tells several the same; what she does not send goes by the next channel', async () => {
  await app.advance(aDay);
  const { rows } = await sql<{ id: string; personNo: number }>`
    select id, person_no from members.member where id in (${anna.memberId}, ${bert.memberId}) order by person_no
  `.execute(app.ctx.db);
  const ask = async (name: string) =>
    inTransaction(app.ctx, async (ctx) =>
      queueMessages(
        ctx,
        rows.map(({ id, personNo }) => ({
          ...{
            key: `test:${name}:${id}`,
            memberId: id,
            personNo,
            templateKey: 'careReminder',
            channels: ['wecom', 'inbox'],
          },
          variables: { product: '红颜草莓', tip: '冷藏', orderId: 'ord_1' },
          because: { kind: 'order', id: 'ord_1', label: '保鲜' },
        })),
      ),
    );
  const statesOf = async (name: string) => {
    const { rows: found } = await sql<{ channel: string; state: string }>`
      select channel, state from messaging.outbound where source_key like ${`test:${name}:%`} order by person_no
    `.execute(app.ctx.db);
    return found.map(({ channel, state }) => `${channel} ${state}`);
  };
  const waiting = async () => (await waitingAt('guide01')).length + (await waitingAt('guide02')).length;
  const before = await waiting();
  await ask('sent');
  await app.advance(60_000);
  expect(await statesOf('sent')).toEqual(['wecom handed_over', 'wecom handed_over']);
  expect(await waiting()).toBe(before + 2);
  await confirm('guide01');
  await confirm('guide02');
  await app.advance(6 * 60_000);
  expect(await statesOf('sent')).toEqual(['wecom accepted', 'wecom accepted']);
  await app.advance(aDay);
  await ask('waiting');
  await app.advance(2 * aDay + 10 * 60_000);
  expect(await statesOf('waiting')).toEqual(['inbox accepted', 'inbox accepted']);
  const listed = (await api('GET /api/admin/mass-sends', { cookie, query: { limit: 100 } })).items;
  expect(listed.filter(({ name }) => name.startsWith('mss_'))).toEqual([]);
});
