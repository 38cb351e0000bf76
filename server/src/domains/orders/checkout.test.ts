import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct, stockOf } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { bookMismatches, createBuyer, placeTestOrder } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx);
const PAY_MINUTES = 30;

const codeOf = (answer: { status: number; body: { error?: { code: string } } }) =>
  answer.body.error?.code ?? answer.status;
const tally = (codes: readonly (string | number)[]) => {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

vi.setConfig({ testTimeout: 60_000 });

describe('checkout', () => {
  it('sells exactly 20 of 20 to 200 buyers who come at once', async () => {
    const { skuId } = await createProduct(ctx, { price: 10_000, stock: 20 });
    const buyers = await Promise.all(Array.from({ length: 200 }, async () => createBuyer(ctx)));
    const answers = await Promise.all(
      buyers.map(async (buyer) =>
        placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }], expectedPayable: 10_000 }),
      ),
    );
    expect(tally(answers.map(codeOf))).toEqual({ 200: 20, 'orders.sold_out': 180 });
    expect(new Set(answers.flatMap((a) => a.body.number ?? [])).size).toBe(20);
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 20, reserved: 20 });
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('gives an order all it asks for or nothing, with several SKUs wanted crosswise', async () => {
    const a = await createProduct(ctx, { price: 10_000, stock: 15 });
    const b = await createProduct(ctx, { price: 10_000, stock: 9 });
    const buyer = await createBuyer(ctx);
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const lines = [
          { skuId: a.skuId, quantity: 1 + (at % 3) },
          { skuId: b.skuId, quantity: 1 },
        ];
        return placeTestOrder(app, buyer, { lines: at % 2 ? lines : lines.toReversed() });
      }),
    );
    const placed = answers.filter((one) => one.status === 200).length;
    const [left, right] = [await stockOf(ctx, a.skuId), await stockOf(ctx, b.skuId)];
    expect(right.reserved).toBe(placed);
    expect(left.reserved).toBeLessThanOrEqual(15);
    expect(Math.min(15 - left.reserved, 9 - right.reserved)).toBeLessThanOrEqual(2);
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('acts once for one key, however often and however close together it is sent', async () => {
    const { skuId } = await createProduct(ctx, { price: 10_000, stock: 100 });
    const buyer = await createBuyer(ctx);
    const facts = { lines: [{ skuId, quantity: 2 }], key: 'same-key-0001', expectedPayable: 20_000 };
    const answers = await Promise.all(Array.from({ length: 50 }, async () => placeTestOrder(app, buyer, facts)));
    expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
    expect((await placeTestOrder(app, buyer, facts)).body).toEqual(answers[0]?.body);
    expect(await stockOf(ctx, skuId)).toMatchObject({ reserved: 2 });
    const other = await placeTestOrder(app, buyer, {
      ...facts,
      lines: [{ skuId, quantity: 1 }],
      expectedPayable: 10_000,
    });
    expect(codeOf(other)).toBe('orders.key_reused');
    const stranger = await placeTestOrder(app, await createBuyer(ctx), facts);
    expect(stranger.body.id).not.toBe(answers[0]?.body.id);
  });

  it('refuses what is off sale, over the limit, not at this price, or to an address of somebody else', async () => {
    const buyer = await createBuyer(ctx);
    const stranger = await createBuyer(ctx);
    const off = await createProduct(ctx, { name: '下架的' });
    await app.call(`PUT /api/admin/products/${off.id}/status`, { cookie, body: { status: 'off_sale' } });
    expect(
      codeOf(await placeTestOrder(app, buyer, { lines: [{ skuId: off.skuId, quantity: 1 }], expectedPayable: 1 })),
    ).toBe('orders.off_sale');
    const options = [{ name: '色', values: ['红', '蓝'] }];
    const skus = [
      { values: ['红'], price: 500, onHand: 50 },
      { values: ['蓝'], price: 500, onHand: 50 },
    ];
    const limited = await createProduct(ctx, { limitPerOrder: 3, options, skus });
    const four = limited.skuIds.map((skuId) => ({ skuId, quantity: 2 }));
    expect(codeOf(await placeTestOrder(app, buyer, { lines: four, expectedPayable: 2800 }))).toBe(
      'orders.limit_reached',
    );
    const one = [{ skuId: limited.skuId, quantity: 1 }];
    const changed = await placeTestOrder(app, buyer, { lines: one, expectedPayable: 1 });
    expect(changed.body.error).toMatchObject({ code: 'orders.price_changed', details: { payable: 1300 } });
    expect(codeOf(await placeTestOrder(app, { ...buyer, addressId: stranger.addressId }, { lines: one }))).toBe(
      'orders.address_not_found',
    );
    expect(
      codeOf(
        await placeTestOrder(app, buyer, {
          lines: one,
          expectedPayable: 1300,
          offers: [{ source: 'coupons', offerId: 'cpn_of_another' }],
        }),
      ),
    ).toBe('coupons.gone');
    expect(
      codeOf(await placeTestOrder(app, buyer, { lines: [{ skuId: 'sku_none', quantity: 1 }], expectedPayable: 1 })),
    ).toBe('orders.off_sale');
  });

  it('keeps what was ordered as it was, whatever becomes of the product', async () => {
    const { id, skuId, categoryId } = await createProduct(ctx, {
      name: '<b>老名字</b>',
      price: 2000,
      memberPrice: 1500,
    });
    const buyer = await createBuyer(ctx);
    const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 3 }] });
    const changed = { name: '新名字', categoryId, images: ['/b.webp'], skus: [{ values: [], price: 99 }] };
    expect((await app.call(`PUT /api/admin/products/${id}`, { cookie, body: changed })).status).toBe(200);
    const order = (await app.call(`GET /api/shop/orders/${body.id}`, { token: buyer.token })).body;
    expect(order).toMatchObject({
      state: 'unpaid',
      goodsAmount: 6000,
      discountAmount: 1500,
      shippingFee: 800,
      payable: 5300,
    });
    expect(order.lines).toMatchObject([
      {
        name: '<b>老名字</b>',
        unitPrice: 2000,
        payable: 4500,
        discounts: [{ label: { zh: '会员价', en: 'Member price' }, amount: 1500 }],
      },
    ]);
    expect(order.address).toMatchObject({ phone: '13800138000', district: '徐汇区' });
    expect(order.timeline).toMatchObject([{ kind: 'placed' }]);
    const { rows } = await sql<{
      addressSealed: string;
    }>`select address_sealed from orders.placed where id = ${body.id}`.execute(ctx.db);
    expect(rows[0]?.addressSealed).not.toContain('13800138000');
  });

  it('shows and changes no order of another member', async () => {
    const { skuId } = await createProduct(ctx);
    const { body } = await placeTestOrder(app, await createBuyer(ctx), { lines: [{ skuId, quantity: 1 }] });
    const { token } = await createBuyer(ctx);
    const ask = { lines: [{ lineId: `${body.id}.0`, quantity: 1 }], reason: '试试' };
    for (const [route, payload] of [
      [`GET /api/shop/orders/${body.id}`, undefined],
      [`POST /api/shop/orders/${body.id}/payment`, undefined],
      [`POST /api/shop/orders/${body.id}/cancellation`, undefined],
      [`POST /api/shop/orders/${body.id}/receipt`, undefined],
      [`POST /api/shop/orders/${body.id}/refunds`, ask],
    ] as const) {
      expect([route, (await app.call(route, { token, body: payload })).status]).toEqual([route, 404]);
    }
    expect((await app.call('GET /api/shop/orders', { token })).body.items).toEqual([]);
    expect((await app.call('GET /api/shop/cart')).status).toBe(401);
  });

  it('is over after the time to pay: stock goes back by itself', async () => {
    const { skuId } = await createProduct(ctx, { stock: 5 });
    const buyer = await createBuyer(ctx);
    const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 5 }] });
    await app.advance((PAY_MINUTES - 1) * 60_000);
    expect(await stockOf(ctx, skuId)).toMatchObject({ reserved: 5 });
    await app.advance(2 * 60_000);
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 5, reserved: 0 });
    const order = (await app.call(`GET /api/shop/orders/${body.id}`, { token: buyer.token })).body;
    expect(order).toMatchObject({ state: 'cancelled', expiresAt: null });
    expect(order.timeline.at(-1)).toMatchObject({ kind: 'cancelled', detail: { zh: '超时未支付，系统自动取消' } });
    expect((await app.call(`POST /api/shop/orders/${body.id}/payment`, { token: buyer.token })).body.error.code).toBe(
      'orders.already_cancelled',
    );
  });
});

describe('the cart', () => {
  it('holds a hundred kinds at most, however many are put in at once', async () => {
    const { token } = await createBuyer(ctx);
    const skuIds: string[] = [];
    for (let n = 0; n < 110; n += 1) skuIds.push((await createProduct(ctx, { price: 100, stock: 5 })).skuId);
    const put = async (skuId: string) => app.call(`PUT /api/shop/cart/${skuId}`, { token, body: { quantity: 1 } });
    const answers = await Promise.all(skuIds.map(put));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    expect(answers.filter(({ status }) => status !== 200).map(codeOf)).toEqual(Array(10).fill('orders.cart_full'));
    expect((await app.call('GET /api/shop/cart', { token })).body.items).toHaveLength(100);
  });

  it('holds items with the state of now, quotes what can be had, and loses what was ordered', async () => {
    const buyer = await createBuyer(ctx);
    const { token } = buyer;
    const a = await createProduct(ctx, { name: '甲', price: 3000, stock: 5 });
    const b = await createProduct(ctx, { name: '乙', price: 2000, stock: 5 });
    const put = async (skuId: string, body: object) => app.call(`PUT /api/shop/cart/${skuId}`, { token, body });
    await put(a.skuId, { quantity: 2 });
    const both = await put(b.skuId, { quantity: 3 });
    expect(both.body.quote).toMatchObject({ goodsAmount: 12_000, payable: 12_000 });
    expect(codeOf(await put(b.skuId, { quantity: 6 }))).toBe('orders.short');
    expect((await put(b.skuId, { quantity: 3, selected: false })).body.quote).toMatchObject({
      goodsAmount: 6000,
      payable: 6800,
    });
    const other = await createBuyer(ctx);
    await placeTestOrder(app, other, { lines: [{ skuId: a.skuId, quantity: 4 }] });
    const short = await app.call('GET /api/shop/cart', { token });
    expect(short.body.items.find((i: { skuId: string }) => i.skuId === a.skuId)).toMatchObject({
      state: 'short',
      available: 1,
    });
    expect(short.body.quote).toBeNull();
    await put(b.skuId, { quantity: 3, selected: true });
    await placeTestOrder(app, buyer, { lines: [{ skuId: b.skuId, quantity: 3 }], fromCart: true });
    expect((await app.call('GET /api/shop/cart', { token })).body.items.map((i: { skuId: string }) => i.skuId)).toEqual(
      [a.skuId],
    );
    expect((await put(a.skuId, { quantity: 0 })).body.items).toEqual([]);
    expect((await app.call('GET /api/shop/cart', { token: other.token })).body.items).toEqual([]);
  });
});
