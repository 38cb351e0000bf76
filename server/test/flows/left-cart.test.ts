import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { becomeOne } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { createBuyer, placeTestOrder, receivedOrder, type TestBuyer } from '../../src/domains/orders/testing.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// A cart is left when goods lie in it that can be had, nobody touched it for half an hour, and nothing was ordered since.

const MINUTE = 60_000;
const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });

const { skuId } = await createProduct(ctx, { price: 3_990, stock: 500 });
const { skuId: otherSku } = await createProduct(ctx, { price: 1_000, stock: 500 });

const put = async ({ token }: TestBuyer, quantity: number, sku = skuId) => {
  const { status } = await app.call(`PUT /api/shop/cart/${sku}`, { token, body: { quantity } });
  expect(status).toBe(200);
};
const order = async (buyer: TestBuyer, sku = skuId) => {
  const placed = await placeTestOrder(app, buyer, { lines: [{ skuId: sku, quantity: 1 }], offers: [] });
  expect(placed.status).toBe(200);
  return placed.body;
};
const left = async ({ id }: { id: string }) => {
  const { rows } = await sql<{ amount: number; at: Date }>`
    select (payload ->> 'amount')::int as amount, occurred_at as at from platform.event
    where type = 'cart.left' and payload ->> 'memberId' = ${id} order by id
  `.execute(ctx.db);
  return rows.map(({ amount }) => amount);
};

describe('a cart', () => {
  it('is left half an hour after its last change, and told once', async () => {
    const her = await createBuyer(ctx);
    await put(her, 1);
    await app.advance(20 * MINUTE);
    await put(her, 2);
    await app.advance(20 * MINUTE);
    expect(await left(her)).toEqual([]);
    await app.advance(11 * MINUTE);
    expect(await left(her)).toEqual([7_980]);
    await app.advance(3 * DAY, DAY);
    expect(await left(her)).toEqual([7_980]);
    await put(her, 1);
    await app.advance(31 * MINUTE);
    expect(await left(her)).toEqual([7_980, 3_990]);
  });

  it('out of which she ordered, or that she emptied, or whose goods nobody can have, is not', async () => {
    const [bought, emptied, soldOut] = [await createBuyer(ctx), await createBuyer(ctx), await createBuyer(ctx)];
    const { skuId: goneSku } = await createProduct(ctx, { price: 500, stock: 1 });
    await put(bought, 2);
    await put(bought, 1, otherSku);
    await put(emptied, 1);
    await put(soldOut, 1, goneSku);
    await order(bought);
    await put(emptied, 0);
    // Unpaid it would be given back at the very minute at which the cart is looked at.
    await receivedOrder(app, await createBuyer(ctx), [{ skuId: goneSku, quantity: 1 }]);
    await app.advance(31 * MINUTE);
    expect([await left(bought), await left(emptied), await left(soldOut)]).toEqual([[], [], []]);
  });

  it('whose owner turned out to be somebody else is hers, told once', async () => {
    const [one, two] = [await createBuyer(ctx), await createBuyer(ctx)];
    await put(one, 1);
    await app.advance(10 * MINUTE);
    await put(two, 1, otherSku);
    await becomeOne(ctx, one, two);
    await app.settle();
    await app.advance(25 * MINUTE);
    expect(await left(one)).toEqual([]);
    await app.advance(6 * MINUTE);
    expect([await left(one), await left(two)]).toEqual([[4_990], []]);
  });

  it('of hundreds at once is told once each, however many look at the same moment', async () => {
    const buyers = await Promise.all(Array.from({ length: 24 }, async () => createBuyer(ctx)));
    for (const buyer of buyers) await put(buyer, 1);
    await Promise.all([app.advance(31 * MINUTE), app.settle(), app.settle()]);
    await app.settle();
    for (const buyer of buyers) expect(await left(buyer)).toEqual([3_990]);
  });

  it('is told as a plain reading of what she did would say, whatever she did and however the clock leapt', async () => {
    const deed = fc.record({
      after: fc.constantFrom(1, 12, 29, 31, 90, 1_500),
      does: fc.constantFrom('put', 'less', 'empty', 'order'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 6 }), async (deeds) => {
        const her = await createBuyer(ctx);
        let quantity = 0;
        let untold: number | null = null;
        let clock = 0;
        const expected: number[] = [];
        const look = (now: number) => {
          if (untold === null || now - untold < 30) return;
          if (quantity > 0) expected.push(quantity * 3_990);
          untold = null;
        };
        for (const { after, does } of deeds) {
          await app.advance(after * MINUTE);
          clock += after;
          look(clock);
          if (does === 'order') {
            await order(her, otherSku);
            untold = null;
            continue;
          }
          quantity = does === 'put' ? quantity + 1 : does === 'less' ? Math.max(0, quantity - 1) : 0;
          await put(her, quantity);
          untold = clock;
        }
        await app.advance(31 * MINUTE);
        look(clock + 31);
        expect(await left(her)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});

describe('the playbook', () => {
  let journey = '';
  beforeAll(async () => {
    await setQuiet(ctx, 'never');
    const { cookie } = await signedIn(ctx);
    const coupon = await createCoupon(ctx, { name: '购物车券', channel: 'grant', perMember: 1000 });
    const values = { coupon: coupon.id, holdout: 0 };
    const made = await app.call('POST /api/admin/playbooks/abandoned_cart/journey', { cookie, body: { values } });
    expect([made.status, made.body.error]).toEqual([200, undefined]);
    journey = made.body.id;
  });
  const told = async ({ id }: { id: string }) => {
    const { rows } = await sql<{ template: string; page: string; reason: string | null; text: string }>`
      select template_key as template, page, reason, text from messaging.outbound
      where member_id = ${id} and cause_id = ${journey} order by created_at, id
    `.execute(ctx.db);
    return rows;
  };
  const reprice = async (productId: string, price: number) => {
    const { cookie } = await signedIn(ctx);
    const { body } = await app.call(`GET /api/admin/products/${productId}`, { cookie });
    const changed = { ...body, skus: body.skus.map((sku: object) => ({ ...sku, price })) };
    const saved = await app.call(`PUT /api/admin/products/${productId}`, { cookie, body: changed });
    expect([saved.status, saved.body.error]).toEqual([200, undefined]);
  };
  const eyed = async () => {
    const product = await createProduct(ctx, { price: 2_000, stock: 50 });
    const her = await createBuyer(ctx);
    await put(her, 1, product.skuId);
    await app.advance(31 * MINUTE);
    return { her, product };
  };

  it('gives a coupon that opens the cart, and two days later tells only of a price that fell', async () => {
    const [fell, stood] = [await eyed(), await eyed()];
    await reprice(fell.product.id, 1_500);
    await app.advance(4 * DAY, DAY);
    expect(await told(stood.her)).toMatchObject([{ template: 'cartCoupon' }]);
    const [first, second] = await told(fell.her);
    expect(first?.page.startsWith('cart/pages/cart')).toBe(true);
    expect(second).toMatchObject({ template: 'priceFell' });
    expect(second?.page.startsWith(`catalog/pages/product?id=${fell.product.id}&trend=1`)).toBe(true);
    expect(second?.text).toContain('¥15.00');
    expect(second?.text).toContain('¥5.00');
  });

  it('says nothing more to who bought, of a fall that is too small, of goods that are gone, of a price that went up again', async () => {
    const [bought, little, gone, back] = [await eyed(), await eyed(), await eyed(), await eyed()];
    await reprice(bought.product.id, 1_000);
    await reprice(little.product.id, 1_950);
    await reprice(gone.product.id, 1_000);
    await reprice(back.product.id, 1_000);
    await reprice(back.product.id, 2_000);
    await app.call(`PUT /api/admin/products/${gone.product.id}/status`, {
      cookie: (await signedIn(ctx)).cookie,
      body: { status: 'off_sale' },
    });
    await app.advance(DAY, DAY);
    await receivedOrder(app, bought.her, [{ skuId: bought.product.skuId, quantity: 1 }]);
    await app.advance(3 * DAY, DAY);
    for (const { her } of [bought, little, gone, back])
      expect((await told(her)).map(({ template }) => template)).toEqual(['cartCoupon']);
  });

  it('a price that goes up again while the word of it waits for the morning is not told', async () => {
    const { her, product } = await eyed();
    await reprice(product.id, 1_000);
    await setQuiet(ctx, 'always');
    await app.advance(4 * DAY, DAY);
    await reprice(product.id, 2_000);
    await setQuiet(ctx, 'never');
    await app.advance(DAY, DAY);
    expect((await told(her)).at(-1)).toMatchObject({ template: 'priceFell', reason: 'price_back' });
  });
});
