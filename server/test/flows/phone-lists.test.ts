import { expect, it, vi } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';
import { staffSignsIn } from './staff.ts';

// From a list of numbers to friends of staff: told by text, asked at a careful pace, counted when they say yes, and thanked once.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { app, api, sandbox } = shop;
const as = { cookie: shop.owner.cookie };
const HOUR = 3_600_000;
const day = (after = 0) => new Date(app.ctx.now().getTime() + (8 + 24 * after) * HOUR).toISOString().slice(0, 10);
const coupon = await createCoupon(app.ctx, { name: '见面券', channel: 'grant', perMember: 9 });
await app.settle();

async function phoneOf({ wechatId }: Pick<Shopper, 'wechatId'>): Promise<string> {
  return Object(await sandbox(`GET /shoppers/${wechatId}`)).phoneNumber;
}

async function withPhone(): Promise<Shopper> {
  const shopper = await newShopper(shop);
  const code = await shop.phone.phoneCode(shopper.wechatId);
  await api('POST /api/shop/me/phone', { token: shopper.token, body: { code } });
  return shopper;
}

const values = (more: Readonly<Record<string, unknown>>) => ({
  ...{ name: '门店登记', basis: '结账时登记，同意接收活动信息', staff: ['guide01', 'guide02'], perDay: 1 },
  ...{ startsOn: day(), announce: true, coupon: coupon.id },
  ...more,
});
const entries = async (id: string) =>
  (await api('GET /api/admin/phone-lists/:id/entries', { ...as, params: { id } })).items;

it('leads from a list to friends, each once, with the share that said yes', async () => {
  const member = await withPhone();
  const stranger = await shop.phone.create('老顾客');
  const another = await shop.phone.create('另一位');
  const phones = [
    await phoneOf(member),
    `+86 ${await phoneOf({ wechatId: stranger.id })}`,
    await phoneOf({ wechatId: another.id }),
  ];
  const { list, ...left } = await api('POST /api/admin/phone-lists', {
    ...as,
    body: { values: values({}), phones: [...phones, phones[0] ?? '', '12345678', ''] },
  });
  expect(left).toEqual({ invalid: 1, doubled: 1, skipped: 0 });
  expect([list.people, list.asked, list.lastDay]).toEqual([3, 0, day(1)]);
  const planned = await entries(list.id);
  expect(planned.map(({ userid, day: on }) => [userid, on]).sort()).toEqual([
    ['guide01', day()],
    ['guide01', day(1)],
    ['guide02', day()],
  ]);
  expect(JSON.stringify(planned)).not.toContain(phones[0]);

  // The text of the morning is reviewed by the vendor before; who asks next finds nobody left for the same people.
  await app.advance(3 * 60_000);
  await app.settle();
  const again = await api('POST /api/admin/phone-lists', {
    ...as,
    body: { values: values({ name: '又一次' }), phones },
  });
  expect([again.list.people, again.skipped]).toEqual([0, 3]);

  const numbers = await Promise.all(
    planned.map(async ({ id, userid }) => {
      const { phone } = await api('POST /api/admin/phone-entries/:id/asking', { ...as, params: { id } });
      return { phone, userid };
    }),
  );
  expect(numbers.map(({ phone }) => phone).sort()).toEqual(phones.map((one) => one.replace('+86 ', '')).sort());
  for (const { phone, userid } of numbers.slice(0, 2))
    await sandbox(`POST /staff/${userid}/customers`, { phoneNumber: phone });
  await app.settle();
  await app.settle();
  const shown = await api('GET /api/admin/phone-lists/:id', { ...as, params: { id: list.id } });
  expect([shown.people, shown.asked, shown.passed, shown.gifted]).toEqual([3, 3, 2, 2]);
  // Adding her once more changes nothing.
  for (const { phone, userid } of numbers.slice(0, 1))
    await sandbox(`POST /staff/${userid}/customers`, { phoneNumber: phone });
  await app.settle();
  expect((await api('GET /api/admin/phone-lists/:id', { ...as, params: { id: list.id } })).gifted).toBe(2);
  const { total } = await api('GET /api/admin/audit', { ...as, query: { q: '标记已申请' } });
  expect(total).toBe(3);
});

it('tells them by text on the morning of their day, and asks nobody of a list that was stopped', async () => {
  const told = await withPhone();
  const { list } = await api('POST /api/admin/phone-lists', {
    ...as,
    body: { values: values({ name: '明天的', startsOn: day(1) }), phones: [await phoneOf(told)] },
  });
  await app.advance(24 * HOUR);
  const { chats } = Object(await sandbox(`GET /shoppers/${told.wechatId}/chats`));
  const texts = (chats.find(({ id }: { id: string }) => id === 'sms')?.notices ?? []).map(
    ({ title }: { title: string }) => title,
  );
  expect(texts).toEqual([
    expect.stringMatching(/^【活水鲜生】你的专属顾问导购 0\d今天会用企业微信联系你.*拒收请回复R$/),
  ]);
  const stopped = await api('POST /api/admin/phone-lists/:id/stop', { ...as, params: { id: list.id } });
  expect(stopped.stopped).toBe(true);
  expect((await entries(list.id)).map(({ state }) => state)).toEqual(['stopped']);
  const [{ id } = { id: '' }] = await entries(list.id);
  await expect(api('POST /api/admin/phone-entries/:id/asking', { ...as, params: { id } })).rejects.toThrow(
    /phone_entry_over/,
  );
});

it('means who has a number now, tried out as made, though an earlier list knew somebody else by it', async () => {
  const before = await withPhone();
  const number = await phoneOf(before);
  const make = async (name: string) =>
    api('POST /api/admin/phone-lists', {
      ...as,
      body: { values: values({ name, announce: false }), phones: [number] },
    });
  const { list } = await make('原来的号');
  await api('POST /api/admin/phone-lists/:id/stop', { ...as, params: { id: list.id } });
  await sandbox(`PUT /shoppers/${before.wechatId}/phone-number`, { phoneNumber: '19900001111' });
  const now = await newShopper(shop);
  await sandbox(`PUT /shoppers/${now.wechatId}/phone-number`, { phoneNumber: number });
  const code = await shop.phone.phoneCode(now.wechatId);
  await api('POST /api/shop/me/phone', { token: now.token, body: { code } });
  const { good } = await api('POST /api/admin/phone-lists/check', { ...as, body: { phones: [number] } });
  const { list: again } = await make('换了主人的号');
  const [entry] = await entries(again.id);
  expect([good, again.people, entry?.memberId]).toEqual([1, 1, now.memberId]);
  const { phone } = await api('POST /api/admin/phone-entries/:id/asking', { ...as, params: { id: entry?.id ?? '' } });
  expect(phone).toBe(number);
});

it('has staff ask today’s numbers on their phones, at a careful pace, and hears what came of it', async () => {
  const people = [];
  for (const name of ['甲', '乙', '丙', '丁']) people.push(await shop.phone.create(name));
  const phones = await Promise.all(people.map(async ({ id }) => phoneOf({ wechatId: id })));
  const { list } = await api('POST /api/admin/phone-lists', {
    ...as,
    body: { values: values({ name: '导购手机上加', staff: ['guide03'], perDay: 2, announce: false }), phones },
  });
  const token = await staffSignsIn(shop, 'guide03');
  const mine = async () => api('GET /api/staff/phone-entries', { token, query: {} });
  const first = await mine();
  // Two are tomorrow's.
  expect([first.total, first.left, first.items.map(({ state, late }) => [state, late])]).toEqual([
    2,
    2,
    [
      ['waiting', false],
      ['waiting', false],
    ],
  ]);
  expect(JSON.stringify(first)).not.toContain(phones[0]);
  const other = await staffSignsIn(shop, 'guide01');
  const [{ id: one } = { id: '' }, { id: two } = { id: '' }] = first.items;
  const ask = async (id: string, by = token) =>
    api('POST /api/staff/phone-entries/:id/asking', { token: by, params: { id } });
  await expect(ask(one, other)).rejects.toThrow(/phone_entry_over/);
  const { phone } = await ask(one);
  expect(phones).toContain(phone);
  await ask(two);
  const answer = async (id: string, outcome: 'refused' | 'wrong') =>
    api('POST /api/staff/phone-entries/:id/answer', { token, params: { id }, body: { outcome } });
  await answer(one, 'refused');
  await answer(two, 'wrong');
  await expect(answer(one, 'wrong')).rejects.toThrow(/phone_entry_over/);
  expect(await mine()).toMatchObject({ total: 0, left: 0, items: [] });
  // Tomorrow’s two are nobody’s today, nor when she has asked as many as is careful.
  const later = (await entries(list.id)).filter(({ state }) => state === 'waiting');
  await expect(ask(later[0]?.id ?? '')).rejects.toThrow(/phone_entry_over/);
  const shown = await api('GET /api/admin/phone-lists/:id', { ...as, params: { id: list.id } });
  expect([shown.asked, shown.refused, shown.wrong, shown.passed]).toEqual([2, 1, 1, 0]);

  // Two days later both are late; she may still ask two a day only.
  await app.advance(48 * HOUR, 24 * HOUR);
  const again = await staffSignsIn(shop, 'guide03');
  const late = await api('GET /api/staff/phone-entries', { token: again, query: {} });
  expect(late.items.map((entry) => entry.late)).toEqual([true, true]);
  const { items: work } = await api('GET /api/admin/work', as);
  expect(work.find(({ kind }) => kind === 'scrm.numbers_late')).toMatchObject({ to: '/phone-lists' });
  // Whoever said no and says yes after all is a friend all the same; no later list asks her or a wrong number again.
  const check = async (numbers: readonly string[]) =>
    api('POST /api/admin/phone-lists/check', { ...as, body: { phones: [...numbers] } });
  const told = await check([...phones, phones[0] ?? '', '010-12345678', '＋86 13912345678']);
  expect(told.good).toBe(1);
  expect(told.left.map(({ row, why }) => [row, why.en])).toEqual([
    ...phones.map((number, n) => [
      n + 1,
      number === phone
        ? 'Said no before'
        : later.some(({ phone: masked }) => masked.slice(-4) === number.slice(-4))
          ? 'On another list that is not through'
          : 'The number led to nobody before',
    ]),
    [5, 'On the list already'],
    [6, 'No mobile number of mainland China'],
  ]);
  await sandbox('POST /staff/guide03/customers', { phoneNumber: phone });
  await app.settle();
  await app.settle();
  const end = await api('GET /api/admin/phone-lists/:id', { ...as, params: { id: list.id } });
  expect([end.refused, end.wrong, end.passed]).toEqual([0, 1, 1]);
});

it('tells a manager in the morning, as a card of the app, of what waits for her; once, and only where something does', async () => {
  const settings = await api('GET /api/admin/settings/sidebar', as);
  await api('PUT /api/admin/settings/sidebar', { ...as, body: { ...settings, managers: ['guide01', 'guide02'] } });
  const told = await withPhone();
  await api('POST /api/admin/phone-lists', {
    ...as,
    body: {
      values: values({ name: '没人加的', staff: ['guide03'], perDay: 9, announce: false }),
      phones: [await phoneOf(told)],
    },
  });
  const cards = async (userid: string) =>
    (
      Object(await sandbox(`GET /staff/${userid}/app-messages`)).messages as { title: string; description: string }[]
    ).map(({ title, description }) => `${title}: ${description}`);
  // Who is a manager is looked at every ten minutes; the next morning's word is planned then.
  await app.advance(HOUR / 5);
  await app.advance(26 * HOUR, HOUR);
  const both = [await cards('guide01'), await cards('guide02')];
  expect(both.flat()).toEqual([expect.stringMatching(/^今天等你看的: 手机号名单里 \d 位过了日子还没加$/)]);
  await app.advance(3 * HOUR, HOUR);
  expect([await cards('guide01'), await cards('guide02')].flat()).toHaveLength(1);
});

it('reads numbers out of a workbook, sheet by sheet, and makes of them exactly what trying them out said', async () => {
  const [known, fresh] = [await shop.phone.create('导入一'), await shop.phone.create('导入二')];
  const numbers = await Promise.all([known, fresh].map(async ({ id }) => phoneOf({ wechatId: id })));
  const made = await writeXlsx([
    { sheet: '说明', data: [['请联系下表的顾客']] },
    {
      sheet: '登记',
      data: [
        ['姓名', '手机号'],
        ...numbers.map((number) => ['顾客', number]),
        ['顾客', 13_900_000_001],
        ['顾客', '010-1'],
      ],
    },
  ]).toBuffer();
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(made)]), '登记.xlsx');
  const headers = { cookie: as.cookie, 'idempotency-key': 'workbook' };
  const answer = await fetch(`${app.running.address}/api/admin/phone-lists/workbook`, {
    method: 'POST',
    headers,
    body,
  });
  const { sheets } = Object(await answer.json());
  expect(sheets.map(({ name }: { name: string }) => name)).toEqual(['说明', '登记']);
  // A number that Excel keeps as a number comes out whole.
  expect(sheets[1].text).toContain('13900000001');
  const phones = [...sheets[1].text.matchAll(/[\d-]{5,}/g)].map(([found]) => found);
  expect(phones).toHaveLength(4);
  await sandbox('POST /staff/guide01/customers', { phoneNumber: numbers[0] });
  await app.settle();
  await app.settle();
  const all = [...phones, phones[1] ?? ''];
  const { good, left } = await api('POST /api/admin/phone-lists/check', { ...as, body: { phones: all } });
  const { list, ...out } = await api('POST /api/admin/phone-lists', {
    ...as,
    body: { values: values({ name: '从表格来的' }), phones: all },
  });
  expect(list.people).toBe(good);
  expect(out.invalid + out.doubled + out.skipped).toBe(left.length);
  expect([out.invalid, out.doubled]).toEqual([1, 1]);
  // No workbook at all is said, and so is a file that is none.
  const none = await fetch(`${app.running.address}/api/admin/phone-lists/workbook`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': 'none' },
    body: (() => {
      const form = new FormData();
      form.set('file', new Blob(['13812345678']), 'a.xlsx');
      return form;
    })(),
  });
  expect([none.status, Object(await none.json()).error?.code]).toEqual([400, 'platform.not_a_workbook']);
});

it('refuses a list without a reason, without numbers, at a reckless pace, or of a name that is taken', async () => {
  const make = async (more: Readonly<Record<string, unknown>>, phones = ['13812345678']) =>
    api('POST /api/admin/phone-lists', { ...as, body: { values: values(more), phones } });
  await expect(make({ name: 'a', basis: null })).rejects.toThrow(/bad_form/);
  await expect(make({ name: 'a', perDay: 51 })).rejects.toThrow(/bad_form/);
  await expect(make({ name: 'a' }, ['123'])).rejects.toThrow(/no_phones/);
  await expect(make({ name: '门店登记' })).rejects.toThrow(/phone_list_name_taken/);
});
