import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordsOf, type TestSandbox, testSandbox } from '../testing.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());

test('a shared page arrives as a card from the friend, unread until that chat is read', async () => {
  const [one, other] = [await sandbox.newShopper(), await sandbox.newShopper()];
  const card = { title: '一起拼草莓', path: '/catalog/pages/product?id=p1', imageUrl: '/files/a.jpg' };
  expect((await sandbox.api('POST', `/shoppers/${one.id}/shares`, { to: other.id, ...card })).status).toBe(201);
  const [chat] = recordsOf((await sandbox.api('GET', `/shoppers/${other.id}/chats`)).body, 'chats');
  expect(chat).toMatchObject({ id: one.id, name: '模拟顾客 001', unread: 1 });
  expect(recordsOf(chat ?? {}, 'notices')[0]).toMatchObject({
    title: '一起拼草莓',
    page: 'catalog/pages/product?id=p1',
  });
  await sandbox.api('POST', `/shoppers/${other.id}/chats/read`, { chat: 'service' });
  expect((await sandbox.api('GET', `/shoppers/${other.id}`)).body.unread).toBe(1);
  await sandbox.api('POST', `/shoppers/${other.id}/chats/read`, { chat: one.id });
  expect((await sandbox.api('GET', `/shoppers/${other.id}`)).body.unread).toBe(0);
});

test('sharing to nobody, to oneself, or without a title is refused', async () => {
  const shopper = await sandbox.newShopper();
  const share = async (body: object) =>
    (await sandbox.api('POST', `/shoppers/${shopper.id}/shares`, { ...body })).status;
  expect(await share({ to: 's999', title: 'x', path: 'pages/a' })).toBe(404);
  expect(await share({ to: shopper.id, title: 'x', path: 'pages/a' })).toBe(400);
  expect(await share({ to: 's1', title: '', path: 'pages/a' })).toBe(400);
});

test('shoppers are numbered plainly, found by name, number or phone, and each has another number', async () => {
  const made = await Promise.all(Array.from({ length: 30 }, async () => sandbox.newShopper()));
  expect(new Set(made.map(({ phoneNumber }) => phoneNumber)).size).toBe(30);
  expect(new Set(made.map(({ openid }) => openid)).size).toBe(30);
  const named = await sandbox.api('POST', '/shoppers', { label: '爱囤货的阿珍' });
  expect(named.body.label).toBe('爱囤货的阿珍');
  const found = (await sandbox.api('GET', `/shoppers?q=${encodeURIComponent('阿珍')}`)).body;
  expect(recordsOf(found, 'shoppers').map(({ id }) => id)).toEqual([named.body.id]);
  const phone = made[3]?.phoneNumber;
  expect(recordsOf((await sandbox.api('GET', `/shoppers?q=${phone}`)).body, 'shoppers')[0]).toMatchObject({
    phoneNumber: phone,
  });
});

test('a shopper is found by what a console shows of her openid, in the app where it is hers', async () => {
  const [one] = [await sandbox.newShopper(), await sandbox.newShopper()];
  const masked = (openid: string) => encodeURIComponent(`${openid.slice(0, 4)}…${openid.slice(-4)}`);
  expect((await sandbox.api('GET', `/shoppers/${masked(one.openid)}`)).body.id).toBe(one.id);
  expect((await sandbox.api('GET', `/shoppers/${masked('oSBX0000~~~~')}`)).status).toBe(404);
  expect((await sandbox.api('GET', `/shoppers/${encodeURIComponent('oSBX…')}`)).status).toBe(404);
});

test('shoppers come page by page, in the order that is asked for', async () => {
  const page = async (query: string) => recordsOf((await sandbox.api('GET', `/shoppers?${query}`)).body, 'shoppers');
  const { total } = (await sandbox.api('GET', '/shoppers?limit=5')).body;
  expect(total).toBeGreaterThan(30);
  expect(await page('limit=5')).toHaveLength(5);
  const [from, to] = [await sandbox.newShopper(), await sandbox.newShopper()];
  await sandbox.api('POST', `/shoppers/${from.id}/shares`, { to: to.id, title: '一个页面', path: 'pages/a' });
  const [first, ...others] = await page('sort=unread&limit=3');
  expect(first?.unread).toBeGreaterThan(0);
  expect(others.every(({ unread }) => Number(unread) <= Number(first?.unread))).toBe(true);
});
