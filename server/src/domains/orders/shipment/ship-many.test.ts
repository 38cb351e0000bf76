import { expect, it, vi } from 'vitest';
import { payingShop } from '../payment/testing.ts';

const { app, operator, payer, place, pay, look } = await payingShop();
const { cookie } = operator;
vi.setConfig({ testTimeout: 60_000 });

it('ships what a list names, tells of each row why it did not, and nothing leaves twice', async () => {
  await app.call('GET /api/admin/carriers', { cookie });
  const buyer = await payer();
  const orders = [await place(buyer), await place(buyer), await place(buyer)];
  for (const { order } of orders.slice(0, 2)) await pay(buyer, order.id);
  const [first, second, unpaid] = orders.map(({ number }) => number);
  const rows = [
    { number: ` ${first} `, company: '顺丰', waybill: 'SF1000001' },
    { number: second, company: '没有这家', waybill: 'XX1000002' },
    { number: unpaid, company: '圆通', waybill: 'YT1000003' },
    { number: 'HS-nobody', company: '圆通', waybill: 'YT1000004' },
    { number: second, company: '圆通', waybill: '运单' },
    { number: second, company: '圆通', waybill: 'YT1000006' },
  ];
  const send = async () => (await app.call('POST /api/admin/orders/shipments', { cookie, body: { rows } })).body;
  const codes = (answer: { refused: { row: number; code: string }[] }) =>
    answer.refused.map(({ row, code }) => [row, code]);
  const once = await send();
  expect(once.shipped).toBe(2);
  expect(codes(once)).toEqual([
    [2, 'orders.unknown_carrier'],
    [3, 'orders.not_shippable'],
    [4, 'orders.not_found'],
    [5, 'orders.waybill_unreadable'],
  ]);
  expect(once.refused[0].why.zh).toContain('没有这家');
  expect((await look(buyer, orders[1]?.order.id ?? '')).parcels).toMatchObject([
    { company: '圆通', waybill: 'YT1000006' },
  ]);
  const again = await send();
  expect([again.shipped, again.known]).toEqual([0, 2]);
});

it('ships nothing by a number that a spreadsheet rounded: it may be another order or another parcel', async () => {
  const buyer = await payer();
  const orders = [await place(buyer), await place(buyer), await place(buyer)];
  for (const { order } of orders) await pay(buyer, order.id);
  const ship = async (rows: readonly { number: string; waybill: string }[]) => {
    const body = { rows: rows.map((row) => ({ ...row, company: '圆通' })) };
    const answer = (await app.call('POST /api/admin/orders/shipments', { cookie, body })).body;
    return [answer.shipped, answer.refused.map(({ row, code }: { row: number; code: string }) => [row, code])];
  };
  const [first = '', second = '', third = ''] = orders.map(({ number }) => number);
  const refused = [
    { number: first, waybill: '773312345678901000' },
    { number: second, waybill: '7.73312E+17' },
    { number: '2.61129E+15', waybill: 'YT2000003' },
  ];
  expect(await ship(refused)).toEqual([0, [1, 2, 3].map((row) => [row, 'orders.number_rounded'])]);
  const zeros = { number: `${first.slice(0, 15)}0`, waybill: 'YT2000001' };
  expect(await ship([zeros])).toEqual([0, [[1, 'orders.number_rounded']]]);
  // One that is whole shows that nobody rounded the column.
  const whole = [
    { number: second, waybill: '773312345678901000' },
    { number: third, waybill: '773312345678901234' },
    { number: '2611290227524513', waybill: 'YT2000005' },
  ];
  expect(await ship(whole)).toEqual([2, [[3, 'orders.not_found']]]);
});

it('keeps what the house notes on an order from the shopper', async () => {
  const buyer = await payer();
  const { order } = await place(buyer);
  const path = `/api/admin/orders/${order.id}`;
  expect((await app.call(`PUT ${path}/remark`, { cookie, body: { remark: ' 放冰袋 ' } })).status).toBe(200);
  expect((await app.call(`GET ${path}`, { cookie })).body.remark).toBe('放冰袋');
  const [row] = (await app.call('GET /api/admin/orders', { cookie })).body.items;
  expect(row).toMatchObject({ id: order.id, remark: '放冰袋', note: '' });
  expect(JSON.stringify(await look(buyer, order.id))).not.toContain('放冰袋');
});

it('ships the file of what waits once it is filled: several parcels of an order, nothing twice, and a parcel whole or not at all', async () => {
  const buyer = await payer();
  const { order, number } = await place(buyer, 2_000, 3);
  await pay(buyer, order.id);
  const file = (await app.call('GET /api/admin/slips/export.csv', { cookie })).text;
  const row = file.split('\r\n').find((line) => line.startsWith(number)) ?? '';
  const [, company, waybill, sku = '', pieces] = row.split(',');
  expect([company, waybill, pieces]).toEqual(['', '', '3']);
  const send = async (rows: readonly object[]) =>
    (await app.call('POST /api/admin/orders/shipments', { cookie, body: { rows } })).body;
  const parcel = (name: string, quantity?: number, of = sku) => ({
    number: `'${number}`,
    company: '圆通',
    waybill: name,
    sku: of,
    quantity,
  });
  const codes = ({ refused }: { refused: { row: number; code: string }[] }) =>
    refused.map(({ row, code }) => [row, code]);
  // One row of a parcel that is wrong keeps all of it.
  expect(await send([parcel('YT30000001', 1), parcel('YT30000001', 1, 'sku_of_nobody')])).toMatchObject({
    shipped: 0,
    refused: [{ row: 1 }, { row: 2, code: 'orders.sku_not_in_order' }],
  });
  expect(codes(await send([parcel('YT30000001', 1), { ...parcel('YT30000001', 1), company: '中通' }]))).toEqual([
    [1, 'orders.two_carriers'],
    [2, 'orders.two_carriers'],
  ]);
  expect(codes(await send([{ number: `'${number}`, company: '圆通', waybill: 'YT30000001', quantity: 1 }]))).toEqual([
    [1, 'orders.parcel_goods_unsaid'],
  ]);
  expect(codes(await send([parcel('YT30000001', 4)]))).toEqual([[1, 'orders.too_many_to_send']]);
  expect((await look(buyer, order.id)).parcels).toEqual([]);
  const filled = [parcel('YT30000001', 1), parcel('YT30000002', 2)];
  expect(await send(filled)).toEqual({ shipped: 2, known: 0, refused: [] });
  expect(await look(buyer, order.id)).toMatchObject({ state: 'shipped', parcels: [{ no: 1 }, { no: 2 }] });
  expect(await send(filled)).toEqual({ shipped: 0, known: 2, refused: [] });
  expect(codes(await send([parcel('YT30000001', 2)]))).toEqual([[1, 'orders.parcel_known']]);
});

it('gives what waits as a workbook, and ships it once it is filled there: long numbers stay what they are', async () => {
  const buyer = await payer();
  const { order, number } = await place(buyer, 2_000, 2);
  await pay(buyer, order.id);
  const file = await fetch(`${app.running.address}/api/admin/slips/export.csv?as=xlsx`, { headers: { cookie } });
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="to-ship.xlsx"');
  expect(file.headers.get('content-type')).toContain('spreadsheetml');
  const read = async (bytes: Uint8Array<ArrayBuffer>) => {
    const form = new FormData();
    form.set('file', new Blob([bytes]), 'to-ship.xlsx');
    const answer = await fetch(`${app.running.address}/api/admin/orders/shipments/workbook`, {
      method: 'POST',
      headers: { cookie },
      body: form,
    });
    return JSON.parse(await answer.text());
  };
  const { text, unread } = await read(new Uint8Array(await file.arrayBuffer()));
  expect(unread).toEqual([]);
  const row = String(text)
    .split('\n')
    .find((line) => line.startsWith(number));
  const [told = '', company, waybill, sku, pieces] = row?.split(',') ?? [];
  expect([told, company, waybill, pieces]).toEqual([`${number}\t`, '', '', '2']);
  const filled = { number: told, company: '圆通', waybill: 'YT50000001', sku, quantity: Number(pieces) };
  expect((await app.call('POST /api/admin/orders/shipments', { cookie, body: { rows: [filled] } })).body).toMatchObject(
    { shipped: 1, refused: [] },
  );
  expect(await look(buyer, order.id)).toMatchObject({ state: 'shipped' });
  expect((await read(new Uint8Array([1, 2, 3]))).error.code).toBe('platform.not_a_workbook');
});
