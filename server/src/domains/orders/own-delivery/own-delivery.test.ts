import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { createArea } from '../../stores/testing.ts';
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
const PRICE = 5_000;
const FEE = 600;
const area = await createArea(ctx);
const { skuId } = await createProduct(ctx, { price: PRICE, stock: 900 });
const lines = [{ skuId, quantity: 1 }];
let offset = 0;

/** Each test has a slot of its own. */
const freshSlot = () => {
  const slot = area.slots()[offset];
  offset += 1;
  return slot?.from.toISOString() ?? '';
};
const addressIn = async ({ token }: TestBuyer, city: string, district: string, province = city) =>
  String(
    (
      await app.call('POST /api/shop/addresses', {
        token,
        body: { name: '李', phone: '13900139000', province, city, district, street: '1 号' },
      })
    ).body.id,
  );
const bring = async (buyer: TestBuyer, from: string, more: object = {}) =>
  app.call('POST /api/shop/orders', {
    token: buyer.token,
    headers: { 'idempotency-key': randomUUID() },
    body: { lines, addressId: buyer.addressId, slot: { from }, expectedPayable: PRICE + FEE, ...more },
  });
const offered = async ({ token }: TestBuyer, addressId = '') =>
  (await app.call(`GET /api/shop/delivery${addressId && `?addressId=${addressId}`}`, { token })).body;
const leftOf = async (buyer: TestBuyer, from: string) =>
  (await offered(buyer)).area.slots.find((slot: { from: string }) => slot.from === from)?.left;
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => body.error?.code ?? status;
const paid = async (order: { number: string; payable: number }) =>
  acceptPayment(ctx, ports, toldPayment(ctx, order), 'query');
// Somebody in Shanghai, as `createBuyer` has her.
const inTown = async () => {
  const buyer = await createBuyer(ctx);
  return { ...buyer, addressId: await addressIn(buyer, '上海市', '徐汇区') };
};

describe('an order that the shop brings itself', () => {
  it('costs what its area asks for, has its slot on every page and in the file, and a place in it', async () => {
    const buyer = await inTown();
    const from = freshSlot();
    const quote = await app.call('POST /api/shop/quote', {
      token: buyer.token,
      body: { lines, addressId: buyer.addressId, brought: true },
    });
    expect(quote.body).toMatchObject({
      shippingFee: FEE,
      payable: PRICE + FEE,
      delivery: { undeliverable: [], short: null },
    });
    const { status, body, text } = await bring(buyer, from);
    expect(status, text).toBe(200);
    expect((await offered(buyer, buyer.addressId)).area).toMatchObject({ name: '上海市区', fee: FEE });
    const seen = await app.call(`GET /api/shop/orders/${body.id}`, { token: buyer.token });
    expect(seen.body.slot).toMatchObject({ area: '上海市区', from });
    await paid(body);
    const day = from.slice(0, 10);
    const listed = await app.call(`GET /api/admin/orders?slotFrom=${day}&slotTo=${day}`, { cookie });
    expect(listed.body.items).toMatchObject([{ id: body.id, slot: { from } }]);
    expect((await app.call(`GET /api/admin/orders?slotTo=2020-01-01`, { cookie })).body.items).toEqual([]);
    const slips = await app.call(`GET /api/admin/slips?orders=${body.id}`, { cookie });
    expect(slips.body.items).toMatchObject([{ id: body.id, slot: { from } }]);
    const file = (await app.call('GET /api/admin/slips/export.csv', { cookie })).text;
    expect(file).toMatch(new RegExp(`${day} \\d\\d:\\d\\d–\\d\\d:\\d\\d`));
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('is refused where no area is, in a slot that is none or over, and below what is brought; at the quote it shows', async () => {
    const buyer = await createBuyer(ctx);
    const far = await addressIn(buyer, '杭州市', '西湖区', '浙江省');
    const from = area.slots()[0]?.from.toISOString() ?? '';
    const asked = { lines, addressId: far, brought: true };
    const quote = await app.call('POST /api/shop/quote', { token: buyer.token, body: asked });
    expect(quote.body.delivery).toMatchObject({ undeliverable: [skuId], to: '浙江省杭州市' });
    const out = await bring(buyer, from, { addressId: far });
    expect(out.body.error).toMatchObject({ code: 'orders.not_in_area', details: { place: '浙江省杭州市' } });
    expect(await offered(buyer, far)).toEqual({ anywhere: true, area: null });
    const near = await addressIn(buyer, '上海市', '徐汇区');
    expect(codeOf(await bring(buyer, new Date(Date.parse(from) + 60_000).toISOString(), { addressId: near }))).toBe(
      'orders.delivery_slot_gone',
    );
    const dear = await createArea(ctx, { name: '金山', districts: ['金山区'], least: PRICE + 1, fee: 0 });
    const jinshan = await addressIn(buyer, '上海市', '金山区');
    const short = await app.call('POST /api/shop/quote', {
      token: buyer.token,
      body: { lines, addressId: jinshan, brought: true },
    });
    expect(short.body.delivery.short).toEqual({ least: PRICE + 1, missing: 1 });
    const at = dear.slots()[0]?.from.toISOString() ?? '';
    expect(codeOf(await bring(buyer, at, { addressId: jinshan, expectedPayable: PRICE }))).toBe('orders.below_least');
    const two = [{ skuId, quantity: 2 }];
    expect((await bring(buyer, at, { addressId: jinshan, lines: two, expectedPayable: 2 * PRICE })).status).toBe(200);
  });

  it('leaves its place when it is cancelled, or given back whole before it left; part of it keeps it', async () => {
    const buyer = await inTown();
    const from = freshSlot();
    const [one, two] = [
      await bring(buyer, from),
      await bring(buyer, from, { lines: [{ skuId, quantity: 2 }], expectedPayable: 2 * PRICE + FEE }),
    ];
    expect([one.status, two.status, await leftOf(buyer, from)]).toEqual([200, 200, 0]);
    expect(codeOf(await bring(buyer, from))).toBe('orders.delivery_slot_full');
    await app.call(`POST /api/shop/orders/${one.body.id}/cancellation`, { token: buyer.token });
    expect(await leftOf(buyer, from)).toBe(1);
    await paid(two.body);
    const back = async () =>
      finishRefund(
        ctx,
        await giveRefund(ctx, two.body.id, { lines: [{ lineId: `${two.body.id}.0`, quantity: 1 }] }, '少一件'),
      );
    await back();
    expect(await leftOf(buyer, from)).toBe(1);
    await back();
    expect(await leftOf(buyer, from)).toBe(2);
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('is never one more than the slot holds, however many come at once in three processes; who found none keeps nothing', async () => {
    const from = freshSlot();
    const buyers = await Promise.all(Array.from({ length: 30 }, async () => inTown()));
    const processes = Array.from({ length: 3 }, () => createCheckout(testSources));
    // Other goods for each, so that the slot alone holds them up; and a slot that somebody was in before.
    const goods = await Promise.all(processes.map(async () => createProduct(ctx, { price: PRICE, stock: 99 })));
    const before = await inTown();
    const { body: gone } = await bring(before, from);
    await app.call(`POST /api/shop/orders/${gone.id}/cancellation`, { token: before.token });
    const tries = await Promise.allSettled(
      buyers.map(async ({ id, personNo, addressId }, at) => {
        const asking = { memberId: id, personNo, app: app.config.wechat.apps[0].appid };
        const wanted = [{ skuId: goods[at % 3]?.skuId ?? '', quantity: 1 }];
        const body = { lines: wanted, addressId, slot: { from }, expectedPayable: PRICE + FEE };
        return placeOrder(ctx, processes[at % 3] ?? createCheckout([]), asking, body, `slot-key-${at}`);
      }),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [String(Object(one.reason).code)] : []));
    expect(new Set(refused)).toEqual(new Set(['orders.delivery_slot_full']));
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('is placed once for a key, and holds one place however often it is sent', async () => {
    const buyer = await inTown();
    const from = freshSlot();
    const headers = { 'idempotency-key': randomUUID() };
    const body = { lines, addressId: buyer.addressId, slot: { from }, expectedPayable: PRICE + FEE };
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => app.call('POST /api/shop/orders', { token: buyer.token, headers, body })),
    );
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
    expect(await leftOf(buyer, from)).toBe(1);
    const other = await app.call('POST /api/shop/orders', {
      token: buyer.token,
      headers,
      body: { ...body, slot: undefined, expectedPayable: PRICE + 800 },
    });
    expect(codeOf(other)).toBe('orders.key_reused');
  });

  it('stays within its area when its address is changed; one that is sent goes anywhere', async () => {
    const buyer = await inTown();
    const { body: order } = await bring(buyer, freshSlot());
    const to = async (id: string, city: string, district: string, province = city) =>
      app.call(`PUT /api/admin/orders/${id}/address`, {
        cookie,
        body: { name: '李', phone: '13900139000', province, city, district, street: '2 号' },
      });
    expect(codeOf(await to(order.id, '杭州市', '西湖区', '浙江省'))).toBe('orders.not_in_area');
    expect((await to(order.id, '上海市', '静安区')).status).toBe(200);
    const sent = await placeTestOrder(app, buyer, { lines });
    expect((await to(sent.body.id, '杭州市', '西湖区', '浙江省')).status).toBe(200);
  });

  it('is chosen of an area that is in use; one that is closed later brings what was ordered', async () => {
    const buyer = await createBuyer(ctx);
    const addressId = await addressIn(buyer, '南京市', '玄武区', '江苏省');
    const nanjing = await createArea(ctx, { name: '南京', region: '江苏省/南京市' });
    const from = nanjing.slots()[0]?.from.toISOString() ?? '';
    const { body: order } = await bring(buyer, from, { addressId });
    const before = (await app.call(`GET /api/admin/delivery-areas/${nanjing.id}`, { cookie })).body;
    const closed = await app.call(`PUT /api/admin/delivery-areas/${nanjing.id}`, {
      cookie,
      headers: { 'if-match': String(before.revision) },
      body: { ...before.values, open: false },
    });
    expect(closed.body).toMatchObject({ open: false });
    expect(codeOf(await bring(buyer, from, { addressId }))).toBe('orders.not_in_area');
    const seen = await app.call(`GET /api/shop/orders/${order.id}`, { token: buyer.token });
    expect(seen.body.slot).toMatchObject({ area: '南京', from });
  });
});
