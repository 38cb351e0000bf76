import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { allows } from '../../src/domains/operators/index.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { payingShop } from '../../src/domains/orders/payment/testing.ts';
import { createStore } from '../../src/domains/stores/testing.ts';

// An account that is limited to a store meets nothing of another one, by whatever route it asks.

vi.setConfig({ testTimeout: 300_000 });

const shop = await payingShop();
const { app, operator, payer, pay, look, place } = shop;
const { ctx } = app;
const [hers, other] = [await createStore(ctx), await createStore(ctx, { name: '静安店' })];
const clerk = await signedIn(ctx, 'operator', '店员', [hers.id]);
const standing = { role: 'operator', stores: [hers.id] } as const;

type Taken = { readonly id: string; readonly number: string; readonly code: string; readonly refundId: string };
type Sent = Pick<Taken, 'id' | 'number' | 'refundId'>;
let own: Taken;
let foreign: Taken;
let sent: Sent;

const routes = app.running.domains
  .flatMap((domain) => domain.routes ?? [])
  .filter(({ path, options }) => path.startsWith('/api/admin/') && 'can' in options)
  .map((one) => ({ ...one, name: `${one.method} ${one.path}`, can: 'can' in one.options ? one.options.can : '' }));

const call = async (route: string, body?: unknown, cookie = clerk.cookie) =>
  app.call(route, {
    cookie,
    headers: { 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body }),
  });

async function collected(store: typeof hers): Promise<Taken> {
  const buyer = await payer();
  const { skuId } = await createProduct(ctx, { price: 1_000, stock: 9 });
  const placed = await app.call('POST /api/shop/orders', {
    token: buyer.token,
    headers: { 'idempotency-key': randomUUID() },
    body: {
      lines: [{ skuId, quantity: 4 }],
      pickup: { storeId: store.id, from: store.slots()[0]?.from.toISOString(), name: '李小姐', phone: '13900139000' },
      expectedPayable: 4_000,
    },
  });
  const id = String(placed.body.id);
  await pay(buyer, id);
  const { number, pickup } = await look(buyer, id);
  return { id, number, code: String(pickup.code), refundId: await askBack(buyer.token, id) };
}

async function askBack(token: string, id: string): Promise<string> {
  const { body } = await app.call(`POST /api/shop/orders/${id}/refunds`, {
    token,
    headers: { 'idempotency-key': randomUUID() },
    body: { lines: [{ lineId: `${id}.0`, quantity: 1 }], reason: '少要一件' },
  });
  return String(body.id);
}

beforeAll(async () => {
  own = await collected(hers);
  foreign = await collected(other);
  const buyer = await payer();
  const { order, number } = await place(buyer, 10_000, 2);
  await pay(buyer, order.id);
  sent = { id: order.id, number, refundId: await askBack(buyer.token, order.id) };
}, 60_000);

const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };
const address = {
  name: '李',
  phone: '13900139000',
  province: '上海市',
  city: '上海市',
  district: '徐汇区',
  street: '1 号',
};
const line = (of: Sent) => ({ lineId: `${of.id}.0`, quantity: 1 });

/** Every route that takes one order or one request by its id, with a body that it would read. */
const ofOrder: Readonly<Record<string, (of: Sent) => unknown>> = {
  'GET /api/admin/orders/:id': () => undefined,
  'PUT /api/admin/orders/:id/remark': () => ({ remark: '她晚点来' }),
  'POST /api/admin/orders/:id/shipment': () => parcel,
  'POST /api/admin/orders/:id/shipment/correction': () => parcel,
  'POST /api/admin/orders/:id/shipment/retry': () => undefined,
  'POST /api/admin/orders/:id/receipt-reminder': () => ({ handedOverAt: ctx.now().toISOString() }),
  'POST /api/admin/orders/:id/price-cut': () => ({ off: 1, expectedPayable: 4_000, reason: '熟客' }),
  'PUT /api/admin/orders/:id/address': () => address,
  'POST /api/admin/orders/:id/refunds': (of) => ({ lines: [line(of)], reason: '少给一件' }),
};
const ofRefund: Readonly<Record<string, (of: Sent) => unknown>> = {
  'GET /api/admin/refunds/:id': () => undefined,
  'POST /api/admin/refunds/:id/messages': () => ({ text: '请稍等' }),
  'POST /api/admin/refunds/:id/inspection': () => ({ accept: true }),
  'POST /api/admin/refunds/:id/replacement': () => parcel,
  'POST /api/admin/refunds/:id/money-instead': () => ({ reply: '没有货了' }),
  'POST /api/admin/refunds/:id/retry': () => undefined,
  'POST /api/admin/refunds/:id/settlement': () => ({ note: '现金退了' }),
  'POST /api/admin/refunds/:id/returned-goods': (of) => ({ lines: [line(of)] }),
  'POST /api/admin/refunds/:id/decision': () => ({ approve: false, reply: '不行' }),
};
/** Lists, files, what names many at once, and stores: each has a test of its own below. */
const others = [
  'GET /api/admin/orders',
  'GET /api/admin/orders/export.csv',
  'GET /api/admin/slips',
  'GET /api/admin/slips/export.csv',
  'GET /api/admin/refunds',
  'GET /api/admin/pickups',
  'GET /api/admin/pickups/by-code/:code',
  'POST /api/admin/pickups/readiness',
  'POST /api/admin/pickups/redemptions',
  'POST /api/admin/orders/shipments',
  'POST /api/admin/orders/shared-parcel',
  // Coupons at a counter: `coupons/counter/counter.test.ts` has their clerk of another store.
  'GET /api/admin/coupon-verifications',
  'GET /api/admin/coupon-verifications/by-code/:code',
  'POST /api/admin/coupon-verifications',
  'POST /api/admin/coupon-verifications/:id/undoing',
  // Codes of her stores: `codes/codes.test.ts` has their clerk.
  'GET /api/admin/codes',
  'GET /api/admin/codes/:id',
  'GET /api/admin/codes/:id/picture.png',
  'POST /api/admin/reports/codes.codes',
  'POST /api/admin/reports/codes.codes/export.csv',
  'GET /api/admin/stores',
  'GET /api/admin/stores/:id',
  // What a store has of its own: `catalog/store-stock/store-stock.test.ts` has their clerk of another store.
  'GET /api/admin/store-stock',
  'POST /api/admin/store-stock',
];
/** WeChat's carriers, and what a workbook says as text: the same for everybody. */
const ofNobody = ['GET /api/admin/carriers', 'POST /api/admin/orders/shipments/workbook'];

describe('an account that is limited to a store', () => {
  it('may call what this test walks, and nothing else that an account needs a permission for', async () => {
    const open = routes.filter(({ can }) => allows(standing, can)).map(({ name }) => name);
    const walked = [...Object.keys(ofOrder), ...Object.keys(ofRefund), ...others, ...ofNobody];
    expect(open.sort()).toEqual(walked.sort());
    const closed = routes.filter(({ can }) => !allows(standing, can));
    expect(closed.length).toBeGreaterThan(100);
    for (const { name } of closed) {
      const { status, body } = await call(name.replaceAll(/:\w+/g, 'x'), name.startsWith('GET') ? undefined : {});
      expect([name, status, body.error.code]).toEqual([name, 403, 'platform.forbidden']);
    }
  });

  it('finds no order of another store, nor one that is sent, by its id; her own is there', async () => {
    for (const [name, body] of Object.entries(ofOrder)) {
      for (const of of [foreign, sent]) {
        const { status, body: answer } = await call(name.replace(':id', of.id), body(of));
        expect([name, status, answer.error?.code]).toEqual([name, 404, 'orders.not_found']);
      }
      const { status, text } = await call(name.replace(':id', own.id), body(own));
      expect([name, status === 404 || status === 403], text).toEqual([name, false]);
    }
  });

  it('finds no request about such an order either; one of hers is there', async () => {
    for (const [name, body] of Object.entries(ofRefund)) {
      for (const of of [foreign, sent]) {
        const { status, body: answer } = await call(name.replace(':id', of.refundId), body(of));
        expect([name, status, answer.error?.code]).toEqual([name, 404, 'orders.refund_not_found']);
      }
      const { status, text } = await call(name.replace(':id', own.refundId), body(own));
      expect([name, status === 404 || status === 403], text).toEqual([name, false]);
    }
  });

  it('sees in lists, counts and files what belongs to her store, whatever she asks for', async () => {
    const orders = await call('GET /api/admin/orders');
    expect([orders.body.items.map(({ id }: Taken) => id), orders.body.total]).toEqual([[own.id], 1]);
    for (const ask of [`storeId=${other.id}`, `q=${foreign.number}`, `q=${sent.number}`])
      expect((await call(`GET /api/admin/orders?${ask}`)).body).toMatchObject({ items: [], total: 0 });
    const file = (await call('GET /api/admin/orders/export.csv')).text;
    expect([file.includes(own.number), file.includes(foreign.number), file.includes(sent.number)]).toEqual([
      true,
      false,
      false,
    ]);
    const refunds = (await call('GET /api/admin/refunds')).body;
    expect(new Set(refunds.items.map(({ orderId }: { orderId: string }) => orderId))).toEqual(new Set([own.id]));
    expect(refunds.total).toBe(refunds.items.length);
    const pickups = await call('GET /api/admin/pickups');
    expect([pickups.body.items.map(({ id }: Taken) => id), pickups.body.total]).toEqual([[own.id], 1]);
    expect((await call(`GET /api/admin/pickups?storeId=${other.id}`)).body).toMatchObject({ items: [], total: 0 });
    expect((await call('GET /api/admin/slips')).body).toMatchObject({ items: [], total: 0 });
    const waiting = async (cookie: string) =>
      (await call('GET /api/admin/slips/export.csv', undefined, cookie)).text.trim().split('\r\n').length - 1;
    expect([await waiting(operator.cookie), await waiting(clerk.cookie)]).toEqual([1, 0]);
    const stores = await call('GET /api/admin/stores');
    expect([stores.body.items.map(({ id }: Taken) => id), stores.body.total]).toEqual([[hers.id], 1]);
    expect((await call(`GET /api/admin/stores/${hers.id}`)).status).toBe(200);
    expect((await call(`GET /api/admin/stores/${other.id}`)).body.error.code).toBe('stores.not_found');
  });

  it('is told what waits in her store, and of no work and no task of the shop', async () => {
    const fresh = await collected(hers);
    await collected(other);
    const count = async (cookie: string, kind: string) =>
      (await call('GET /api/admin/work', undefined, cookie)).body.items.find(
        (item: { readonly kind: string }) => item.kind === kind,
      )?.count;
    const refunds = (await call('GET /api/admin/refunds?state=requested')).body.total;
    expect(await count(clerk.cookie, 'orders.refund_requested')).toBe(refunds);
    expect(await count(operator.cookie, 'orders.refund_requested')).toBeGreaterThan(refunds);
    expect(await count(clerk.cookie, 'orders.to_ship')).toBeUndefined();
    await call(`POST /api/admin/refunds/${fresh.refundId}/decision`, { approve: false, reply: '已备货' });
    const listed = (await call('GET /api/admin/pickups?todo=prepare')).body.total;
    expect(listed).toBeGreaterThan(0);
    expect(await count(clerk.cookie, 'orders.pickup_prepare')).toBe(listed);
    await call('PUT /api/admin/tasks/1', { title: { zh: '全店', en: 'whole' }, done: 0, total: 1 }, operator.cookie);
    expect((await call('GET /api/admin/tasks')).body.items).toEqual([]);
  });

  it('lays ready, hands over and ships nothing of another store', async () => {
    const mine = await collected(hers);
    const theirs = await collected(other);
    for (const { refundId } of [mine, theirs])
      await call(`POST /api/admin/refunds/${refundId}/decision`, { approve: false, reply: '已备货' }, operator.cookie);
    expect((await call('POST /api/admin/pickups/readiness', { ids: [theirs.id, mine.id] })).body).toEqual({ ready: 1 });
    for (const code of [theirs.code, theirs.number])
      for (const storeId of [hers.id, other.id]) {
        const seen = await call(`GET /api/admin/pickups/by-code/${code}?storeId=${storeId}`);
        expect([seen.status, seen.body.error.code]).toEqual([404, 'orders.pickup_unknown']);
        const given = await call('POST /api/admin/pickups/redemptions', { code, storeId });
        expect([given.status, given.body.error.code]).toEqual([404, 'orders.pickup_unknown']);
      }
    expect((await call('POST /api/admin/pickups/redemptions', { code: mine.code, storeId: hers.id })).status).toBe(200);
    const rows = [theirs, sent].map(({ number }) => ({ number, ...parcel }));
    const many = await call('POST /api/admin/orders/shipments', { rows });
    expect(many.body).toMatchObject({ shipped: 0, refused: [{}, {}] });
    expect(JSON.stringify(many.body)).not.toContain('自提');
    const together = { ...parcel, orderIds: [theirs.id, sent.id] };
    expect((await call('POST /api/admin/orders/shared-parcel', together)).body.error.code).toBe('orders.not_found');
  });

  it('is limited by her owner, from the next request on, which the log says; nobody else does that', async () => {
    const { body: made } = await call(
      'POST /api/admin/operators',
      { login: 'li.mei', name: '李梅', role: 'operator', stores: [hers.id, hers.id], password: 'correct horse 42' },
      operator.cookie,
    );
    expect(made.stores).toEqual([{ id: hers.id, name: '徐汇店' }]);
    const change = async (body: object, cookie = operator.cookie) =>
      app.call(`PATCH /api/admin/operators/${clerk.id}`, { cookie, body });
    expect((await change({ stores: null }, clerk.cookie)).status).toBe(403);
    expect((await change({ stores: ['sto_nowhere'] })).body.error.code).toBe('operators.store_unknown');
    expect((await change({ role: 'owner' })).body.error.code).toBe('operators.owner_everywhere');
    expect((await change({ stores: [] })).status).toBe(400);
    const shown = async () => (await call(`GET /api/admin/orders/${foreign.id}`)).status;
    expect(await shown()).toBe(404);
    expect((await change({ stores: [hers.id, other.id] })).status).toBe(200);
    expect(await shown()).toBe(200);
    expect((await change({ stores: null })).body.stores).toBeNull();
    expect((await call('GET /api/admin/members')).status).toBe(200);
    await change({ stores: [hers.id] });
    expect((await change({ name: '小店员' })).body).toMatchObject({ stores: [{ id: hers.id }], role: 'operator' });
    expect([await shown(), (await call('GET /api/admin/members')).status]).toEqual([404, 403]);
    const { body: log } = await call(`GET /api/admin/audit?entityId=${clerk.id}`, undefined, operator.cookie);
    const said = log.items.map(({ summary }: { summary: { zh: string } }) => summary.zh);
    expect(said).toEqual([
      expect.stringContaining('名称 小店员'),
      expect.stringContaining('仅门店 徐汇店'),
      expect.stringContaining('全店'),
      expect.stringContaining('仅门店 徐汇店、静安店'),
    ]);
  });

  it('has a session that names her stores, and the pages and changes of a store alone', async () => {
    const { body } = await call('GET /api/admin/session');
    expect(body.operator.stores).toEqual([{ id: hers.id, name: '徐汇店' }]);
    expect(body.permissions).not.toContain('members.read');
    expect(body.acts).toContain('POST /api/admin/pickups/redemptions');
    expect(
      body.acts.filter((act: string) => !/\/(orders|refunds|pickups|coupon-verifications|store-stock)/.test(act)),
    ).toEqual([]);
  });
});
