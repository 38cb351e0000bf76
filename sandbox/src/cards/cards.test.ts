import { afterAll, beforeAll, expect, test } from 'vitest';
import { payOrder, queryOrder, type TestOrder } from '../pay/testing.ts';
import { at, type Merchant, type TestSandbox, testMerchant, testSandbox } from '../testing.ts';
import type { Json } from '../world/json.ts';

const dayMs = 86_400_000;
let sandbox: TestSandbox;
let merchant: Merchant;
beforeAll(async () => {
  sandbox = await testSandbox();
  merchant = await testMerchant();
});
afterAll(async () => {
  await sandbox.close();
  await merchant.close();
});

const page = 'orders/pages/order?number=1';
const goods = { product_img: 'https://shop.example/a.png', product_name: '草莓', product_path_query: page, count: 1 };
const content = (status: number, more: Json = {}) =>
  JSON.stringify({ cur_status: status, wxa_path_query: page, ...more });
const begin = content(2, { product_count: 1, product_list: { info_list: [goods] } });

async function keyOf(order: TestOrder) {
  const paid = await queryOrder(sandbox, order.outTradeNo);
  const seconds = Math.floor(Date.parse(String(paid.success_time)) / 1000);
  return {
    key: { openid: at(paid, 'payer', 'openid'), notify_type: 2001, notify_code: paid.transaction_id },
    check_json: JSON.stringify({ pay_amount: at(paid, 'amount', 'total'), pay_time: seconds }),
  };
}
const ask = async (path: string, body: Json) => (await sandbox.mpWithToken('POST', `/wxa/${path}`, body)).body;
const set = async (body: Json) => (await ask('set_user_notify', body)).errcode;

test('a card begins with what was paid and when, goes on to what it may, and is told as it stands', async () => {
  const { key, check_json } = await keyOf(await payOrder(sandbox, merchant));
  expect(await set({ ...key, content_json: begin })).toBe(85437);
  expect(await set({ ...key, content_json: begin, check_json: JSON.stringify({ pay_amount: 1, pay_time: 1 }) })).toBe(
    85437,
  );
  expect(await set({ ...key, content_json: content(4), check_json })).toBe(85433);
  expect(at(await ask('get_user_notify', key), 'notify_info', 'content_json')).toBe('');
  expect(await set({ ...key, content_json: begin, check_json })).toBe(0);
  expect(await set({ ...key, content_json: content(3) })).toBe(0);
  expect(await set({ ...key, content_json: content(2) })).toBe(85433);
  expect(await set({ ...key, content_json: content(4) })).toBe(0);
  expect(await set({ ...key, content_json: content(3) })).toBe(85433);
  const { notify_info } = await ask('get_user_notify', key);
  expect(notify_info).toMatchObject({ notify_type: 2001, content_json: content(4), code_state: 0 });
  expect((await ask('set_user_notifyext', { ...key, ext_json: '{}' })).errcode).toBe(0);
  expect((await ask('set_user_notifyext', { ...key, ext_json: 'x' })).errcode).toBe(85433);
});

test('what names another card, payment or payer is refused with its code', async () => {
  const { key, check_json } = await keyOf(await payOrder(sandbox, merchant));
  const wrong: readonly (readonly [Json, number])[] = [
    [{ notify_type: 1001 }, 85434],
    [{ notify_code: '4200' }, 85437],
    [{ openid: 'oSBXother' }, 40003],
    [{ content_json: '{' }, 85433],
    [{ content_json: content(2) }, 85433],
    [{ content_json: content(9) }, 85433],
  ];
  for (const [change, code] of wrong)
    expect([change, await set({ ...key, content_json: begin, check_json, ...change })]).toEqual([change, code]);
  expect((await ask('set_user_notifyext', { ...key, ext_json: '{}' })).errcode).toBe(85437);
});

test('it is begun within a day of the payment, and changed within thirty of that', async () => {
  const [late, used] = [await payOrder(sandbox, merchant), await payOrder(sandbox, merchant)];
  const [first, second] = [await keyOf(late), await keyOf(used)];
  expect(await set({ ...second.key, content_json: begin, check_json: second.check_json })).toBe(0);
  await sandbox.moveClock(dayMs + 60_000);
  expect(await set({ ...first.key, content_json: begin, check_json: first.check_json })).toBe(85438);
  expect(await set({ ...second.key, content_json: content(3) })).toBe(0);
  await sandbox.moveClock(30 * dayMs);
  expect(await set({ ...second.key, content_json: content(4) })).toBe(85438);
});
