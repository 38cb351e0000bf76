import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { pointsMismatches, turnPointsOn } from '../../src/domains/loyalty/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const { app, operator, payer, pay } = await payingShop();
const { ctx } = app;
const { cookie } = operator;
vi.setConfig({ testTimeout: 180_000 });

const spending = { spend: true, spendPerYuan: 100, spendShare: 50, spendLeast: 10 };
await turnPointsOn(ctx, spending);

const give = async ({ id }: TestPayer, points: number) =>
  app.call(`POST /api/admin/members/${id}/points`, { cookie, body: { points, reason: '补偿' } });
const usable = async ({ token }: TestPayer): Promise<number> =>
  (await app.call('GET /api/shop/points', { token })).body.usable;
const ledger = async ({ token }: TestPayer): Promise<string[]> =>
  (await app.call('GET /api/shop/points/entries', { token })).body.items.map(
    ({ kind, points }: { kind: string; points: number }) => `${kind} ${points}`,
  );

type Wanted = readonly { readonly skuId: string; readonly quantity: number }[];
const quoted = async ({ token }: TestPayer, lines: Wanted, points: number) =>
  (await app.call('POST /api/shop/quote', { token, body: { lines, points } })).body;
async function place(buyer: TestPayer, lines: Wanted, points: number, expectedPayable?: number) {
  const payable = expectedPayable ?? (await quoted(buyer, lines, points)).payable;
  const { token, addressId } = buyer;
  return app.call('POST /api/shop/orders', { token, body: { lines, points, addressId, expectedPayable: payable } });
}
async function giveBack(orderId: string, lines: readonly { readonly at: number; readonly quantity: number }[]) {
  const body = {
    reason: '少一件',
    lines: lines.map(({ at, quantity }) => ({ lineId: `${orderId}.${at}`, quantity })),
  };
  const answer = await app.call(`POST /api/admin/orders/${orderId}/refunds`, { cookie, body });
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  await app.advance(2 * MINUTE);
}

it('she chooses how many pay: told in the quote, out of her points with the order, back when it is cancelled', async () => {
  const buyer = await payer();
  await give(buyer, 3_000);
  const { skuId } = await createProduct(ctx, { price: 4_000 });
  const lines = [{ skuId, quantity: 1 }];
  expect((await quoted(buyer, lines, 0)).points).toEqual({ used: 0, saving: 0, most: 2_000, has: 3_000 });
  const quote = await quoted(buyer, lines, 1_500);
  expect(quote).toMatchObject({ payable: 4_000 + 800 - 1_500, points: { used: 1_500, saving: 1_500 } });
  const placed = await place(buyer, lines, 1_500);
  expect(await usable(buyer)).toBe(1_500);
  const order = (await app.call(`GET /api/shop/orders/${placed.body.id}`, { token: buyer.token })).body;
  expect(order.discounts).toMatchObject([{ source: 'points', label: { zh: '积分抵扣' }, amount: 1_500 }]);
  await app.call(`POST /api/shop/orders/${placed.body.id}/cancellation`, { token: buyer.token });
  await app.settle();
  expect(await usable(buyer)).toBe(3_000);
  const late = await place(buyer, lines, 1_000);
  await app.advance(31 * MINUTE);
  expect(await usable(buyer)).toBe(3_000);
  expect(await ledger(buyer)).toEqual(['unspent 1000', 'spent -1000', 'unspent 1500', 'spent -1500', 'given 3000']);
  expect(late.status).toBe(200);
  expect(await pointsMismatches(ctx)).toEqual([]);
});

it('points pay last: behind the coupon in what was taken off', async () => {
  const buyer = await payer();
  await give(buyer, 1_000);
  const coupon = await createCoupon(ctx, { threshold: 0, discount: { kind: 'amount', amount: 500 } });
  await app.call(`POST /api/shop/coupon-center/${coupon.id}`, { token: buyer.token });
  const { skuId } = await createProduct(ctx, { price: 4_000 });
  const placed = await place(buyer, [{ skuId, quantity: 1 }], 300);
  const order = (await app.call(`GET /api/admin/orders/${placed.body.id}`, { cookie })).body;
  const taken = order.applications.map(({ source, amount }: { source: string; amount: number }) => [source, amount]);
  expect(taken).toEqual([
    ['coupons', 500],
    ['points', 300],
  ]);
});

it('forty orders at once spend nothing twice', async () => {
  const buyer = await payer();
  await give(buyer, 1_000);
  const { skuId } = await createProduct(ctx, { price: 1_000, stock: 100 });
  const lines = [{ skuId, quantity: 1 }];
  const { payable } = await quoted(buyer, lines, 300);
  const placed = await Promise.all(Array.from({ length: 40 }, async () => place(buyer, lines, 300, payable)));
  expect(placed.filter(({ status }) => status === 200)).toHaveLength(3);
  const codes = new Set(placed.flatMap(({ body }) => body.error?.code ?? []));
  expect([...codes].every((code) => ['loyalty.points_gone', 'orders.price_changed'].includes(code))).toBe(true);
  expect(await usable(buyer)).toBe(100);
  expect((await ledger(buyer)).filter((line) => line.startsWith('spent'))).toEqual(Array(3).fill('spent -300'));
  expect(await pointsMismatches(ctx)).toEqual([]);
});

it('refunds in any order of any parts bring back what was paid, in fen and in points, each unit its own', async () => {
  const parts = fc.array(fc.record({ at: fc.nat({ max: 1 }), quantity: fc.integer({ min: 1, max: 3 }) }), {
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(parts, fc.integer({ min: 10, max: 4_000 }), async (steps, wanted) => {
      const buyer = await payer();
      await give(buyer, 2_000);
      await give(buyer, 2_000);
      const [a, b] = [await createProduct(ctx, { price: 1_333 }), await createProduct(ctx, { price: 2_999 })];
      const lines = [
        { skuId: a.skuId, quantity: 3 },
        { skuId: b.skuId, quantity: 2 },
      ];
      const placed = await place(buyer, lines, wanted);
      const { id, payable } = placed.body;
      await pay(buyer, id);
      await app.settle();
      const left = [3, 2];
      for (const { at, quantity } of steps) {
        const some = Math.min(quantity, left[at] ?? 0);
        // The last units of all are left for the end.
        if (some === 0 || left.reduce((sum, n) => sum + n, 0) === some) continue;
        left[at] = (left[at] ?? 0) - some;
        await giveBack(id, [{ at, quantity: some }]);
        expect(await pointsMismatches(ctx)).toEqual([]);
      }
      await giveBack(
        id,
        left.flatMap((quantity, at) => (quantity > 0 ? [{ at, quantity }] : [])),
      );
      expect(await usable(buyer)).toBe(4_000);
      const order = (await app.call(`GET /api/admin/orders/${id}`, { cookie })).body;
      expect(order.refunded).toBe(payable);
      expect(await pointsMismatches(ctx)).toEqual([]);
    }),
    { numRuns: 6 },
  );
});

it('points that come back after their time are good for a week more, and an order that they pay whole is paid', async () => {
  await turnPointsOn(ctx, { ...spending, spendShare: 100, days: 1 });
  await app.call('PUT /api/admin/settings/shop', {
    cookie,
    body: { ...(await app.call('GET /api/admin/settings/shop', { cookie })).body, fee: 0 },
  });
  const buyer = await payer();
  await give(buyer, 500);
  const { skuId } = await createProduct(ctx, { price: 500 });
  const placed = await place(buyer, [{ skuId, quantity: 1 }], 500);
  expect(placed.body.payable).toBe(0);
  const order = async () => (await app.call(`GET /api/admin/orders/${placed.body.id}`, { cookie })).body;
  expect((await order()).state).toBe('paid');
  await app.advance(3 * DAY, DAY);
  const refund = await app.call(`POST /api/admin/orders/${placed.body.id}/refunds`, {
    cookie,
    body: { reason: '不要了' },
  });
  expect([refund.status, refund.body.error]).toEqual([200, undefined]);
  await app.advance(2 * MINUTE);
  expect([(await order()).state, await usable(buyer)]).toEqual(['refunded', 500]);
  await app.advance(6 * DAY, DAY);
  expect(await usable(buyer)).toBe(500);
  await app.advance(2 * DAY, DAY);
  expect(await usable(buyer)).toBe(0);
  expect(await pointsMismatches(ctx)).toEqual([]);
});
