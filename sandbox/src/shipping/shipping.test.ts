import { afterAll, beforeAll, expect, test } from 'vitest';
import { payOrder, queryOrder, type TestOrder } from '../pay/testing.ts';
import { at, type Merchant, type TestSandbox, testMerchant, testSandbox } from '../testing.ts';
import type { Json } from '../world/json.ts';

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

const parcel = (trackingNo: string): Json => ({
  tracking_no: trackingNo,
  express_company: 'YTO',
  item_desc: '红颜草莓 500g*1',
});

async function upload(order: TestOrder, changes: Json = {}) {
  const { payer } = await queryOrder(sandbox, order.outTradeNo);
  const body = {
    order_key: { order_number_type: 1, mchid: sandbox.credentials.mchid, out_trade_no: order.outTradeNo },
    logistics_type: 1,
    delivery_mode: 1,
    shipping_list: [parcel('YT1')],
    upload_time: (await sandbox.now()).toISOString(),
    payer,
    ...changes,
  };
  return (await sandbox.mpWithToken('POST', '/wxa/sec/order/upload_shipping_info', body)).body.errcode;
}

async function state(order: TestOrder) {
  const { transaction_id } = await queryOrder(sandbox, order.outTradeNo);
  return (await sandbox.mpWithToken('POST', '/wxa/sec/order/get_order', { transaction_id })).body;
}

test('an upload ships the order; one re-ship is allowed, a second is not; the same again is “not updated”', async () => {
  const order = await payOrder(sandbox, merchant);
  expect(at(await state(order), 'order', 'order_state')).toBe(1);
  expect(await upload(order)).toBe(0);
  expect(at(await state(order), 'order', 'order_state')).toBe(2);
  expect(await upload(order)).toBe(10060023);
  expect(await upload(order, { shipping_list: [parcel('YT2')] })).toBe(0);
  expect(await upload(order, { shipping_list: [parcel('YT3')] })).toBe(10060003);
  expect(at(await state(order), 'order', 'shipping', 'finish_shipping_count')).toBe(2);
});

test('parcels may come one after another in split mode', async () => {
  const order = await payOrder(sandbox, merchant);
  expect(await upload(order, { delivery_mode: 2, is_all_delivered: false })).toBe(0);
  expect(at(await state(order), 'order', 'order_state')).toBe(1);
  const both = [parcel('YT1'), parcel('YT2')];
  expect(await upload(order, { delivery_mode: 2, is_all_delivered: true, shipping_list: both })).toBe(0);
  expect(at(await state(order), 'order', 'order_state')).toBe(2);
});

test('the shapes that everyone gets wrong have their codes', async () => {
  const order = await payOrder(sandbox, merchant);
  const wrong: readonly (readonly [Json, number])[] = [
    [{ delivery_mode: 'UNIFIED_DELIVERY' }, 47001],
    [{ shipping_list: parcel('YT1') }, 47001],
    [{ logistics_type: 9 }, 10060005],
    [{ logistics_type: 2, delivery_mode: 2, is_all_delivered: true }, 10060006],
    [{ delivery_mode: 2 }, 10060007],
    [{ shipping_list: [{ ...parcel('YT1'), item_desc: '' }] }, 10060008],
    [{ shipping_list: [{ ...parcel('YT1'), item_desc: '字'.repeat(121) }] }, 10060009],
    [{ shipping_list: [{ ...parcel('YT1'), tracking_no: '' }] }, 268485226],
    [{ shipping_list: [{ ...parcel('YT1'), express_company: '' }] }, 268485227],
    [{ shipping_list: [{ ...parcel('SF1'), express_company: 'SF' }] }, 40097],
    [{ shipping_list: [parcel('YT1'), parcel('YT2')] }, 40097],
    [{ upload_time: '2026-11-21' }, 40097],
    [{ payer: { openid: 'oSBXother' } }, 10060031],
    [{ order_key: { order_number_type: 2, transaction_id: '4200' } }, 10060001],
  ];
  for (const [changes, code] of wrong) expect([changes, await upload(order, changes)]).toEqual([changes, code]);
  const contact = { receiver_contact: '170****1234' };
  expect(await upload(order, { shipping_list: [{ ...parcel('SF1'), express_company: 'SF', contact }] })).toBe(0);
});

test('with the switch on, the platform does not know the order for the first seconds', async () => {
  await sandbox.faults({ shippingUnknownSeconds: 10 });
  const order = await payOrder(sandbox, merchant);
  expect(await upload(order)).toBe(10060001);
  await sandbox.moveClock(10_000);
  expect(await upload(order)).toBe(0);
  await sandbox.faults({ shippingUnknownSeconds: 0 });
});
