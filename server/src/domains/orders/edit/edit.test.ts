import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../catalog/testing.ts';
import { payingShop } from '../payment/testing.ts';
import { finishRefund } from '../refund/finish.ts';
import { bookMismatches, placeTestOrder } from '../testing.ts';

const shop = await payingShop();
const { app, operator, payer, place, openPay, paySheet, pay, look, stateOf, refundsOf, faults } = shop;
const { ctx } = app;
const { cookie } = operator;
const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') });

vi.setConfig({ testTimeout: 60_000 });

const cut = async (id: string, off: number, expectedPayable: number) =>
  app.call(`POST /api/admin/orders/${id}/price-cut`, {
    cookie,
    headers: key(),
    body: { off, expectedPayable, reason: '老顾客' },
  });
const elsewhere = {
  name: '李四',
  phone: '13900139000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  street: '文三路 2 号',
};

describe('a price that the shop cuts', () => {
  it('is paid as it stands then: what was opened before is closed, and every piece knows what it came to', async () => {
    const buyer = await payer();
    const goods = [await createProduct(ctx, { price: 3_333 }), await createProduct(ctx, { price: 1_999 })];
    const lines = goods.map(({ skuId }) => ({ skuId, quantity: 3 }));
    const { body } = await placeTestOrder(app, buyer, { lines });
    const id = String(body.id);
    const old = (await openPay(buyer, id)).body;
    const answer = await cut(id, 1_001, body.payable);
    expect(answer.body).toEqual({ payable: body.payable - 1_001 });
    expect((await paySheet(buyer.shopperId, old)).errMsg).not.toBe('requestPayment:ok');
    expect(await pay(buyer, id)).toMatchObject({ errMsg: 'requestPayment:ok' });
    const seen = await look(buyer, id);
    expect(seen).toMatchObject({ state: 'paid', paid: body.payable - 1_001 });
    expect(seen.discounts.at(-1)).toMatchObject({ source: 'operator', amount: 1_001 });
    expect(seen.timeline.map((one: { title: { zh: string } }) => one.title.zh)).toContain('店家改价');
    await app.settle();
    expect(JSON.stringify((await app.call('GET /api/shop/inbox', { token: buyer.token })).body.items)).toContain(
      '改价',
    );
    const { rows } = await sql`
      select from orders.placed o where o.id = ${id} and (o.discount_amount <> (
        select sum(amount) from orders.application a where a.order_id = o.id) or exists (
          select from orders.line l where l.order_id = o.id and l.unit_price * l.quantity - l.payable <> (
            select coalesce(sum(amount), 0) from orders.application a
            where a.order_id = l.order_id and a.position = l.position)))
    `.execute(ctx.db);
    expect(rows).toEqual([]);
    // In parts and in any order, all of it is what was paid.
    const give = async (lines: object[]) => {
      const asked = { cookie, headers: key(), body: { lines, shippingFee: lines.length > 1, reason: '退' } };
      const given = await app.call(`POST /api/admin/orders/${id}/refunds`, asked);
      await finishRefund(ctx, given.body.id);
    };
    await give([{ lineId: `${id}.1`, quantity: 2 }]);
    await give([
      { lineId: `${id}.0`, quantity: 3 },
      { lineId: `${id}.1`, quantity: 1 },
    ]);
    expect(await look(buyer, id)).toMatchObject({ state: 'refunded', refunded: body.payable - 1_001 });
  });

  it('is refused where she paid meanwhile, where another was faster, and below one fen', async () => {
    const buyer = await payer();
    const { order, payable } = await place(buyer, 5_000, 1);
    expect((await cut(order.id, payable, payable)).body.error.code).toBe('orders.cut_too_deep');
    expect((await cut(order.id, 100, payable + 1)).body.error.code).toBe('orders.price_moved');
    const two = await Promise.all([cut(order.id, 100, payable), cut(order.id, 200, payable)]);
    expect(two.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await pay(buyer, order.id);
    const now = (await look(buyer, order.id)).paid;
    expect((await cut(order.id, 100, now)).body.error.code).toBe('orders.already_paid');
  });

  it('against a payment at the same moment: it is paid at one of the two sums, or what came is given back whole', async () => {
    for (let round = 0; round < 4; round += 1) {
      const buyer = await payer();
      const { order, number, payable } = await place(buyer, 5_000, 1);
      const sheet = (await openPay(buyer, order.id)).body;
      const [paid, answer] = await Promise.all([paySheet(buyer.shopperId, sheet), cut(order.id, 500, payable)]);
      await app.settle();
      const state = await stateOf(order.id);
      if (answer.status !== 200) expect(state).toBe('paid');
      else if (paid.errMsg !== 'requestPayment:ok') expect(state).toBe('unpaid');
      else expect(await refundsOf(number)).toHaveLength(1);
    }
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});

describe('what asks WeChat on its way', () => {
  /** Statements of ours that wait for somebody else than the database, inside a transaction. */
  const waiting = async () => {
    const { rows } = await sql<{ query: string }>`
      select query from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction' and clock_timestamp() - state_change > interval '300 ms'
    `.execute(ctx.db);
    return rows.map(({ query }) => query);
  };
  const pause = async (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('keeps the payment that it found, though the cut is refused for it', async () => {
    const buyer = await payer();
    const { order, payable } = await place(buyer, 5_000, 1);
    await faults({ notify: 'lost' });
    await pay(buyer, order.id);
    expect((await cut(order.id, 100, payable)).body.error.code).toBe('orders.already_paid');
    await faults({ notify: 'normal' });
    expect(await stateOf(order.id)).toBe('paid');
  });

  it('cuts once for a key that comes six times, and lets no transaction wait', async () => {
    const buyer = await payer();
    const { order, payable } = await place(buyer, 5_000, 1);
    await openPay(buyer, order.id);
    await faults({ latencyMs: 1_000 });
    const asked = { cookie, headers: key(), body: { off: 100, expectedPayable: payable, reason: '老顾客' } };
    const answers = Array.from({ length: 6 }, async () =>
      app.call(`POST /api/admin/orders/${order.id}/price-cut`, asked),
    );
    await pause(700);
    expect(await waiting()).toEqual([]);
    expect((await Promise.all(answers)).map(({ body }) => body)).toEqual(
      Array.from({ length: 6 }, () => ({ payable: payable - 100 })),
    );
    await faults({ latencyMs: 0 });
    const other = { ...asked, body: { ...asked.body, off: 200 } };
    const reused = await app.call(`POST /api/admin/orders/${order.id}/price-cut`, other);
    expect(reused.body.error.code).toBe('platform.key_reused');
    expect((await look(buyer, order.id)).payable).toBe(payable - 100);
  });

  it('settles a refund once, and lets no transaction wait', async () => {
    const buyer = await payer();
    const { order } = await place(buyer, 5_000, 1);
    await pay(buyer, order.id);
    await faults({ refundResult: 'ABNORMAL' });
    const given = await app.call(`POST /api/admin/orders/${order.id}/refunds`, {
      cookie,
      headers: key(),
      body: { reason: '坏了' },
    });
    await app.advance(5 * 60_000);
    await faults({ refundResult: 'SUCCESS', latencyMs: 1_000 });
    const asked = { cookie, headers: key(), body: { note: '现金退给本人' } };
    const answers = Array.from({ length: 3 }, async () =>
      app.call(`POST /api/admin/refunds/${given.body.id}/settlement`, asked),
    );
    await pause(700);
    expect(await waiting()).toEqual([]);
    const told = await Promise.all(answers);
    expect(told.map(({ status, body }) => [status, body.state])).toEqual(
      Array.from({ length: 3 }, () => [200, 'done']),
    );
    await faults({ latencyMs: 0 });
    expect(await look(buyer, order.id)).toMatchObject({ state: 'refunded', refunded: 5_800 });
  });
});

describe('an address', () => {
  it('is changed until the order leaves; she is told, and the log does not say where she lives', async () => {
    const buyer = await payer();
    const { order } = await place(buyer, 5_000, 1);
    await pay(buyer, order.id);
    const move = async () => app.call(`PUT /api/admin/orders/${order.id}/address`, { cookie, body: elsewhere });
    expect((await move()).status).toBe(200);
    expect((await look(buyer, order.id)).address).toEqual(elsewhere);
    await app.settle();
    expect(JSON.stringify((await app.call('GET /api/shop/inbox', { token: buyer.token })).body.items)).toContain(
      '文三路',
    );
    const { rows } = await sql<{ row: string }>`select to_jsonb(a)::text as row from operators.audit_entry a`.execute(
      ctx.db,
    );
    expect(rows.some(({ row }) => row.includes('修改收货地址'))).toBe(true);
    expect(rows.some(({ row }) => row.includes('13900139000') || row.includes('文三路'))).toBe(false);
    const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };
    await app.call(`POST /api/admin/orders/${order.id}/shipment`, { cookie, body: parcel });
    expect((await move()).body.error.code).toBe('orders.address_fixed');
  });

  it('in another freight area tells the house what it costs there, and what is not sent there; the order keeps its price', async () => {
    const row = (facts: object) => ({
      regions: [],
      first: 1,
      firstFee: 1_200,
      more: 1,
      moreFee: 300,
      freeFrom: null,
      ...facts,
    });
    const made = await app.call('POST /api/admin/freight-templates', {
      cookie,
      body: {
        name: '冷链',
        by: 'piece',
        areas: [row({ regions: ['浙江省'], firstFee: 500 }), row({})],
        excluded: ['新疆维吾尔自治区'],
      },
    });
    const { skuId } = await createProduct(ctx, { name: '冰淇淋', price: 3_000, freightTemplateId: made.body.id });
    const buyer = await payer();
    const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 2 }] });
    await pay(buyer, body.id);
    const move = async (place: object) =>
      (await app.call(`PUT /api/admin/orders/${body.id}/address`, { cookie, body: { ...elsewhere, ...place } })).body
        .freight;
    expect((await move({})).zh).toBe('按运费模板，寄到新地址 ¥8，原地址 ¥15；订单金额不变，差额请和买家商量');
    expect(await move({ street: '文三路 3 号' })).toBeNull();
    expect((await move({ province: '新疆维吾尔自治区', city: '乌鲁木齐市', district: '天山区' })).zh).toContain(
      '“冰淇淋”',
    );
    const titles = async (of: object) =>
      (await app.call(`GET /api/admin/orders/${body.id}`, of)).body.timeline?.map(
        (one: { title: { zh: string } }) => one.title.zh,
      );
    expect((await titles({ cookie })).filter((title: string) => title === '改地址后运费不同')).toHaveLength(2);
    const seen = await look(buyer, body.id);
    expect(seen.paid).toBe(body.payable);
    expect(JSON.stringify(seen.timeline)).not.toContain('改地址后运费不同');
  });
});
