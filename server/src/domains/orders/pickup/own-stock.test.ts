import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct, stockOf, storeStockOf } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { aStore, createStore } from '../../stores/testing.ts';
import { createCheckout } from '../checkout/checkout.ts';
import { acceptPayment } from '../payment/accept.ts';
import { placeOrder } from '../place.ts';
import { finishRefund } from '../refund/finish.ts';
import { giveRefund } from '../refund/request.ts';
import { bookMismatches, createBuyer, placeTestOrder, type TestBuyer, testSources, toldPayment } from '../testing.ts';

vi.setConfig({ testTimeout: 300_000 });

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx);
const ports = { wechat: app.running.wechat, offerSources: testSources };
const own = await createStore(ctx, { name: '徐汇店', ownStock: true });
const other = await createStore(ctx, { name: '静安店', ownStock: true });
const shared = await createStore(ctx, { name: '长宁店' });

type Place = { readonly id: string; readonly slots: () => readonly { readonly from: Date }[] };
const PRICE = 1_000;

const pickupAt = (store: Place) => ({
  storeId: store.id,
  from: store.slots()[0]?.from.toISOString() ?? '',
  name: '李小姐',
  phone: '13900139000',
});

async function collect(buyer: TestBuyer, store: Place, skuId: string, quantity: number) {
  return app.call('POST /api/shop/orders', {
    token: buyer.token,
    headers: { 'idempotency-key': randomUUID() },
    body: { lines: [{ skuId, quantity }], pickup: pickupAt(store), expectedPayable: PRICE * quantity },
  });
}

async function transfer(from: string | null, to: string | null, skuId: string, quantity: number, key = randomUUID()) {
  return app.call('POST /api/admin/stock-transfers', {
    cookie,
    headers: { 'idempotency-key': key },
    body: { ...between(from, to), lines: [{ sku: skuId, quantity }], reason: '补货' },
  });
}

const between = (from: string | null, to: string | null) => ({
  way: from === null ? 'to_store' : to === null ? 'to_shop' : 'between',
  from,
  to,
});
const cancel = async ({ token }: TestBuyer, id: string) =>
  app.call(`POST /api/shop/orders/${id}/cancellation`, { token });
const paid = async (order: { id: string; number: string; payable: number }) =>
  acceptPayment(ctx, ports, toldPayment(ctx, order), 'query');
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => body.error?.code ?? status;
const levels = async (skuId: string) => {
  const [shop, at] = [await stockOf(ctx, skuId), await storeStockOf(ctx, own.id, skuId)];
  return { shop: [shop.onHand, shop.reserved], store: at && [at.onHand, at.reserved], sold: shop.sold };
};

describe('a store that keeps its own stock', () => {
  it('gives out its own alone: held there by the order, gone with the payment, free again with the cancellation', async () => {
    const { skuId } = await createProduct(ctx, { price: PRICE, stock: 10 });
    expect((await transfer(null, own.id, skuId, 4)).body).toEqual({ units: 4 });
    expect(await levels(skuId)).toEqual({ shop: [6, 0], store: [4, 0], sold: 0 });
    const buyer = await createBuyer(ctx);
    const first = await collect(buyer, own, skuId, 3);
    expect(first.status, first.text).toBe(200);
    expect(await levels(skuId)).toEqual({ shop: [6, 0], store: [4, 3], sold: 0 });
    expect((await collect(buyer, own, skuId, 2)).body.error).toMatchObject({
      code: 'orders.short_at_store',
      details: { store: '徐汇店', available: 1 },
    });
    await cancel(buyer, first.body.id);
    expect(await levels(skuId)).toEqual({ shop: [6, 0], store: [4, 0], sold: 0 });
    const second = await collect(buyer, own, skuId, 4);
    await paid(second.body);
    expect(await levels(skuId)).toEqual({ shop: [6, 0], store: [0, 0], sold: 4 });
    expect(codeOf(await collect(buyer, own, skuId, 1))).toBe('orders.sold_out_at_store');
    const sent = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }] });
    expect(sent.status).toBe(200);
    const fromShop = await collect(buyer, shared, skuId, 1);
    expect(fromShop.status).toBe(200);
    expect(await levels(skuId)).toEqual({ shop: [6, 2], store: [0, 0], sold: 4 });
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('has back what was given back before it was collected', async () => {
    const { skuId } = await createProduct(ctx, { price: PRICE, stock: 5 });
    await transfer(null, own.id, skuId, 5);
    const { body: order } = await collect(await createBuyer(ctx), own, skuId, 3);
    await paid(order);
    const some = { lines: [{ lineId: `${order.id}.0`, quantity: 2 }] };
    await finishRefund(ctx, await giveRefund(ctx, order.id, some, '少两件'));
    expect(await levels(skuId)).toEqual({ shop: [0, 0], store: [4, 0], sold: 1 });
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('keeps to the stock that an order was placed with, whatever the store does by then', async () => {
    const changing = await createStore(ctx, { name: '变动店', ownStock: true });
    const { skuId } = await createProduct(ctx, { price: PRICE, stock: 5 });
    await transfer(null, changing.id, skuId, 2);
    const buyer = await createBuyer(ctx);
    const { body: kept } = await collect(buyer, changing, skuId, 1);
    const { body: dropped } = await collect(buyer, changing, skuId, 1);
    const save = async (ownStock: boolean) => {
      const { revision } = (await app.call(`GET /api/admin/stores/${changing.id}`, { cookie })).body;
      return app.call(`PUT /api/admin/stores/${changing.id}`, {
        cookie,
        headers: { 'if-match': String(revision) },
        body: { ...aStore, name: '变动店', ownStock },
      });
    };
    expect((await save(false)).status).toBe(200);
    const { body: later } = await collect(buyer, changing, skuId, 3);
    await paid(kept);
    await cancel(buyer, dropped.id);
    expect(await storeStockOf(ctx, changing.id, skuId)).toEqual({ onHand: 1, reserved: 0, ledger: 1 });
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 3, reserved: 3, sold: 1 });
    expect((await save(true)).status).toBe(200);
    await cancel(buyer, later.id);
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 3, reserved: 0 });
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('hands out exactly what it has, while the shop sends exactly what it has, to buyers of three processes at once', async () => {
    const { skuId } = await createProduct(ctx, { price: PRICE, stock: 30 });
    await transfer(null, own.id, skuId, 9);
    await transfer(null, other.id, skuId, 7);
    const processes = Array.from({ length: 3 }, () => createCheckout(testSources));
    const buyers = await Promise.all(Array.from({ length: 90 }, async () => createBuyer(ctx)));
    const tries = await Promise.allSettled(
      buyers.map(async ({ id, personNo, addressId }, at) => {
        const asking = { memberId: id, personNo, app: app.config.wechat.apps[0].appid };
        const lines = [{ skuId, quantity: 1 }];
        const store = [own, other, null][at % 3] ?? null;
        const body =
          store === null
            ? { lines, addressId, expectedPayable: PRICE + 800 }
            : { lines, pickup: pickupAt(store), expectedPayable: PRICE };
        await placeOrder(ctx, processes[at % 2] ?? createCheckout([]), asking, body, `own-stock-${at}`);
        return store?.id ?? 'shop';
      }),
    );
    const placed = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const count = (of: string) => placed.filter((one) => one === of).length;
    expect([count(own.id), count(other.id), count('shop')]).toEqual([9, 7, 14]);
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [String(Object(one.reason).code)] : []));
    expect(new Set(refused)).toEqual(new Set(['orders.sold_out_at_store', 'orders.sold_out']));
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('adds up, whatever is placed, paid, dropped, given back, moved and corrected, and however much of it at once', async () => {
    type Act = readonly ['place' | 'pay' | 'cancel' | 'refund' | 'move' | 'correct', number, number];
    const act: fc.Arbitrary<Act> = fc.tuple(
      fc.constantFrom('place', 'place', 'place', 'pay', 'cancel', 'refund', 'move', 'correct'),
      fc.nat(2),
      fc.integer({ min: 1, max: 4 }),
    );
    const places = [null, own.id, other.id];
    const buyer = await createBuyer(ctx);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), async (rounds) => {
        const { skuId } = await createProduct(ctx, { price: PRICE, stock: 12 });
        let corrected = 0;
        const open: { id: string; number: string; payable: number }[] = [];
        const done: { id: string }[] = [];
        const run = async ([kind, at, n]: Act) => {
          const place = places[at] ?? null;
          const store = place === null ? null : at === 1 ? own : other;
          if (kind === 'place') {
            const placed =
              store === null
                ? await placeTestOrder(app, buyer, {
                    lines: [{ skuId, quantity: n }],
                    expectedPayable: PRICE * n + 800,
                  })
                : await collect(buyer, store, skuId, n);
            if (placed.status === 200) open.push(placed.body);
          }
          if (kind === 'pay') {
            const order = open.shift();
            if (order) await paid(order);
            // Paid before anybody asks for some of it back.
            if (order) done.push(order);
          }
          if (kind === 'cancel') {
            const order = open.pop();
            if (order) await cancel(buyer, order.id);
          }
          if (kind === 'refund') {
            const order = done.shift();
            const one = order && { lines: [{ lineId: `${order.id}.0`, quantity: 1 }] };
            if (order && one) await finishRefund(ctx, await giveRefund(ctx, order.id, one, '少一件'));
          }
          if (kind === 'move') await transfer(place, places[(at + n) % 3] ?? null, skuId, n);
          if (kind === 'correct' && place !== null) {
            const change = n % 2 === 0 ? n : -n;
            const answer = await app.call('POST /api/admin/store-stock', {
              cookie,
              headers: { 'idempotency-key': randomUUID() },
              body: { storeId: place, skuId, change, reason: '盘点' },
            });
            if (answer.status === 200) corrected += change;
          }
        };
        for (const round of rounds) await Promise.all(round.map(run));
        const [shop, ...stores] = [
          await stockOf(ctx, skuId),
          await storeStockOf(ctx, own.id, skuId),
          await storeStockOf(ctx, other.id, skuId),
        ];
        const onHand = stores.reduce((sum, one) => sum + (one?.onHand ?? 0), shop.onHand);
        expect(onHand + shop.sold).toBe(12 + corrected);
        expect(await bookMismatches(ctx)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('goods that are moved', () => {
  it('leave a row of the ledger on each side, once for a key; what orders hold stays', async () => {
    const { skuId } = await createProduct(ctx, { price: PRICE, stock: 6 });
    const key = randomUUID();
    const [one, two] = await Promise.all([
      transfer(null, own.id, skuId, 4, key),
      transfer(null, own.id, skuId, 4, key),
    ]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(await storeStockOf(ctx, own.id, skuId)).toEqual({ onHand: 4, reserved: 0, ledger: 4 });
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 2, ledger: 2 });
    await collect(await createBuyer(ctx), own, skuId, 3);
    const tooMany = await transfer(own.id, other.id, skuId, 2);
    expect(tooMany.body.error).toMatchObject({ code: 'catalog.transfer_short', details: { left: 1 } });
    expect((await transfer(own.id, other.id, skuId, 1)).status).toBe(200);
    expect((await storeStockOf(ctx, other.id, skuId))?.onHand).toBe(1);
    expect(codeOf(await transfer(own.id, own.id, skuId, 1))).toBe('platform.bad_form');
    expect(codeOf(await transfer(null, 'sto_nowhere', skuId, 1))).toBe('platform.bad_form');
    expect(codeOf(await transfer(null, own.id, 'sku_nowhere', 1))).toBe('platform.bad_form');
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('are all moved or none', async () => {
    const [much, little] = [await createProduct(ctx, { stock: 9 }), await createProduct(ctx, { stock: 1 })];
    const answer = await app.call('POST /api/admin/stock-transfers', {
      cookie,
      headers: { 'idempotency-key': randomUUID() },
      body: {
        ...between(null, own.id),
        lines: [much, little].map(({ skuId }) => ({ sku: skuId, quantity: 2 })),
        reason: '补货',
      },
    });
    expect(codeOf(answer)).toBe('catalog.transfer_short');
    expect((await stockOf(ctx, much.skuId)).onHand).toBe(9);
  });
});

describe('what a shopper is told', () => {
  it('which stores have all of it, and what another one has too few of, whosever stock it is', async () => {
    const [a, b] = [await createProduct(ctx, { stock: 8 }), await createProduct(ctx, { stock: 2 })];
    await transfer(null, own.id, a.skuId, 3);
    const lines = `${a.skuId}:4,${b.skuId}:1`;
    const { body } = await app.call(`GET /api/shop/stores?pickup=true&limit=50&lines=${lines}`, {});
    const missing = new Map(body.items.map((one: { id: string; missing: unknown }) => [one.id, one.missing]));
    expect(missing.get(own.id)).toEqual(
      [
        { skuId: a.skuId, available: 3 },
        { skuId: b.skuId, available: 0 },
      ].sort((one, two) => (one.skuId < two.skuId ? -1 : 1)),
    );
    expect(missing.get(shared.id)).toEqual([]);
    const one = await app.call(`GET /api/shop/stores/${own.id}?lines=${a.skuId}:3,rubbish,:`, {});
    expect(one.body.missing).toEqual([]);
    expect((await app.call(`GET /api/shop/stores/${own.id}`, {})).body.missing).toBeNull();
  });

  it('that goods which only a store has are to be collected, from the list to checkout', async () => {
    const { skuId, id } = await createProduct(ctx, { price: PRICE, stock: 3 });
    await transfer(null, own.id, skuId, 3);
    const buyer = await createBuyer(ctx);
    const { token } = buyer;
    const card = async () => (await app.call(`GET /api/shop/products?ids=${id}`, { token })).body.items[0];
    expect(await card()).toMatchObject({ soldOut: false });
    expect((await app.call(`GET /api/shop/products/${id}`, { token })).body.skus[0]).toMatchObject({
      available: 3,
      onlyAtStores: true,
    });
    const cart = await app.call(`PUT /api/shop/cart/${skuId}`, { token, body: { quantity: 2 } });
    expect(cart.body.items[0]).toMatchObject({ available: 3, onlyAtStores: true, state: 'ok' });
    const quote = async (collects: boolean) =>
      (await app.call('POST /api/shop/quote', { token, body: { lines: [{ skuId, quantity: 2 }], collects } })).body;
    expect((await quote(false)).delivery.onlyAtStores).toEqual([skuId]);
    expect((await quote(true)).delivery.onlyAtStores).toEqual([]);
    expect(codeOf(await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 2 }] }))).toBe('orders.only_at_stores');
    expect((await collect(buyer, own, skuId, 2)).status).toBe(200);
    expect((await collect(buyer, own, skuId, 1)).status).toBe(200);
    expect(await card()).toMatchObject({ soldOut: true });
  });
});
