import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { memberMerged } from '../members/events.ts';
import { signedIn } from '../operators/testing.ts';
import { holdOrder, releaseOrder } from './hold.ts';
import { type ImportedOrder, importOrders } from './index.ts';
import { acceptPayment } from './payment/accept.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const app = await testApp();
const { ctx } = app;
const owner = await signedIn(ctx, 'owner');
const viewer = await signedIn(ctx, 'viewer');
const { cookie } = owner;

async function paidOrder(name: string, price = 10_000) {
  const { skuId } = await createProduct(ctx, { name, price });
  const buyer = await createBuyer(ctx);
  const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }] });
  const ports = { wechat: app.running.wechat, offerSources: testSources };
  await acceptPayment(ctx, ports, toldPayment(ctx, body), 'notification');
  return { id: String(body.id), number: String(body.number), buyer };
}

describe('the list of orders', () => {
  it('filters, pages and finds by number and product', async () => {
    const first = await paidOrder('找得到的榴莲');
    await paidOrder('别的');
    const all = await app.call('GET /api/admin/orders?limit=1', { cookie });
    expect(all.body).toMatchObject({
      total: 2,
      items: [{ firstLine: '别的', source: 'shop', refundRequested: false }],
    });
    const rest = await app.call(`GET /api/admin/orders?limit=1&cursor=${all.body.nextCursor}`, { cookie });
    expect(rest.body).toMatchObject({ nextCursor: null, items: [{ id: first.id }] });
    for (const query of [`q=${first.number}`, `q=${encodeURIComponent('榴莲')}`, `memberId=${first.buyer.id}`]) {
      expect((await app.call(`GET /api/admin/orders?${query}`, { cookie })).body.items).toMatchObject([
        { id: first.id },
      ]);
    }
    const ask = { lines: [{ lineId: `${first.id}.0`, quantity: 1 }], reason: '不新鲜' };
    const headers = { 'idempotency-key': 'refund-key-1' };
    const route = `POST /api/shop/orders/${first.id}/refunds`;
    const asked = await Promise.all(
      [1, 2, 3].map(async () => app.call(route, { token: first.buyer.token, body: ask, headers })),
    );
    expect(new Set(asked.map((one) => one.body.id)).size).toBe(1);
    expect((await app.call('GET /api/admin/orders?refundRequested=true', { cookie })).body.items).toMatchObject([
      { id: first.id },
    ]);
    expect((await app.call('GET /api/shop/orders/counts', { token: first.buyer.token })).body).toEqual({
      unpaid: 0,
      paid: 1,
      to_collect: 0,
      shipped: 0,
      refunding: 1,
    });
    const declined = await app.call(`POST /api/admin/refunds/${asked[0]?.body.id}/decision`, {
      cookie,
      body: { approve: false, reply: '已拍照核实' },
    });
    expect(declined.body.state).toBe('refused');
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('goes into a file in which formulas and injections are inert', async () => {
    await paidOrder('=HYPERLINK("http://evil")');
    const { text, headers } = await app.call(`GET /api/admin/orders/export.csv?q=${encodeURIComponent('=HYPER')}`, {
      cookie,
    });
    expect(headers.get('content-type')).toContain('text/csv');
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    // A row a line, to ship by: goods, pieces, amount, and where they go.
    const [first = ''] = text.split('\r\n').slice(1);
    expect(first).toMatch(/,1,0,0,100,0,[^,]+,1\d{10},/);
    expect(first).toMatch(/,100,0,,,,小程序$/);
    const injected = await app.call(`GET /api/admin/orders?q=${encodeURIComponent("' or 1=1 --")}`, { cookie });
    expect(injected.body.items).toEqual([]);
  });

  it('may be read by a viewer, and changed by nobody without the permission', async () => {
    const { id } = await paidOrder('权限');
    expect((await app.call(`GET /api/admin/orders/${id}`, { cookie: viewer.cookie })).status).toBe(200);
    const parcel = { company: '顺丰', waybill: 'SF0001' };
    for (const [route, body] of [
      [`POST /api/admin/orders/${id}/shipment`, parcel],
      [`POST /api/admin/orders/${id}/refunds`, { reason: '试' }],
      ['POST /api/admin/refunds/rfd_x/decision', { approve: true }],
      ['POST /api/admin/stock', { skuId: 'x', change: 1, reason: '试' }],
    ] as const) {
      expect([route, (await app.call(route, { cookie: viewer.cookie, body })).status]).toEqual([route, 403]);
      expect([route, (await app.call(route, { body })).status]).toEqual([route, 401]);
    }
  });
});

describe('orders of another system', () => {
  const rowsOf = (memberId: string, personNo: number): ImportedOrder[] =>
    [3, 1, 2].map((n) => ({
      externalId: `row-${n}`,
      memberId,
      personNo,
      at: new Date(`1997-0${n}-01T04:00:00Z`),
      number: null,
      amount: 1177 * n,
      refunded: 0,
      whole: false,
      lines: [{ name: 'CD', quantity: n, amount: 1177 * n }],
      source: 'cdnow',
    }));

  it('come in once, in order of time, with the history told', async () => {
    const { id, personNo } = await createBuyer(ctx);
    expect(await importOrders(ctx, rowsOf(id, personNo))).toEqual(['new', 'new', 'new']);
    expect(await importOrders(ctx, rowsOf(id, personNo))).toEqual(['known', 'known', 'known']);
    const { rows } = await sql<{ occurredAt: Date; first: boolean; amount: number }>`
      select to_timestamp((told ->> 'at')::float8 / 1000) as occurred_at, (told ->> 'first')::boolean as first, (told ->> 'amount')::int as amount
      from platform.event cross join jsonb_array_elements(payload -> 'orders') with ordinality as o (told, n)
      where type = 'order.imported' and persons @> array[${personNo}::int] order by id, n
    `.execute(ctx.db);
    expect(rows.map((row) => [row.occurredAt.toISOString().slice(0, 7), row.first, row.amount])).toEqual([
      ['1997-01', true, 1177],
      ['1997-02', false, 2354],
      ['1997-03', false, 3531],
    ]);
    const listed = await app.call(`GET /api/admin/orders?source=import&memberId=${id}`, { cookie });
    expect(
      listed.body.items.map((row: { state: string; paidAt: string }) => [row.state, row.paidAt.slice(0, 7)]),
    ).toEqual([
      ['received', '1997-03'],
      ['received', '1997-02'],
      ['received', '1997-01'],
    ]);
    const one = await app.call(`GET /api/admin/orders/${listed.body.items[0].id}`, { cookie });
    expect(one.body.acts).toMatchObject({ ship: false, refund: false });
    const refused = await app.call(`POST /api/admin/orders/${listed.body.items[0].id}/refunds`, {
      cookie,
      body: { reason: '试' },
    });
    expect(refused.body.error.code).toBe('orders.not_refundable');
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('follow a member who turns out to be another', async () => {
    const [winner, loser] = [await createBuyer(ctx), await createBuyer(ctx)];
    await importOrders(
      ctx,
      rowsOf(loser.id, loser.personNo).map((row) => ({ ...row, source: 'merge' })),
    );
    const { skuId } = await createProduct(ctx);
    await app.call(`PUT /api/shop/cart/${skuId}`, { token: loser.token, body: { quantity: 2 } });
    await inTransaction(ctx, async (ctx) =>
      ctx.emit(memberMerged, {
        personNo: winner.personNo,
        payload: { memberId: winner.id, winnerNo: winner.personNo, loserId: loser.id, loserNo: loser.personNo },
      }),
    );
    await app.settle();
    expect((await app.call('GET /api/shop/orders', { token: winner.token })).body.items).toHaveLength(3);
    expect((await app.call('GET /api/shop/cart', { token: winner.token })).body.items).toMatchObject([
      { skuId, quantity: 2 },
    ]);
  });
});

describe('the settings of the shop', () => {
  it('are the terms that orders are placed on', async () => {
    const settings = (await app.call('GET /api/admin/settings/shop', { cookie })).body;
    const changed = {
      ...settings,
      name: '鲜邻',
      fee: 1200,
      freeFrom: null,
      payMinutes: 5,
    };
    expect((await app.call('PUT /api/admin/settings/shop', { cookie: viewer.cookie, body: changed })).status).toBe(403);
    expect((await app.call('PUT /api/admin/settings/shop', { cookie, body: changed })).body).toEqual({
      ...changed,
      revision: 2,
    });
    expect((await app.call('GET /api/shop/settings')).body).toMatchObject({
      name: '鲜邻',
      sandbox: true,
      shipping: { fee: 1200 },
    });
    const { skuId } = await createProduct(ctx, { price: 100_000 });
    const { body } = await placeTestOrder(app, await createBuyer(ctx), { lines: [{ skuId, quantity: 1 }] });
    expect(body.payable).toBe(101_200);
    expect(new Date(body.expiresAt).getTime() - ctx.now().getTime()).toBeLessThan(5 * 60_000);
  });

  it('are refused at their fields, none of them changed', async () => {
    const before = (await app.call('GET /api/admin/settings/shop', { cookie })).body;
    const hotWords = ['一个比十二个字还要长的搜索热词'];
    const bad = { ...before, name: ' ', fee: 10_001, hotWords, refundDays: 1.5 };
    const refused = await app.call('PUT /api/admin/settings/shop', { cookie, body: bad });
    expect(refused.body.error.details.problems.map(({ at }: { at: string }) => at)).toEqual([
      'name',
      'hotWords',
      'fee',
      'refundDays',
    ]);
    expect((await app.call('GET /api/admin/settings/shop', { cookie })).body).toEqual(before);
  });

  it('are said as the terms that a shopper meets', async () => {
    const said = async (values: object) =>
      (await app.call('POST /api/admin/forms/orders.shop/preview', { cookie, body: { values } })).body.sentence;
    const days = { answerDays: 3, sendBackDays: 7, inspectDays: 7, unanswered: 'remind', couponDays: 7 };
    const terms = { name: '鲜邻', fee: 600, freeFrom: 5900, payMinutes: 15, receiveDays: 7, refundDays: 7, ...days };
    expect(await said(terms)).toEqual({
      zh: '运费 6 元，满 59 元包邮；下单后 15 分钟内付款；发货 7 天后自动收货；收货后 7 天内可退',
      en: 'Shipping ¥6, free from ¥59; pay within 15 minutes; received 7 days after shipping; refunds for 7 days after receipt',
    });
    expect((await said({ ...terms, fee: 0, refundDays: 0 })).zh).toMatch(/^全部包邮；.*收货后不能申请退款$/);
  });
});

it('an order says what may be done with it: shipping and money back as long as neither would be refused', async () => {
  const { id, buyer } = await paidOrder('可退的桃子');
  const acts = async () => (await app.call(`GET /api/admin/orders/${id}`, { cookie })).body.acts;
  expect(await acts()).toEqual({
    cutPrice: false,
    moveAddress: true,
    ship: true,
    correctShipment: false,
    untold: null,
    tellBy: expect.any(String),
    remindReceipt: false,
    refund: true,
    left: [{ lineId: `${id}.0`, quantity: 1, amount: 10_000 }],
    shipping: { left: expect.any(Number), along: true },
  });
  const reason = words('拼团未满', 'The group is not full');
  await holdOrder(ctx, id, { by: 'toy', who: words('拼团', 'Group-buy'), reason });
  expect(await acts()).toMatchObject({ ship: false, refund: true });
  await releaseOrder(ctx, id, 'toy');
  await app.call(`POST /api/shop/orders/${id}/refunds`, {
    token: buyer.token,
    body: { lines: [{ lineId: `${id}.0`, quantity: 1 }], reason: '不要了' },
  });
  // All of it is asked back: whether she gets it is decided on the list of refunds.
  expect(await acts()).toMatchObject({ ship: false, left: [{ quantity: 0, amount: 0 }] });
  const given = await app.call(`POST /api/admin/orders/${id}/refunds`, { cookie, body: { reason: '再退一次' } });
  expect((await acts()).refund).toBe(given.status === 200);
});

it('an order says what is left of its shipping fee, which goes back alone or with the last units of what has not left', async () => {
  const [alone, along] = [await paidOrder('运费另付的李子', 1_000), await paidOrder('运费另付的杏子', 1_000)];
  const shipping = async (id: string) => (await app.call(`GET /api/admin/orders/${id}`, { cookie })).body.acts.shipping;
  const refund = async (id: string, body: object) =>
    (await app.call(`POST /api/admin/orders/${id}/refunds`, { cookie, body: { reason: '退', ...body } })).body.amount;
  const { left } = await shipping(alone.id);
  expect([left > 0, await shipping(along.id)]).toEqual([true, { left, along: true }]);
  expect(await refund(alone.id, { lines: [], shippingFee: true })).toBe(left);
  expect(await shipping(alone.id)).toEqual({ left: 0, along: true });
  expect(await refund(along.id, { lines: [{ lineId: `${along.id}.0`, quantity: 1 }] })).toBe(1_000 + left);
});
