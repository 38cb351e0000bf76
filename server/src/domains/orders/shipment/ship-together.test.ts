import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { payingShop } from '../payment/testing.ts';

const { app, operator, payer, place, pay, look } = await payingShop();
const { ctx } = app;
const { cookie } = operator;
vi.setConfig({ testTimeout: 90_000 });

const beside = async (id: string): Promise<{ id: string }[]> =>
  (await app.call(`GET /api/admin/orders/${id}`, { cookie })).body.beside;
const shipAll = async (orderIds: readonly string[], waybill: string) =>
  app.call('POST /api/admin/orders/shared-parcel', { cookie, body: { orderIds, company: '圆通', waybill } });

async function atWechat(id: string) {
  const { rows } = await sql<{ transactionId: string }>`
    select transaction_id from orders.placed where id = ${id}
  `.execute(ctx.db);
  return app.running.wechat.apps[0].shippingOrder({ transactionId: rows[0]?.transactionId ?? '' });
}

it('orders of one person to one address leave in one parcel, and WeChat hears of each with its waybill', async () => {
  await app.call('GET /api/admin/carriers', { cookie });
  const buyer = await payer();
  const ids = [];
  for (let n = 0; n < 3; n += 1) {
    const { order } = await place(buyer);
    await pay(buyer, order.id);
    ids.push(order.id);
  }
  const [first = '', second = '', third = ''] = ids;
  expect((await beside(first)).map(({ id }) => id).toSorted()).toEqual([second, third].toSorted());
  const elsewhere = {
    name: '李四',
    phone: '13900139000',
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    street: '文三路 2 号',
  };
  await app.call(`PUT /api/admin/orders/${third}/address`, { cookie, body: elsewhere });
  expect((await beside(first)).map(({ id }) => id)).toEqual([second]);
  const other = await payer();
  const { order: others } = await place(other);
  await pay(other, others.id);
  for (const wrong of [third, others.id])
    expect((await shipAll([first, wrong], 'YT40000001')).body.error.code).toBe('orders.not_together');
  expect((await look(buyer, first)).state).toBe('paid');
  expect((await shipAll([first, second], 'YT40000001')).status).toBe(200);
  await app.advance(60_000);
  for (const id of [first, second]) {
    expect(await look(buyer, id)).toMatchObject({ state: 'shipped', parcels: [{ waybill: 'YT40000001' }] });
    expect(await atWechat(id)).toMatchObject({ finishedShipping: true, parcels: [{ trackingNo: 'YT40000001' }] });
  }
  expect(await beside(third)).toEqual([]);
});

it('of several that leave together none does where one cannot, and two who ship them crosswise wait for one another', async () => {
  const buyer = await payer();
  const ids = [];
  for (let n = 0; n < 3; n += 1) {
    const { order } = await place(buyer);
    await pay(buyer, order.id);
    ids.push(order.id);
  }
  const [first = '', second = '', third = ''] = ids;
  await app.call(`POST /api/admin/orders/${second}/shipment`, {
    cookie,
    body: { company: '圆通', waybill: 'YT40000002' },
  });
  expect((await shipAll([first, second], 'YT40000003')).body.error.code).toBe('orders.not_shippable');
  expect((await look(buyer, first)).parcels).toEqual([]);
  const answers = await Promise.all([shipAll([first, third], 'YT40000004'), shipAll([third, first], 'YT40000005')]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const [one, other] = [await look(buyer, first), await look(buyer, third)];
  expect(one.parcels[0].waybill).toBe(other.parcels[0].waybill);
});
