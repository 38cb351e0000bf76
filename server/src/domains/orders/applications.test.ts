import { sql } from 'kysely';
import { beforeAll, expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createBuyer, placeTestOrder } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(ctx, 'owner'));
});

async function promote(kind: string, values: Readonly<Record<string, unknown>>) {
  const startsAt = ctx.now().toISOString();
  const endsAt = new Date(ctx.now().getTime() + 3_600_000).toISOString();
  const made = await app.call('POST /api/admin/promotions', { cookie, body: { kind, values, startsAt, endsAt } });
  expect(made.status).toBe(200);
  return made.body;
}

const everything = { kind: 'all', ids: [], exceptProductIds: [] };

it('an order keeps each rule on each line: what it looked at, what it took off, who bears it', async () => {
  const tea = await createProduct(ctx, { name: '茶', price: 5_000, memberPrice: 4_500 });
  const cup = await createProduct(ctx, { name: '杯', price: 3_000 });
  const half = await promote('nth_piece', {
    ...{ name: '第二件半价', scope: { ...everything, kind: 'products', ids: [cup.id] }, funder: 'supplier' },
    ...{ nth: 2, percentOff: 50, counts: 'same', most: null },
  });
  expect(half.sentence.zh).toContain('供应商承担');
  expect(half.values).toMatchObject({ funder: 'supplier' });
  const full = await promote('amount_off', {
    name: '满80减10',
    scope: everything,
    tiers: [{ threshold: 8_000, off: 1_000 }],
  });
  const free = await promote('free_shipping', { name: '包邮日', scope: everything, threshold: 0, cap: null });

  const buyer = await createBuyer(ctx);
  const lines = [
    { skuId: tea.skuId, quantity: 1 },
    { skuId: cup.skuId, quantity: 2 },
  ];
  const placed = await placeTestOrder(app, buyer, { lines });
  const order = await app.call(`GET /api/admin/orders/${placed.body.id}`, { cookie });
  const line = (at: number) => order.body.lines[at].id;
  expect(order.body.applications).toMatchObject([
    {
      source: 'member_price',
      kind: 'member_price',
      lineId: line(0),
      looksAt: 'list',
      base: 5_000,
      pieces: 1,
      amount: 500,
    },
    { offerId: half.id, kind: 'nth_piece', lineId: line(1), base: 3_000, pieces: 1, amount: 1_500, funder: 'supplier' },
    { offerId: full.id, kind: 'amount_off', lineId: line(0), looksAt: 'current', base: 4_500, pieces: 1, amount: 500 },
    { offerId: full.id, kind: 'amount_off', lineId: line(1), base: 4_500, pieces: 2, amount: 500, funder: 'shop' },
    { offerId: free.id, kind: 'free_shipping', lineId: null, pieces: 0, amount: order.body.shippingFee },
  ]);
  const taken = (id: string | null) =>
    order.body.applications
      .filter((one: { lineId: string | null }) => one.lineId === id)
      .reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0);
  for (const { id, unitPrice, quantity, payable } of order.body.lines)
    expect(unitPrice * quantity - taken(id)).toBe(payable);
  const all = order.body.applications.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0);
  expect(all).toBe(order.body.discountAmount);
});

it('a line that says it saves what no rule took off is not kept, and what was kept is not changed', async () => {
  const product = await createProduct(ctx, { price: 2_000 });
  const placed = await placeTestOrder(app, await createBuyer(ctx), { lines: [{ skuId: product.skuId, quantity: 1 }] });
  const { id } = placed.body;
  await expect(
    sql`
      insert into orders.line (order_id, position, name, quantity, unit_price, payable, unit_amount, plus_one_units)
      values (${id}, 9, 'x', 1, 1000, 900, 900, 0)
    `.execute(ctx.db),
  ).rejects.toThrow('the sum of its applications');
  await expect(
    sql`update orders.application set amount = amount + 1 where order_id = ${id}`.execute(ctx.db),
  ).rejects.toThrow('written once');
});
